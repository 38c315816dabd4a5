// What the types cannot see: sizes that are known at run time only, and the text of the errors.
import { describe, expect, test } from 'vitest';
import { reshapeShape } from './reshape.ts';

const reshape = (x: readonly number[], shape: readonly number[]): readonly number[] =>
  reshapeShape('reshape', { shape: x, dtype: 'float32' }, shape);

describe('reshapeShape', () => {
  test.each([
    [[2, 3], [6], [6]],
    [[2, 3], [-1], [6]],
    [
      [20, 16, 4, 4],
      [-1, 256],
      [20, 256],
    ],
    [[], [1, 1], [1, 1]],
    [[1], [], []],
    [
      [0, 3],
      [3, 0],
      [3, 0],
    ],
    [
      [0, 3],
      [-1, 3],
      [0, 3],
    ],
  ])('%j as %j is %j', (x, shape, result) => {
    expect(reshape(x, shape)).toEqual(result);
    expect(Object.isFrozen(reshape(x, shape))).toBe(true);
  });

  test('keeps the number of elements', () => {
    expect(() => reshape([2, 3], [4])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: reshape: the number of elements must stay the same.
        x: float32[2, 3]   6 elements
        shape: [4]
      Expected sizes whose product is 6.]
    `);
    expect(() => reshape([], [2])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: reshape: the number of elements must stay the same.
        x: float32[]   1 element
        shape: [2]
      Expected sizes whose product is 1.]
    `);
  });

  test('infers one size, if it comes out even', () => {
    expect(() => reshape([2, 3], [-1, 4])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: reshape: the other sizes must divide the number of elements.
        x: float32[2, 3]   6 elements
        shape: [-1, 4]
      Expected other sizes whose product divides 6.]
    `);
    expect(() => reshape([2, 3], [-1, -1])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: reshape: only one size may be -1.
        x: float32[2, 3]   6 elements
        shape: [-1, -1]
      Expected at most one -1, which stands for whatever is left.]
    `);
    expect(() => reshape([0, 3], [-1, 0])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: reshape: a size of 0 leaves -1 undetermined.
        x: float32[0, 3]   0 elements
        shape: [-1, 0]
      Expected no size 0 beside -1.]
    `);
  });

  test('refuses what is no size', () => {
    expect(() => reshape([2, 3], [-2, -3])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: reshape: sizes must be whole and not negative.
        x: float32[2, 3]   6 elements
        shape: [-2, -3]
      Expected whole sizes, 0 or more, and at most one -1.]
    `);
    expect(() => reshape([2, 3], [1.5, 4])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: reshape: sizes must be whole and not negative.
        x: float32[2, 3]   6 elements
        shape: [1.5, 4]
      Expected whole sizes, 0 or more, and at most one -1.]
    `);
    expect(() => reshape([2, 3], [NaN])).toThrow('sizes must be whole and not negative');
  });
});
