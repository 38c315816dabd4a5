// Which shapes can be reached, and the text of the errors.
import { expect, test } from 'vitest';
import { checkBroadcastTo } from './broadcastTo.ts';

const broadcastTo = (x: readonly number[], shape: readonly number[]): void =>
  checkBroadcastTo('broadcastTo', { shape: x, dtype: 'float32' }, shape);

test.each([
  [[3], [2, 3]],
  [
    [2, 1],
    [2, 3],
  ],
  [[], []],
  [[], [0, 2]],
  [[1], [0]],
  [
    [2, 3],
    [2, 3],
  ],
])('%j broadcasts to %j', (x, shape) => {
  expect(() => broadcastTo(x, shape)).not.toThrow();
});

test('an axis is neither 1 nor that of the shape', () => {
  expect(() => broadcastTo([2, 3], [4, 3])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: broadcastTo: x must broadcast to shape.
      x: float32[2, 3]   second-to-last axis 2
      shape: [4, 3]   second-to-last axis 4
    Expected axes of x counted from the last to be those of shape or 1.]
  `);
  expect(() => broadcastTo([3], [3, 1])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: broadcastTo: x must broadcast to shape.
      x: float32[3]   last axis 3
      shape: [3, 1]   last axis 1
    Expected axes of x counted from the last to be those of shape or 1. To repeat x along the last axis, pass expandDims(x, -1).]
  `);
});

test('the shape has fewer axes', () => {
  expect(() => broadcastTo([1, 3], [3])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: broadcastTo: x must broadcast to shape.
      x: float32[1, 3]   second-to-last axis 1
      shape: [3]   rank 1
    Expected a shape of rank 2 or more.]
  `);
});

test('the shape is not made of sizes', () => {
  expect(() => broadcastTo([1], [-1])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: broadcastTo: sizes must be whole and not negative.
      x: float32[1]
      shape: [-1]
    Expected whole sizes, 0 or more.]
  `);
  expect(() => broadcastTo([1], [1.5])).toThrow('sizes must be whole');
  expect(() => broadcastTo([], [Number.NaN, 2])).toThrow('sizes must be whole');
});
