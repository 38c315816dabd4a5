// What the types cannot see: axes known at run time only, and the text of the errors.
import { expect, test } from 'vitest';
import { takeShape } from './take.ts';

const take = (x: readonly number[], indices: readonly number[], axis: number): readonly number[] =>
  takeShape('take', { shape: x, dtype: 'float32' }, { shape: indices, dtype: 'int32' }, axis);

test('the axis gives way to the indices', () => {
  expect(take([10, 3], [4, 5], 0)).toEqual([4, 5, 3]);
  expect(take([10, 3], [], -1)).toEqual([10]);
  expect(Object.isFrozen(take([10], [], 0))).toBe(true);
});

test('refuses an axis that is not there', () => {
  expect(() => take([10, 3], [4], 2)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: take: axes must be in range.
      x: float32[10, 3]   rank 2
      axis: 2
    Expected integers from -2 to 1.]
  `);
});
