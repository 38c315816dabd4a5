import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { grad } from '@cotangent/autograd';
import { add, cond, greater, mul, ones, scan, sum, tensor, type Tensor } from '@cotangent/tensor';
import { jit } from './jit.ts';
import { print } from './print.ts';

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

test('prints at once where values are known', () => {
  expect(print(tensor([1, 2]), 'x').toArray()).toEqual([1, 2]);
  print(tensor(3));
  expect(lines).toEqual(['x: float32[2] [1, 2]', 'float32[] 3']);
});

test('prints in every run of a program, in order, also what nobody reads', () => {
  const f = jit((x: Tensor<[2]>) => {
    print(mul(x, 2), 'twice');
    print(x, 'once');
    print(x, 'once');
    return add(print(add(x, 1), 'more'), 1);
  });
  expect(lines).toEqual([]);
  expect(f(tensor([1, 2])).toArray()).toEqual([3, 4]);
  const first = [
    'twice: float32[2] [2, 4]',
    'once: float32[2] [1, 2]',
    'once: float32[2] [1, 2]',
    'more: float32[2] [2, 3]',
  ];
  expect(lines).toEqual(first);
  f(tensor([0, 0]));
  expect(lines.length).toBe(8);
});

test('prints at each step of a loop, and in the branch that is taken', () => {
  const f = jit((x: Tensor<[3]>) => {
    const step = (before: Tensor<[]>, row: Tensor<[]>): [Tensor<[]>, null] => {
      cond(
        greater(row, 1),
        () => print(row, 'large'),
        () => print(before, 'before'),
      );
      return [add(before, row), null];
    };
    scan(step, tensor(0.5), x);
    return x;
  });
  f(tensor([1, 2, -3]));
  expect(lines).toEqual(['before: float32[] 0.5', 'large: float32[] 2', 'before: float32[] 3.5']);
});

test('gradients pass through', () => {
  const f = (x: Tensor<[2]>): Tensor<[]> => sum(mul(print(x, 'x'), x));
  expect(jit((x: Tensor<[2]>) => grad(f)(x))(tensor([1, 2])).toArray()).toEqual([2, 4]);
  expect(lines).toEqual(['x: float32[2] [1, 2]']);
});

test('donated arguments are printed as they were', () => {
  const f = jit(
    (x: Tensor<[20]>) => {
      const y = add(x, 1);
      print(sum(x), 'before');
      return y;
    },
    { donate: [0] },
  );
  const same = jit((x: Tensor<[20]>) => mul(x, 1));
  f(f(same(ones([20]))));
  expect(lines).toEqual(['before: float32[] 20', 'before: float32[] 40']);
});

test('refuses labels that are no texts', () => {
  expect(() => print(tensor(1), 2 as never)).toThrow('the label must be a text');
});
