// Diagonals and triangles against plain JavaScript, at every offset.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transpose } from '../primitives/permute.ts';
import { fromTypedArray, tensor, zeros } from './creation.ts';
import { diagonal, tril, triu } from './diagonal.ts';

const size = fc.integer({ min: 0, max: 4 });
const batches = fc.record({
  batch: fc.integer({ min: 0, max: 2 }),
  rows: size,
  columns: size,
  offset: fc.integer({ min: -6, max: 6 }),
});

test('diagonal, tril and triu of every matrix in a batch', () => {
  fc.assert(
    fc.property(batches, ({ batch, rows, columns, offset }) => {
      const matrices = Array.from({ length: batch }, (_, b) =>
        Array.from({ length: rows }, (__, i) =>
          Array.from({ length: columns }, (___, j) => 1 + j + columns * (i + rows * b)),
        ),
      );
      const x = fromTypedArray(Float64Array.from(matrices.flat(2)), [batch, rows, columns]);
      const count = Array.from({ length: rows }, (_, i) => i + offset).filter((j) => j >= 0 && j < columns);
      const line = diagonal(x, offset);
      expect(line.shape).toEqual([batch, count.length]);
      expect(line.toArray()).toEqual(matrices.map((matrix) => count.map((j) => matrix[j - offset][j])));
      const kept = (keep: (distance: number) => boolean): number[][][] =>
        matrices.map((matrix) => matrix.map((row, i) => row.map((v, j) => (keep(j - i) ? v : 0))));
      expect(tril(x, offset).toArray()).toEqual(kept((distance) => distance <= offset));
      expect(triu(x, offset).toArray()).toEqual(kept((distance) => distance >= offset));
    }),
  );
});

test('of views and of other dtypes', () => {
  const x = tensor(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    'int32',
  );
  expect(diagonal(transpose(x), -1).toString()).toBe('int32[2] [2, 6]');
  expect(triu(transpose(x)).toArray()).toEqual([
    [1, 4],
    [0, 5],
    [0, 0],
  ]);
  expect(tril(tensor([[true, true]])).toArray()).toEqual([[true, false]]);
});

test('what lies outside a triangle leaves no trace', () => {
  const x = tensor([
    [1, NaN],
    [Infinity, 2],
  ]);
  expect(tril(x, -1).toArray()).toEqual([
    [0, 0],
    [Infinity, 0],
  ]);
  expect(triu(x, 1).toArray()).toEqual([
    [0, NaN],
    [0, 0],
  ]);
  expect(diagonal(zeros([0, 3])).shape).toEqual([0]);
});
