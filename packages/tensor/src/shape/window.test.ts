// What the types cannot see: params spelled out, and the text of the errors. Window counts against a walk.
import { describe, expect, test } from 'vitest';
import type { Spec } from './dim.ts';
import { normalizeWindows, windowsShape, windowSize, type WindowOptions } from './window.ts';

const images: Spec = { shape: [20, 1, 28, 28], dtype: 'float32' };
const windows = (options: WindowOptions): readonly number[] => windowsShape('windows', images, options);

test('windowSize counts the places of a window', () => {
  for (let n = 0; n < 12; n++) {
    for (const k of [1, 2, 3, 5]) {
      for (const stride of [1, 2, 3]) {
        for (const dilation of [1, 2, 3]) {
          let places = 0;
          for (let at = 0; at + dilation * (k - 1) < n; at += stride) places++;
          expect(windowSize(n, k, stride, dilation)).toBe(places);
        }
      }
    }
  }
});

test('normalizeWindows spells out every entry', () => {
  expect(normalizeWindows('windows', images, { axes: [-1, 2], size: 2, stride: [1, 2] })).toEqual({
    axes: [3, 2],
    size: [2, 2],
    stride: [1, 2],
    dilation: [1, 1],
  });
});

describe('windowsShape', () => {
  test('appends offsets in the order of axes', () => {
    expect(windows({ axes: [2, 3], size: [5, 5] })).toEqual([20, 1, 24, 24, 5, 5]);
    expect(windows({ axes: [3, 2], size: [2, 3], stride: 2, dilation: [1, 4] })).toEqual([
      20, 1, 10, 14, 2, 3,
    ]);
    expect(windows({ axes: [], size: 3 })).toEqual([20, 1, 28, 28]);
    expect(Object.isFrozen(windows({ axes: [], size: 3 }))).toBe(true);
  });

  test('refuses windows that do not fit', () => {
    expect(() => windows({ axes: [1, 2], size: [1, 15], dilation: 2 })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: windows: the window must fit into the axis.
        x: float32[20, 1, 28, 28]   axis 2 has 28
        size: [1, 15]   covers 29
        dilation: [2, 2]
      Expected a window that covers at most 28 along axis 2.]
    `);
    expect(() => windows({ axes: [1], size: 2 })).toThrow('windows: the window must fit into the axis.');
  });

  test('refuses params that mean nothing', () => {
    expect(() => windows({ axes: [4], size: 2 })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: windows: axes must be in range.
        x: float32[20, 1, 28, 28]   rank 4
        axes: [4]
      Expected integers from -4 to 3.]
    `);
    expect(() => windows({ axes: [3, -1], size: 2 })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: windows: axes must not repeat.
        x: float32[20, 1, 28, 28]
        axes: [3, -1]
      Expected every axis at most once, counted from the first or from the last.]
    `);
    expect(() => windows({ axes: [2, 3], size: [2] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: windows: there must be one entry an axis.
        x: float32[20, 1, 28, 28]
        axes: [2, 3]
        size: [2]
      Expected a list of length 2, one entry for each of axes.]
    `);
    expect(() => windows({ axes: [2, 3], size: 2, stride: [1, 0] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: windows: size, stride and dilation must be whole and positive.
        x: float32[20, 1, 28, 28]
        stride: [1, 0]
      Expected stride of 1 or more.]
    `);
    expect(() => windows({ axes: [2], size: 1.5 })).toThrow('must be whole and positive');
  });
});
