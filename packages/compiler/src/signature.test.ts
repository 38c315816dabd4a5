// What tells static arguments apart.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { mul, tensor, type Tensor } from '@cotangent/tensor';
import { jit } from './jit.ts';

test('static arguments that read alike are told apart, and each is traced once', () => {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    ['a', 'b;string c'],
    ['a;string b', 'c'],
    ['0', ''],
    [0, ''],
    [-0, ''],
    [Symbol('one'), ''],
    [Symbol('one'), ''],
    [null, ''],
    ['null', ''],
  ];
  const traced: unknown[] = [];
  const f = jit(
    (x: Tensor<[]>, a: unknown, b: unknown) => {
      traced.push([a, b]);
      return x;
    },
    { static: [1, 2] },
  );
  for (const [a, b] of [...pairs, ...pairs]) f(tensor(1), a, b);
  expect(traced).toEqual(pairs);
});

test('a static argument inside of itself is refused', () => {
  const options: { axis: number; around?: unknown } = { axis: 1 };
  const shared = [1, 2];
  const f = jit((x: Tensor<[]>, _options: unknown) => x, { static: [1] });
  expect(f(tensor(1), { a: shared, b: [shared, shared] }).item()).toBe(1);
  options.around = [options];
  expect(() => f(tensor(1), options)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: jit: a static argument must not contain itself.
      argument 1: an object inside of itself
    Expected plain data without cycles, which is told apart by its text, or an instance of a class.]
  `);
});

test('a program keeps none of the tensors that it was traced with', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const f = jit((x: Tensor<[4]>, scale: number) => mul(x, scale), { static: [1] });
  const first = ((): WeakRef<object> => {
    const x = tensor([1, 2, 3, 4]);
    f(x, 2);
    return new WeakRef(x);
  })();
  // What went in last stays, so that it need not be put there again.
  f(tensor([5, 6, 7, 8]), 2);
  await new Promise((turn) => void setTimeout(turn));
  collect();
  expect(first.deref()).toBeUndefined();
});
