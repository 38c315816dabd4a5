// Normalizing, reducing, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { normalizeAxes, normalizeAxis, reduceShape, type Axes } from './axes.ts';
import type { Spec } from './dim.ts';

const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });
const softmax = (axis: number, ...shape: number[]): number => normalizeAxis('softmax', spec(...shape), axis);
const sum = (axes: Axes, argument?: string): readonly number[] =>
  normalizeAxes('sum', spec(2, 3), axes, argument);

describe('normalizeAxis', () => {
  test('counts from the first', () => {
    expect(normalizeAxis('softmax', spec(2, 3), -1)).toBe(1);
    expect(normalizeAxis('softmax', spec(2, 3), -2)).toBe(0);
    expect(normalizeAxis('softmax', spec(2, 3), 1)).toBe(1);
    expect(Object.is(normalizeAxis('softmax', spec(2, 3), -0), 0)).toBe(true);
  });

  test('refuses what is no axis', () => {
    expect(() => softmax(2, 2, 3)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: softmax: axes must be in range.
        x: float32[2, 3]   rank 2
        axis: 2
      Expected integers from -2 to 1.]
    `);
    expect(() => softmax(-2, 5)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: softmax: axes must be in range.
        x: float32[5]   rank 1
        axis: -2
      Expected 0 or -1.]
    `);
    expect(() => softmax(-1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: softmax: axes must be in range.
        x: float32[]   rank 0
        axis: -1
      Expected no axis.]
    `);
    expect(() => softmax(0.5, 2, 3)).toThrow('axes must be in range');
    expect(() => softmax(Number.NaN, 2, 3)).toThrow('axes must be in range');
  });
});

describe('normalizeAxes', () => {
  test.each([
    [undefined, [0, 1, 2]],
    [-1, [2]],
    [
      [-1, 0],
      [0, 2],
    ],
    [[], []],
  ])('%j of three is %j', (axes, result) => {
    expect(normalizeAxes('sum', spec(2, 3, 4), axes)).toEqual(result);
  });

  test('all axes of a number are none', () => {
    expect(normalizeAxes('sum', spec(), undefined)).toEqual([]);
  });

  test('leaves the list it is given alone', () => {
    const axes = Object.freeze([2, 0]);
    expect(normalizeAxes('sum', spec(2, 3, 4), axes)).toEqual([0, 2]);
  });

  test('refuses repeated axes and those out of range', () => {
    expect(() => sum([0, -2])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: sum: axes must not repeat.
        x: float32[2, 3]
        axes: [0, -2]
      Expected every axis at most once, counted from the first or from the last.]
    `);
    expect(() => sum([0, 2])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: sum: axes must be in range.
        x: float32[2, 3]   rank 2
        axes: [0, 2]
      Expected integers from -2 to 1.]
    `);
    expect(() => sum(-3, 'over')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: sum: axes must be in range.
        x: float32[2, 3]   rank 2
        over: -3
      Expected integers from -2 to 1.]
    `);
    expect(() => sum('0' as never)).toThrow('axes must be in range');
  });
});

test('reduceShape drops axes or keeps them as ones', () => {
  expect(reduceShape([2, 3, 4], [0, 2], false)).toEqual([3]);
  expect(reduceShape([2, 3, 4], [0, 2], true)).toEqual([1, 3, 1]);
  expect(reduceShape([], [], true)).toEqual([]);
  expect(Object.isFrozen(reduceShape([2], [0], false))).toBe(true);
});
