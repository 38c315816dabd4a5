// What tells static arguments apart.
import { expect, test } from 'vitest';
import { tensor, type Tensor } from '@cotangent/tensor';
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
