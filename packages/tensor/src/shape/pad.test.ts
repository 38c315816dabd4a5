// What the types cannot see: cells between elements, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { padShape } from './pad.ts';

const pad = (
  x: readonly number[],
  pads: readonly number[][],
  interior?: readonly number[],
): readonly number[] => padShape('pad', { shape: x, dtype: 'float32' }, pads, interior);

describe('padShape', () => {
  test('adds cells around and between', () => {
    expect(
      pad(
        [20, 24],
        [
          [0, 0],
          [2, 3],
        ],
      ),
    ).toEqual([20, 29]);
    expect(
      pad(
        [4, 1, 0],
        [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
        [2, 2, 2],
      ),
    ).toEqual([12, 3, 2]);
    expect(pad([], [])).toEqual([]);
    expect(Object.isFrozen(pad([], []))).toBe(true);
  });

  test('refuses what is no padding', () => {
    expect(() => pad([2, 3], [[1, 1]])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pad: there must be one pair an axis.
        x: float32[2, 3]
        pads: [[1, 1]]
      Expected a list of length 2, [low, high] for each axis of x.]
    `);
    expect(() => pad([2], [[1]])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pad: there must be one pair an axis.
        x: float32[2]
        pads: [[1]]
      Expected a list of length 1, [low, high] for each axis of x.]
    `);
    expect(() => pad([2], [[-1, 0]])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pad: padding must be whole and not negative.
        x: float32[2]
        pads: [[-1, 0]]
      Expected whole numbers of cells, 0 or more.]
    `);
    expect(() => pad([2], [[0, 0]], [0.5])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pad: padding must be whole and not negative.
        x: float32[2]
        interior: [0.5]
      Expected a list of length 1, whole numbers of cells for each axis of x.]
    `);
  });
});
