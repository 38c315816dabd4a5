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

test('a console that calls the program it prints for is refused, and the program goes on afterwards', () => {
  const f = jit((x: Tensor<[2]>) => add(print(x, 'x'), 1));
  const g = jit((x: Tensor<[2]>) => mul(x, 2));
  let refused: unknown;
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    lines.push(line);
    try {
      f(tensor([5, 6]));
    } catch (error) {
      refused = error;
    }
    lines.push(String(g(tensor([3, 4]))));
  });
  expect(f(tensor([1, 2])).toArray()).toEqual([2, 3]);
  expect(lines).toEqual(['x: float32[2] [1, 2]', 'float32[2] [6, 8]']);
  expect(refused).toMatchInlineSnapshot(`
    [CotangentError: jit: a program must not be called while it runs.
      call: by the console that shows what it prints
    Expected a call once it has returned, or of another compiled function. Store what is printed, and go on with it afterwards.]
  `);
  expect(f(tensor([7, 8])).toArray()).toEqual([8, 9]);
});

test('donated arguments end before a console may look at them or throw', () => {
  const f = jit((x: Tensor<[20]>) => print(add(x, 1), 'next'), { donate: [0] });
  const first = f(ones([20]));
  const seen: unknown[] = [];
  vi.spyOn(console, 'log').mockImplementation(() => {
    try {
      first.data();
    } catch (error) {
      seen.push(String(error));
    }
    throw new Error('full');
  });
  expect(() => f(first)).toThrow('full');
  expect(seen).toEqual([expect.stringContaining('a donated tensor must not be used again')]);
  expect(() => first.toArray()).toThrow('a donated tensor must not be used again');
  vi.spyOn(console, 'log').mockReturnValue();
  expect(f(ones([20])).toArray()).toEqual(new Array(20).fill(2));
});

test('refuses labels that are no texts', () => {
  expect(() => print(tensor(1), 2 as never)).toThrow('the label must be a text');
});
