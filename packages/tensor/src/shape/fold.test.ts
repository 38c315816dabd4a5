// Folding undoes the shapes of windows, whatever the windows were.
import { expect, test } from 'vitest';
import { foldShape, type FoldOptions } from './fold.ts';
import { windowsShape } from './window.ts';

const fold = (x: readonly number[], options: FoldOptions): readonly number[] =>
  foldShape('fold', { shape: x, dtype: 'float32' }, options);

test('gives windows their shape back', () => {
  const image = { shape: [2, 10, 9], dtype: 'float32' } as const;
  for (const axes of [[1, 2], [-1, -2], [2, 0], [1], []]) {
    for (const stride of [1, 2]) {
      const options = { axes, size: 2, stride };
      const sizes = axes.map((axis) => image.shape.at(axis) ?? 0);
      const folded = fold(windowsShape('windows', image, options), { ...options, sizes });
      expect(folded).toEqual(image.shape);
      expect(Object.isFrozen(folded)).toBe(true);
    }
  }
});

test('refuses what windows would not make', () => {
  const options = { axes: [1], size: 3, sizes: [10] };
  expect(() => fold([2, 9, 3], options)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: fold: x must be windows of the given sizes.
      x: float32[2, 9, 3]
      axes: [1]
      sizes: [10]
    Expected x of shape [2, 8, 3].]
  `);
  expect(() => fold([2, 8, 3], { ...options, sizes: [10, 10] })).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: fold: there must be one entry an axis.
      x: float32[2, 8, 3]
      axes: [1]
      sizes: [10, 10]
    Expected a list of length 1, one entry for each of axes.]
  `);
  expect(() => fold([2, 8, 3], { ...options, axes: [2] })).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: fold: axes must be in range.
      x: float32[2, 8, 3]   rank 3
      axes: [2]
    Expected integers from -2 to 1.]
  `);
});
