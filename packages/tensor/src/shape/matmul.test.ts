// Products of every combination of ranks, and the text of the errors.
import { expect, test } from 'vitest';
import type { Spec } from './dim.ts';
import { matmulShape } from './matmul.ts';

const spec = (shape: readonly number[]): Spec => ({ shape, dtype: 'float32' });
const matmul = (a: readonly number[], b: readonly number[]): readonly number[] =>
  matmulShape('matmul', spec(a), spec(b));

test.each([
  [
    [2, 3],
    [3, 4],
    [2, 4],
  ],
  [[3], [3], []],
  [[3], [3, 4], [4]],
  [[3], [7, 3, 4], [7, 4]],
  [[2, 3], [3], [2]],
  [[7, 2, 3], [3], [7, 2]],
  [
    [7, 2, 3],
    [3, 4],
    [7, 2, 4],
  ],
  [
    [2, 3],
    [7, 3, 4],
    [7, 2, 4],
  ],
  [
    [7, 1, 2, 3],
    [5, 3, 4],
    [7, 5, 2, 4],
  ],
  [
    [0, 3],
    [3, 2],
    [0, 2],
  ],
  [
    [2, 0],
    [0, 2],
    [2, 2],
  ],
])('%j × %j is %j', (a, b, result) => {
  const shape = matmul(a, b);
  expect(shape).toEqual(result);
  expect(Object.isFrozen(shape)).toBe(true);
});

test('inner dimensions must match', () => {
  expect(() => matmul([2, 3], [4, 3])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: inner dimensions must match.
      a: float32[2, 3]   last axis 3
      b: float32[4, 3]   second-to-last axis 4
    Expected b of shape [3, n]. If b is stored transposed, pass transpose(b).]
  `);
  expect(() => matmul([2, 3], [4, 5])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: inner dimensions must match.
      a: float32[2, 3]   last axis 3
      b: float32[4, 5]   second-to-last axis 4
    Expected b of shape [3, n].]
  `);
  expect(() => matmul([3], [4])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: inner dimensions must match.
      a: float32[3]   last axis 3
      b: float32[4]   last axis 4
    Expected b of shape [3].]
  `);
  expect(() => matmul([7, 2, 3], [7, 5, 3])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: inner dimensions must match.
      a: float32[7, 2, 3]   last axis 3
      b: float32[7, 5, 3]   second-to-last axis 5
    Expected b of shape [..., 3, n]. If b is stored transposed, pass transpose(b).]
  `);
});

test('no remedy that would fail for the batch', () => {
  expect(() => matmul([7, 2, 3], [6, 5, 3])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: inner dimensions must match.
      a: float32[7, 2, 3]   last axis 3
      b: float32[6, 5, 3]   second-to-last axis 5
    Expected b of shape [..., 3, n].]
  `);
});

test('batch axes must broadcast', () => {
  expect(() => matmul([7, 2, 3], [6, 3, 5])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: batch axes must broadcast.
      a: float32[7, 2, 3]   third-to-last axis 7
      b: float32[6, 3, 5]   third-to-last axis 6
    Expected all axes before the last two, counted from the last, to be equal or 1.]
  `);
});

test('numbers have no inner dimension', () => {
  expect(() => matmul([], [2, 3])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: operands must have at least one axis.
      a: float32[]
      b: float32[2, 3]
    Expected a of rank 1 or more. To scale by a number, use mul(a, b).]
  `);
  expect(() => matmul([2, 3], [])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: matmul: operands must have at least one axis.
      a: float32[2, 3]
      b: float32[]
    Expected b of rank 1 or more. To scale by a number, use mul(a, b).]
  `);
});
