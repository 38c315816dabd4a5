// Elementwise kernels: a loop over one, two or three strided operands into a new tensor.
// The result keeps the memory order of its operands, so transposed views cost no more than contiguous ones.
import { allocate, type DType, type TypedArray } from '../base/dtype.ts';
import { dense, rowMajor, type DenseTensor } from '../core/dense.ts';
import { memoryOrder, walk } from './walk.ts';

/** `z[k + t·dz] = f(x[i + t·dx])` for t < n. */
export type Loop1 = (
  n: number,
  z: TypedArray,
  k: number,
  dz: number,
  x: TypedArray,
  i: number,
  dx: number,
) => void;
/** `z[k + t·dz] = f(x[i + t·dx], y[j + t·dy])` for t < n. */
export type Loop2 = (
  n: number,
  z: TypedArray,
  k: number,
  dz: number,
  x: TypedArray,
  i: number,
  dx: number,
  y: TypedArray,
  j: number,
  dy: number,
) => void;

/**
 * A loop that calls `f` on every element.
 * @example
 * const cubes = loop1((x) => x ** 3);
 * map1(cubes, 'float32', dense(new Float32Array([2, 3]), 'float32', [2])); // float32[2] [ 8, 27]
 */
export function loop1(f: (x: number) => number): Loop1 {
  return (n, z, k, dz, x, i, dx) => {
    for (; n > 0; n--, k += dz, i += dx) z[k] = f(x[i]);
  };
}

/**
 * A loop that calls `f` on every pair of elements.
 * @example
 * const x = dense(new Float32Array([2, 3]), 'float32', [2]);
 * const y = dense(new Float32Array([4, 5]), 'float32', [2]);
 * map2(loop2(Math.hypot), 'float32', x, y); // float32[2] [4.4721,  5.831]
 */
export function loop2(f: (x: number, y: number) => number): Loop2 {
  return (n, z, k, dz, x, i, dx, y, j, dy) => {
    for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = f(x[i], y[j]);
  };
}

/** An empty result of the shape of `operands` in their common memory order, and that order. */
function target(dtype: DType, operands: readonly DenseTensor[]): { z: DenseTensor; order: number[] } {
  const { shape, size } = operands[0];
  const order = memoryOrder(shape, operands);
  const strides = new Array<number>(shape.length);
  const ordered = rowMajor(order.map((axis) => shape[axis]));
  for (let place = 0; place < order.length; place++) strides[order[place]] = ordered[place];
  return { z: dense(allocate(dtype, size), dtype, shape, strides), order };
}

/**
 * `loop` over `x`, into a tensor of the same shape.
 * @example
 * const x = dense(new Float32Array([2, 3]), 'float32', [2]);
 * map1(loop1((v) => v ** 3), 'float32', x); // float32[2] [ 8, 27]
 */
export function map1(loop: Loop1, dtype: DType, x: DenseTensor): DenseTensor {
  if (x.contiguous) {
    const out = allocate(dtype, x.size);
    loop(x.size, out, 0, 1, x.values, x.offset, 1);
    return dense(out, dtype, x.shape);
  }
  const { z, order } = target(dtype, [x]);
  const inner = (n: number, at: readonly number[], step: readonly number[]): void =>
    loop(n, z.values, at[0], step[0], x.values, at[1], step[1]);
  walk(x.shape, [z, x], inner, order);
  return z;
}

/** How far apart the elements lie where one step leads through all of them, 0 for one value throughout; else undefined. */
function stepOf(x: DenseTensor): number | undefined {
  if (x.contiguous) return 1;
  for (let axis = 0; axis < x.shape.length; axis++) if (x.strides[axis] !== 0) return undefined;
  return 0;
}

/**
 * `loop` over `x` and `y`, which have the same shape.
 * @example
 * const x = dense(new Float32Array([2, 3]), 'float32', [2]);
 * const y = dense(new Float32Array([4, 5]), 'float32', [2]);
 * map2(loop2((a, b) => a * b), 'float32', x, y); // float32[2] [ 8, 15]
 */
export function map2(loop: Loop2, dtype: DType, x: DenseTensor, y: DenseTensor): DenseTensor {
  const dx = stepOf(x);
  const dy = stepOf(y);
  if (dx !== undefined && dy !== undefined) {
    const out = allocate(dtype, x.size);
    loop(x.size, out, 0, 1, x.values, x.offset, dx, y.values, y.offset, dy);
    return dense(out, dtype, x.shape);
  }
  const { z, order } = target(dtype, [x, y]);
  const inner = (n: number, at: readonly number[], step: readonly number[]): void =>
    loop(n, z.values, at[0], step[0], x.values, at[1], step[1], y.values, at[2], step[2]);
  walk(x.shape, [z, x, y], inner, order);
  return z;
}

/** `mask ? x : y` over three tensors of the same shape. */
export function select(mask: DenseTensor, x: DenseTensor, y: DenseTensor): DenseTensor {
  const { z, order } = target(x.dtype, [x, y, mask]);
  const { values: out } = z;
  const { values: m } = mask;
  const { values: a } = x;
  const { values: b } = y;
  walk(
    x.shape,
    [z, mask, x, y],
    (n, at, [dz, dm, dx, dy]) => selectLoop(n, out, at[0], dz, m, at[1], dm, a, at[2], dx, b, at[3], dy),
    order,
  );
  return z;
}

function selectLoop(
  n: number,
  z: TypedArray,
  k: number,
  dz: number,
  m: TypedArray,
  h: number,
  dm: number,
  x: TypedArray,
  i: number,
  dx: number,
  y: TypedArray,
  j: number,
  dy: number,
): void {
  for (; n > 0; n--, k += dz, h += dm, i += dx, j += dy) z[k] = m[h] !== 0 ? x[i] : y[j];
}

/**
 * A row-major tensor of the same values: `x` itself if it is one already.
 * @example
 * const x = dense(new Float32Array([1, 2, 3, 4]), 'float32', [2, 2]);
 * contiguous(view(x, [2, 2], [1, 2])).strides; // [2, 1]: the transpose, copied
 */
export function contiguous(x: DenseTensor): DenseTensor {
  if (x.contiguous) return x;
  const out = dense(allocate(x.dtype, x.size), x.dtype, x.shape);
  copyTo(out, x);
  return out;
}

/** Copies the values of `x` to the places of `z`, which is new and nobody else's yet. */
export function copyTo(z: DenseTensor, x: DenseTensor): void {
  const { values: out } = z;
  const { values } = x;
  walk(
    x.shape,
    [z, x],
    (n, at, step) => copyLoop(n, out, at[0], step[0], values, at[1], step[1]),
    memoryOrder(x.shape, [z, x]),
  );
}

/** The identity as a loop. */
const copyLoop: Loop1 = (n, z, k, dz, x, i, dx) => {
  for (; n > 0; n--, k += dz, i += dx) z[k] = x[i];
};
