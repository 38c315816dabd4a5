// What the types cannot see: counts known at run time only, and the text of the errors.
import { expect, test } from 'vitest';
import { tileShape } from './tile.ts';

const tile = (x: readonly number[], counts: readonly number[]): readonly number[] =>
  tileShape('tile', { shape: x, dtype: 'float32' }, counts);

test('multiplies sizes', () => {
  expect(tile([2, 3], [1, 2])).toEqual([2, 6]);
  expect(tile([2, 3], [0, 1])).toEqual([0, 3]);
  expect(tile([], [])).toEqual([]);
  expect(Object.isFrozen(tile([], []))).toBe(true);
});

test('refuses what is no count', () => {
  expect(() => tile([2, 3], [2])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tile: there must be one count an axis.
      x: float32[2, 3]
      counts: [2]
    Expected a list of length 2, one count for each axis of x.]
  `);
  expect(() => tile([2], [-1])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tile: counts must be whole and not negative.
      x: float32[2]
      counts: [-1]
    Expected whole counts, 0 or more.]
  `);
  expect(() => tile([2], [0.5])).toThrow('counts must be whole and not negative');
});
