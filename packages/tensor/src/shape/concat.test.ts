// What the types cannot see: lists of any length, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { concatShape, stackShape } from './concat.ts';
import type { Spec } from './dim.ts';

const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });

describe('concatShape', () => {
  const concat = (xs: readonly Spec[], axis: number): readonly number[] => concatShape('concat', xs, axis);

  test('adds up the axis', () => {
    expect(concat([spec(2, 3), spec(2, 4), spec(2, 0)], 1)).toEqual([2, 7]);
    expect(concat([spec(2, 3), spec(5, 3)], -2)).toEqual([7, 3]);
    expect(concat([spec(4)], 0)).toEqual([4]);
    expect(Object.isFrozen(concat([spec(4)], 0))).toBe(true);
  });

  test('refuses what does not join', () => {
    expect(() => concat([], 0)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: concat: there must be at least one tensor.
        xs: []
      Expected one tensor or more.]
    `);
    expect(() => concat([spec(2, 3), spec(2, 3, 1)], 0)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: concat: ranks must be equal.
        xs[0]: float32[2, 3]
        xs[1]: float32[2, 3, 1]
      Expected xs[1] of rank 2.]
    `);
    expect(() => concat([spec(2, 3), spec(2, 3), spec(3, 3)], 1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: concat: sizes must be equal except along axis.
        xs[0]: float32[2, 3]
        xs[2]: float32[3, 3]
      Expected xs[2] of shape [2, n].]
    `);
    expect(() => concat([spec(2, 3)], 2)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: concat: axes must be in range.
        xs[0]: float32[2, 3]   rank 2
        axis: 2
      Expected integers from -2 to 1.]
    `);
    expect(() => concat([spec()], 0)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: concat: axes must be in range.
        xs[0]: float32[]   rank 0
        axis: 0
      Expected no axis.]
    `);
  });
});

describe('stackShape', () => {
  const stack = (xs: readonly Spec[], axis: number): readonly number[] => stackShape('stack', xs, axis);

  test('adds an axis', () => {
    expect(stack([spec(2, 3), spec(2, 3)], 0)).toEqual([2, 2, 3]);
    expect(stack([spec(2, 3), spec(2, 3), spec(2, 3)], -1)).toEqual([2, 3, 3]);
    expect(stack([spec()], 0)).toEqual([1]);
    expect(Object.isFrozen(stack([spec()], 0))).toBe(true);
  });

  test('refuses what does not stack', () => {
    expect(() => stack([], 0)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: stack: there must be at least one tensor.
        xs: []
      Expected one tensor or more.]
    `);
    expect(() => stack([spec(2, 3), spec(2, 4)], 0)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: stack: shapes must be equal.
        xs[0]: float32[2, 3]
        xs[1]: float32[2, 4]
      Expected xs[1] of shape [2, 3].]
    `);
    expect(() => stack([spec(2, 3)], 3)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: stack: axes must be in range.
        xs[0]: float32[2, 3]   rank 2
        axis: 3
      Expected integers from -3 to 2.]
    `);
  });
});
