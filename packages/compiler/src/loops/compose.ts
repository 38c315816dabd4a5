// One access after another: what a kernel reads of a buffer that another kernel fills in row-major order, as an index
// into the domain of that kernel.
import { rowMajor } from '@cotangent/tensor/extend';
import type { Access, Remap } from './expression.ts';

type Numbers = readonly number[];

/**
 * From accesses by the index in `domain` to accesses by the index of whoever reads its elements, as `outer` says, within
 * `sizes`. Gives `undefined` where the reader's axes cross from one axis of the domain into the next.
 */
export function composed(domain: Numbers, outer: Access, sizes: Numbers): Remap {
  const flat = rowMajor(domain);
  const starts = domain.map((n, axis) => Math.floor(outer.offset / flat[axis]) % n);
  const ends = [...starts];
  let fits = outer.offset >= 0;
  const parts = outer.strides.map((stride, k) => {
    const n = sizes[k] ?? 1;
    if (n <= 1 || stride === 0) return { axis: 0, step: 0 };
    const axis = domain.findIndex((size, own) => size > 1 && flat[own] <= stride);
    const step = stride / flat[axis];
    fits &&= axis >= 0 && Number.isInteger(step);
    ends[axis] += step * (n - 1);
    return { axis, step };
  });
  fits &&= ends.every((end, axis) => end < domain[axis]);
  return ({ offset, strides }) =>
    fits
      ? {
          offset: starts.reduce((sum, start, axis) => sum + start * (strides[axis] ?? 0), offset),
          strides: parts.map(({ axis, step }) => step * (strides[axis] ?? 0)),
        }
      : undefined;
}
