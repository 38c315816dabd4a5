// matmul, dot and outer against the definition, on sizes around those of the tiles and on every layout of operands.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DType } from '../base/dtype.ts';
import type { Tensor } from '../core/tensor.ts';
import { permuteAxes } from '../primitives/permute.ts';
import { fromTypedArray, tensor, zeros } from './creation.ts';
import { cast } from './cast.ts';
import { dot, matmul, outer } from './contraction.ts';

/** Whole numbers, so that every order of additions gives the same sum. */
function wholes(shape: readonly number[], seed: number, dtype: DType = 'float64'): Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Float64Array.from({ length: size }, (_, i) => ((i * 37 + seed * 11) % 13) - 6);
  return cast(fromTypedArray(values, shape), dtype) as Tensor;
}

/** The same values, with the last two axes the other way round in memory. */
function turned(x: Tensor): Tensor {
  const axes = [...x.shape.keys()];
  const swapped = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  const copy = fromTypedArray(
    permuteAxes(x, swapped).data(),
    swapped.map((axis) => x.shape[axis]),
  ) as Tensor;
  return permuteAxes(copy, swapped);
}

function naive(a: Tensor, b: Tensor): number[] {
  const [m, k] = a.shape.slice(-2);
  const n = b.shape[b.shape.length - 1];
  const [x, y] = [a.data(), b.data()];
  const out: number[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += x[i * k + l] * y[l * n + j];
      out.push(sum + 0);
    }
  }
  return out;
}

const plainly = (x: Tensor): number[] => [...x.data()].map((value) => value + 0);
const edges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 63, 64, 65, 66, 127, 128, 129, 130];
const size = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(...edges) },
);

describe('matmul', () => {
  test('is the sum of products, around the sizes of tiles, whichever way operands lie in memory', () => {
    const dtypes = fc.constantFrom<DType>('float32', 'float64', 'int32');
    fc.assert(
      fc.property(size, size, size, dtypes, fc.boolean(), fc.boolean(), (m, k, n, dtype, turnA, turnB) => {
        const a = wholes([m, k], 1, dtype);
        const b = wholes([k, n], 2, dtype);
        const product = matmul(turnA ? turned(a) : a, turnB ? turned(b) : b);
        expect(product.shape).toEqual([m, n]);
        expect(product.dtype).toBe(dtype);
        expect(plainly(product)).toEqual(naive(a, b));
      }),
      { numRuns: 150 },
    );
  });

  test.each(edges)('fits the blocks exactly at %i', (n) => {
    const a = wholes([n, 5], 3);
    const b = wholes([5, n], 4);
    expect(plainly(matmul(a, b))).toEqual(naive(a, b));
    const c = wholes([3, n], 5);
    expect(plainly(matmul(c, a))).toEqual(naive(c, a));
  });

  test.each([
    [
      [2, 3, 4],
      [4, 5],
      [2, 3, 5],
    ],
    [
      [3, 4],
      [2, 4, 5],
      [2, 3, 5],
    ],
    [
      [2, 1, 3, 4],
      [3, 4, 5],
      [2, 3, 3, 5],
    ],
    [
      [1, 3, 4],
      [2, 4, 5],
      [2, 3, 5],
    ],
    [
      [2, 3, 4],
      [1, 4, 5],
      [2, 3, 5],
    ],
    [
      [1, 3, 4],
      [1, 4, 5],
      [1, 3, 5],
    ],
    [[4], [4], []],
    [[4], [4, 5], [5]],
    [[4], [2, 4, 5], [2, 5]],
    [[3, 4], [4], [3]],
    [[2, 3, 4], [4], [2, 3]],
    [
      [2, 0],
      [0, 3],
      [2, 3],
    ],
    [
      [0, 2],
      [2, 3],
      [0, 3],
    ],
    [
      [0, 2, 2],
      [2, 2],
      [0, 2, 2],
    ],
    [
      [0, 2, 2],
      [1, 2, 2],
      [0, 2, 2],
    ],
  ])('of %j and %j has shape %j', (shapeA, shapeB, shape) => {
    const a = wholes(shapeA, 1);
    const b = wholes(shapeB, 2);
    const product = matmul(a, b);
    expect(product.shape).toEqual(shape);
    expect(plainly(product)).toEqual(batched(a, b, shape));
  });

  test('sums nothing to zero', () => {
    expect(matmul(zeros([2, 0]), zeros([0, 2])).toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('wraps int32 around, exactly', () => {
    const big = tensor([[2147483647, 2147483647, 3]], 'int32');
    const factors = tensor([[65537], [99991], [2147483647]], 'int32');
    const exact = 2147483647n * 65537n + 2147483647n * 99991n + 3n * 2147483647n;
    expect(matmul(big, factors).toArray()).toEqual([[Number(BigInt.asIntN(32, exact))]]);
  });

  test('counts narrow integers in int32 and meets floats as floats', () => {
    const bytes = tensor([[200, 200]], 'uint8');
    expect(matmul(bytes, tensor([[200], [200]], 'uint8')).toArray()).toEqual([[80_000]]);
    expect(matmul(tensor([[true, true]]), tensor([[200], [200]], 'uint8')).toArray()).toEqual([[400]]);
    expect(matmul(tensor([[true, false]]), tensor([[0.5], [4]])).toArray()).toEqual([[0.5]]);
  });

  test('accumulates float32 in float64', () => {
    const ones = fromTypedArray(new Float32Array(3).fill(1), [3, 1]);
    expect(matmul(tensor([[16777216, 1, 1]]), ones).toArray()).toEqual([[16777218]]);
  });
});

/** The definition over batches: indices that an operand lacks, or has only one of, are left out. */
function batched(a: Tensor, b: Tensor, shape: readonly number[]): number[] {
  const asMatrix = (x: Tensor, left: boolean): { shape: number[]; values: ArrayLike<number> } => {
    const own = x.shape.length > 1 ? [...x.shape] : left ? [1, x.shape[0]] : [x.shape[0], 1];
    return { shape: own, values: x.data() };
  };
  const [x, y] = [asMatrix(a, true), asMatrix(b, false)];
  const [m, k] = x.shape.slice(-2);
  const n = y.shape[y.shape.length - 1];
  const batch = shape.slice(0, Math.max(x.shape.length, y.shape.length) - 2);
  const start = (own: readonly number[], index: readonly number[], matrix: number): number => {
    const lead = own.slice(0, -2);
    const last = index.slice(index.length - lead.length);
    return lead.reduce((sum, length, axis) => sum * length + (length === 1 ? 0 : last[axis]), 0) * matrix;
  };
  const out: number[] = [];
  const count = batch.reduce((product, length) => product * length, 1);
  for (let flat = 0; flat < count; flat++) {
    let rest = flat;
    const index = batch.toReversed().map((length) => {
      const at = rest % length;
      rest = (rest - at) / length;
      return at;
    });
    index.reverse();
    const [from, to] = [start(x.shape, index, m * k), start(y.shape, index, k * n)];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) sum += x.values[from + i * k + l] * y.values[to + l * n + j];
        out.push(sum + 0);
      }
    }
  }
  return out;
}

test('dot is the sum of products of two vectors', () => {
  expect(dot(tensor([1, 2, 3]), tensor([4, -5, 6])).item()).toBe(12);
  expect(dot(zeros([0]), zeros([0])).item()).toBe(0);
});

test('outer has every product of an element of one and an element of the other', () => {
  expect(outer(tensor([1, 2]), tensor([3, 4, 5])).toArray()).toEqual([
    [3, 4, 5],
    [6, 8, 10],
  ]);
  expect(outer(zeros([0]), zeros([2])).shape).toEqual([0, 2]);
});
