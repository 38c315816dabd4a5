// windows ⇄ fold: overlapping windows as a view, and adding them back where they came from. Each other's adjoints.
// conv and pool are compositions of these with a contraction or a reduction.
import { isFloat, allocate } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { dense, rowMajor, sizeOf, view } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { sumLoop } from '../kernels/reduce.ts';
import { walk } from '../kernels/walk.ts';
import { windowSize } from '../shape/window.ts';

type Numbers = readonly number[];

/** Which axes are windowed and how; one entry an axis. `sizes` are those of the windowed axes of `x`. */
export interface WindowParams {
  readonly axes: Numbers;
  readonly size: Numbers;
  readonly stride: Numbers;
  readonly dilation: Numbers;
}
type FoldParams = {
  readonly axes: Numbers;
  readonly size: Numbers;
  readonly stride: Numbers;
  readonly dilation: Numbers;
  readonly sizes: Numbers;
};

/** Strides of the windows of a tensor with `strides`: positions in place, offsets as trailing axes. */
function windowStrides(strides: Numbers, { axes, stride, dilation }: WindowParams): number[] {
  const positions = strides.map((step, axis) => step * (stride[axes.indexOf(axis)] ?? 1));
  return [...positions, ...axes.map((axis, k) => strides[axis] * dilation[k])];
}

/** `[…, n, …] → […, positions, …, size]`: windows along `axes`, their offsets as trailing axes. */
export const windowsPrimitive: Primitive<{
  readonly axes: Numbers;
  readonly size: Numbers;
  readonly stride: Numbers;
  readonly dilation: Numbers;
}> = /* @__PURE__ */ primitive({
  name: 'windows',
  shape: ([x], { axes, size, stride, dilation }) => {
    const shape = [...x.shape, ...size];
    axes.forEach((axis, k) => (shape[axis] = windowSize(x.shape[axis], size[k], stride[k], dilation[k])));
    return [{ shape: Object.freeze(shape), dtype: x.dtype }];
  },
  kernel: ([x], params, [{ shape }]) => [view(x, shape, windowStrides(x.strides, params))],
  rule: {
    kind: 'linear',
    adjoint: ([g], { params, inputs: [x] }) => [
      bindOne(foldPrimitive, [g], { ...params, sizes: params.axes.map((axis) => x.shape[axis]) }),
    ],
  },
});

/** Adds windows up where they came from; `sizes` are the sizes of `axes` then. */
export const foldPrimitive: Primitive<FoldParams> = /* @__PURE__ */ primitive({
  name: 'fold',
  shape: ([x], { axes, sizes }) => {
    const shape = x.shape.slice(0, x.shape.length - axes.length);
    axes.forEach((axis, k) => (shape[axis] = sizes[k]));
    return [{ shape: Object.freeze(shape), dtype: x.dtype }];
  },
  kernel: ([x], params, [{ shape, dtype }]) => {
    const size = sizeOf(shape);
    const acc = isFloat(dtype) ? new Float64Array(size) : allocate(dtype, size);
    const target = { offset: 0, strides: windowStrides(rowMajor(shape), params) };
    const { values } = x;
    walk(x.shape, [target, x], (n, at, step) => sumLoop(n, acc, at[0], step[0], values, at[1], step[1]));
    return [dense(dtype === 'float32' ? new Float32Array(acc) : acc, dtype, shape)];
  },
  rule: {
    kind: 'linear',
    adjoint: ([g], { params: { axes, size, stride, dilation } }) => [
      windowsOf(g, { axes, size, stride, dilation }),
    ],
  },
});

/** `windows` with arguments that are already checked. */
export function windowsOf(x: Tensor, { axes, size, stride, dilation }: WindowParams): Tensor {
  return bindOne(windowsPrimitive, [x], { axes, size, stride, dilation });
}
