// Shapes with their axes moved, added and removed, and the text of the errors.
import { describe, expect, test } from 'vitest';
import type { Axes } from './axes.ts';
import type { Spec } from './dim.ts';
import { checkPermutation, expandDimsShape, squeezeShape, transposeAxes } from './rearrange.ts';

const spec = (...shape: number[]): Spec => ({ shape, dtype: 'float32' });
const permute = (shape: number[], axes: number[]): readonly number[] =>
  checkPermutation('permute', spec(...shape), axes);
const expand = (axes: Axes): readonly number[] => expandDimsShape('expandDims', spec(2, 3), axes);
const squeeze = (axes: Axes): readonly number[] => squeezeShape('squeeze', spec(2, 1, 3, 1), axes);

describe('checkPermutation', () => {
  test('counts from the first', () => {
    expect(checkPermutation('permute', spec(2, 3, 4), [-1, 0, -2])).toEqual([2, 0, 1]);
    expect(checkPermutation('permute', spec(), [])).toEqual([]);
  });

  test('refuses whatever misses an axis', () => {
    expect(() => permute([2, 3], [0])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: permute: axes must name every axis once.
        x: float32[2, 3]   rank 2
        axes: [0]
      Expected [0, 1] in some order.]
    `);
    expect(() => permute([2, 3], [0, -2])).toThrow('axes must name every axis once');
    expect(() => permute([2, 3], [0, 2])).toThrow('axes must name every axis once');
    expect(() => permute([2, 3], [0, 1, 1])).toThrow('axes must name every axis once');
    expect(() => permute([2, 3], [0, 0.5])).toThrow('axes must name every axis once');
    expect(() => permute([], [0])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: permute: axes must name every axis once.
        x: float32[]   rank 0
        axes: [0]
      Expected no axes.]
    `);
  });
});

describe('transposeAxes', () => {
  test('exchanges the last two', () => {
    expect(transposeAxes('transpose', spec(2, 3))).toEqual([1, 0]);
    expect(transposeAxes('transpose', spec(7, 8, 2, 3))).toEqual([0, 1, 3, 2]);
  });

  test('refuses fewer than two', () => {
    expect(() => transposeAxes('transpose', spec(5))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: transpose: x must have at least two axes.
        x: float32[5]   rank 1
      Expected x of rank 2 or more. To make a column of a vector, use expandDims(x, 1).]
    `);
    expect(() => transposeAxes('transpose', spec())).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: transpose: x must have at least two axes.
        x: float32[]   rank 0
      Expected x of rank 2 or more.]
    `);
  });
});

describe('expandDimsShape', () => {
  test.each([
    [-1, [2, 3, 1]],
    [0, [1, 2, 3]],
    [1, [2, 1, 3]],
    [-3, [1, 2, 3]],
    [
      [0, -1],
      [1, 2, 3, 1],
    ],
    [
      [3, 1],
      [2, 1, 3, 1],
    ],
    [[], [2, 3]],
  ])('at %j of [2, 3] is %j', (axes, result) => {
    expect(expandDimsShape('expandDims', spec(2, 3), axes)).toEqual(result);
  });

  test('places are places of the result', () => {
    expect(() => expand(3)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: expandDims: axes must be in range.
        x: float32[2, 3]   rank 2
        axes: 3
      Expected integers from -3 to 2.]
    `);
    expect(() => expand([0, -4])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: expandDims: axes must not repeat.
        x: float32[2, 3]
        axes: [0, -4]
      Expected every axis at most once, counted from the first or from the last.]
    `);
  });
});

describe('squeezeShape', () => {
  test.each([
    [undefined, [2, 3]],
    [1, [2, 3, 1]],
    [-1, [2, 1, 3]],
    [
      [1, 3],
      [2, 3],
    ],
    [[], [2, 1, 3, 1]],
  ])('%j of [2, 1, 3, 1] leaves %j', (axes, result) => {
    expect(squeezeShape('squeeze', spec(2, 1, 3, 1), axes)).toEqual(result);
  });

  test('refuses axes that hold something', () => {
    expect(() => squeeze(0)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: squeeze: squeezed axes must have size 1.
        x: float32[2, 1, 3, 1]   size 2 at axis 0
        axes: 0
      Expected only axes of size 1. To drop all axes of size 1, leave axes out.]
    `);
    expect(() => squeeze([1, 2])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: squeeze: squeezed axes must have size 1.
        x: float32[2, 1, 3, 1]   size 3 at axis 2
        axes: [1, 2]
      Expected only axes of size 1. To drop all axes of size 1, leave axes out.]
    `);
    expect(() => squeeze(4)).toThrow('axes must be in range');
    expect(() => squeeze([1, -3])).toThrow('axes must not repeat');
  });
});
