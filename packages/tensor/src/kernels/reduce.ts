// Reductions: one walk over the input in memory order, into accumulators of the result's shape.
// Floats accumulate in float64 and are rounded once at the end.
import { allocate, isFloat, type DType, type TypedArray } from '../base/dtype.ts';
import { dense, rowMajor, type DenseTensor } from '../core/dense.ts';
import type { Spec } from '../shape/dim.ts';
import type { Loop1 } from './map.ts';
import { memoryOrder, walk, type Layout } from './walk.ts';

/** Where each element of `x` accumulates: strides of the result, 0 along the reduced axes. */
function accumulatorLayout(
  shape: readonly number[],
  axes: readonly number[],
  out: readonly number[],
): Layout {
  const kept = rowMajor(out);
  let place = 0;
  return { offset: 0, strides: shape.map((_, axis) => (axes.includes(axis) ? 0 : kept[place++])) };
}

/** `acc[k] = f(acc[k], x)` for every element, with `f` in the form of a loop whose `z` may stand still. */
export function reduce(
  loop: Loop1,
  start: number,
  x: DenseTensor,
  axes: readonly number[],
  out: Spec,
): DenseTensor {
  const { dtype, shape } = out;
  const size = shape.reduce((product, n) => product * n, 1);
  const acc: TypedArray = isFloat(dtype) ? new Float64Array(size) : allocate(dtype, size);
  if (start !== 0) acc.fill(start);
  const target = accumulatorLayout(x.shape, axes, shape);
  const { values } = x;
  walk(
    x.shape,
    [target, x],
    (n, at, step) => loop(n, acc, at[0], step[0], values, at[1], step[1]),
    memoryOrder(x.shape, [x, target]),
  );
  return dense(dtype === 'float32' ? new Float32Array(acc) : acc, dtype as DType, shape);
}

/** `z += x`. */
export const sumLoop: Loop1 = (n, z, k, dz, x, i, dx) => {
  if (dz === 0) {
    let sum = z[k];
    for (; n > 0; n--, i += dx) sum += x[i];
    z[k] = sum;
  } else {
    for (; n > 0; n--, k += dz, i += dx) z[k] += x[i];
  }
};

/** `z += x` for int32, wrapping around. */
export const sumIntegersLoop: Loop1 = (n, z, k, dz, x, i, dx) => {
  for (; n > 0; n--, k += dz, i += dx) z[k] = (z[k] + x[i]) | 0;
};

/** `z = max(z, x)`; NaN wins, and 0 is more than -0. */
export const maxLoop: Loop1 = (n, z, k, dz, x, i, dx) => {
  if (dz === 0) {
    let best = z[k];
    for (; n > 0; n--, i += dx) best = Math.max(best, x[i]);
    z[k] = best;
  } else {
    for (; n > 0; n--, k += dz, i += dx) z[k] = Math.max(z[k], x[i]);
  }
};

/** `z = min(z, x)`; NaN wins, and -0 is less than 0. */
export const minLoop: Loop1 = (n, z, k, dz, x, i, dx) => {
  if (dz === 0) {
    let best = z[k];
    for (; n > 0; n--, i += dx) best = Math.min(best, x[i]);
    z[k] = best;
  } else {
    for (; n > 0; n--, k += dz, i += dx) z[k] = Math.min(z[k], x[i]);
  }
};

/**
 * The row-major position, among the reduced elements, of the first one that beats all others.
 * `beats(a, b)` is strict, so ties go to the first; NaN beats everything.
 */
export function argReduce(
  beats: (a: number, b: number) => boolean,
  x: DenseTensor,
  axes: readonly number[],
  out: Spec,
): DenseTensor {
  const size = out.shape.reduce((product, n) => product * n, 1);
  const best = new Float64Array(size).fill(NaN);
  const index = new Int32Array(size);
  const seen = new Uint8Array(size);
  const target = accumulatorLayout(x.shape, axes, out.shape);
  const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
  const inReduced = rowMajor(axes.map((axis) => x.shape[axis]));
  const position = { offset: 0, strides: x.shape.map((_, axis) => inReduced[axes.indexOf(axis)] ?? 0) };
  const { values } = x;
  walk(
    x.shape,
    [target, x, position],
    (n, at, [dz, dx, dp]) => {
      for (let t = 0, [k, i, p] = at; t < n; t++, k += dz, i += dx, p += dp) {
        const value = values[i];
        const current = best[k];
        if (seen[k] !== 0 && !(beats(value, current) || (value !== value && current === current))) continue;
        seen[k] = 1;
        best[k] = value;
        index[k] = p;
      }
    },
    order,
  );
  return dense(index, 'int32', out.shape);
}
