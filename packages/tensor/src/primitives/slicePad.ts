// slice ⇄ pad: cutting a strided box out, and putting one back among padding. Each is the other's adjoint.
import { bindOne } from '../core/bind.ts';
import { dense, rowMajor, sizeOf, view } from '../core/dense.ts';
import { allocate } from '../base/dtype.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { copyTo } from '../kernels/map.ts';
import { sub } from './arithmetic.ts';
import { sumAxes } from './broadcast.ts';
import { fullLike } from './constant.ts';

type Numbers = readonly number[];

/** Elements `starts[a] + i·steps[a]`, `i < sizes[a]`, along every axis; steps are positive. */
export const slicePrimitive: Primitive<{
  readonly starts: Numbers;
  readonly sizes: Numbers;
  readonly steps: Numbers;
}> = /* @__PURE__ */ primitive({
  name: 'slice',
  shape: ([x], { sizes }) => [{ shape: sizes, dtype: x.dtype }],
  kernel: ([x], { starts, sizes, steps }) => {
    if (sizes.includes(0)) return [dense(allocate(x.dtype, 0), x.dtype, sizes)];
    const offset = starts.reduce((sum, start, axis) => sum + start * x.strides[axis], x.offset);
    return [
      view(
        x,
        sizes,
        x.strides.map((stride, axis) => stride * steps[axis]),
        offset,
      ),
    ];
  },
  rule: {
    kind: 'linear',
    adjoint: ([g], { params: { starts, sizes, steps }, inputs: [x] }) => {
      const low = starts.map((start, axis) => (sizes[axis] === 0 ? 0 : start));
      const interior = steps.map((step) => step - 1);
      const high = x.shape.map((n, axis) => n - low[axis] - padded(sizes[axis], interior[axis]));
      return [padWith(g, fullLike(g, 0, []), { low, high, interior })];
    },
  },
});

/** How many cells `n` elements take with `interior` cells between neighbors. */
function padded(n: number, interior: number): number {
  return n === 0 ? 0 : n + (n - 1) * interior;
}

/** Cells before, after and between the elements along every axis. */
export interface Padding {
  readonly low: Numbers;
  readonly high: Numbers;
  readonly interior: Numbers;
}

/** `x` among copies of `value`, a tensor of rank 0. Linear in both. */
export const padPrimitive: Primitive<{
  readonly low: Numbers;
  readonly high: Numbers;
  readonly interior: Numbers;
}> = /* @__PURE__ */ primitive({
  name: 'pad',
  shape: ([x], { low, high, interior }) => [
    {
      shape: Object.freeze(x.shape.map((n, axis) => low[axis] + padded(n, interior[axis]) + high[axis])),
      dtype: x.dtype,
    },
  ],
  kernel: ([x, value], { low, interior }, [out]) => {
    const values = allocate(out.dtype, sizeOf(out.shape));
    const fill = value.values[value.offset];
    if (fill !== 0) values.fill(fill);
    const z = dense(values, out.dtype, out.shape);
    const strides = rowMajor(out.shape);
    const offset = low.reduce((sum, cells, axis) => sum + cells * strides[axis], 0);
    copyTo(
      view(
        z,
        x.shape,
        strides.map((stride, axis) => stride * (interior[axis] + 1)),
        offset,
      ),
      x,
    );
    return [z];
  },
  rule: {
    kind: 'linear',
    adjoint: ([g], { params: { low, interior }, inputs: [x] }) => {
      const inside = sliceBox(
        g,
        low,
        x.shape,
        interior.map((cells) => cells + 1),
      );
      const rest = sub(sumAxes(g, [...g.shape.keys()]), sumAxes(inside, [...x.shape.keys()]));
      return [inside, rest];
    },
  },
});

/** The box of `sizes` at `starts`, every `steps`-th element; already checked. */
export function sliceBox(x: Tensor, starts: Numbers, sizes: Numbers, steps: Numbers): Tensor {
  const whole =
    sizes.every((n, axis) => n === x.shape[axis]) &&
    starts.every((s) => s === 0) &&
    steps.every((s) => s === 1);
  return whole ? x : bindOne(slicePrimitive, [x], { starts, sizes: Object.freeze([...sizes]), steps });
}

/** `x` among copies of `value`; already checked. */
export function padWith(x: Tensor, value: Tensor, { low, high, interior }: Padding): Tensor {
  const none = [...low, ...high, ...interior].every((cells) => cells === 0);
  return none ? x : bindOne(padPrimitive, [x, value], { low, high, interior });
}
