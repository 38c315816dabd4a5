// Maps across axes: transposed and permuted tensors, alone and beside others, of sizes that no tile divides.
import { add, cast, exp, flip, mul, permute, sub, tensor, transpose, where, less, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import { expect, test } from 'vitest';
import { jit } from '../src/index.ts';

/** Whole numbers that all differ. */
function counted(shape: readonly number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const nested = (at: number, [n, ...rest]: readonly number[], step: number): unknown =>
    Array.from({ length: n }, (_, i) =>
      rest.length === 0 ? at + i : nested(at + (i * step) / n, rest, step / n),
    );
  return tensor(nested(0, shape, size) as number[]);
}

const shapes = [
  [4, 4],
  [5, 7],
  [64, 64],
  [3, 50],
  [33, 130],
  [131, 34],
  [60, 21],
  [1, 9],
];
const programs: Readonly<Record<string, (x: Tensor, y: Tensor) => Tensor>> = {
  alone: (x) => transpose(x),
  'beside others': (x, y) => sub(transpose(x), y),
  'used twice': (x, y) => add(mul(transpose(x), y), transpose(x)),
  'with another transposed': (x, y) => transpose(add(x, mul(transpose(y), 2))),
  integers: (x, y) => add(cast(transpose(x), 'int32'), cast(y, 'int32')) as Tensor,
  chosen: (x, y) => where(less(transpose(x), 20), y, transpose(x)) as Tensor,
  backwards: (x) => transpose(flip(x, 0)),
};

for (const [name, f] of Object.entries(programs)) {
  test(`${name}, transposed`, () => {
    for (const shape of shapes) {
      const [x, y] = [counted(shape), counted([shape[1], shape[0]])];
      expect(jit(f)(x, y).toArray()).toEqual(f(x, y).toArray());
    }
  });
}

test('permuted in every way, between rows that are added', () => {
  const x = counted([6, 10, 9]);
  for (const order of [
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]) {
    // prettier-ignore
    const size = order.map((axis) => x.shape[axis]);
    const [row, plane] = [counted([size[2]]), counted([size[1], 1])];
    const f = (v: Tensor): Tensor => add(add(permute(v, order) as Tensor, row), plane) as Tensor;
    expect(jit(f)(x).toArray()).toEqual(f(x).toArray());
  }
});

test('a square matrix is replaced by what it is transposed', () => {
  const step = jit((v: Tensor) => transpose(exp(v)), { donate: [0] });
  const zeros = mul(counted([20, 20]), 0);
  expect(new Set(step(zeros).data())).toEqual(new Set([1]));
});
