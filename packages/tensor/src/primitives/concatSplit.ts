// concat ⇄ split: joining tensors along an axis, and cutting one into consecutive parts. Each other's adjoints.
import { allocate, type DType } from '../base/dtype.ts';
import { bind, bindOne } from '../core/bind.ts';
import { dense, rowMajor, sizeOf, view } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { copyTo } from '../kernels/map.ts';

function resized(shape: readonly number[], axis: number, n: number): readonly number[] {
  return Object.freeze(shape.map((old, a) => (a === axis ? n : old)));
}

/** The inputs one after another along `axis`. */
export const concatPrimitive: Primitive<{ readonly axis: number }> = /* @__PURE__ */ primitive({
  name: 'concat',
  shape: (xs, { axis }) => {
    const total = xs.reduce((sum, x) => sum + x.shape[axis], 0);
    return [{ shape: resized(xs[0].shape, axis, total), dtype: xs[0].dtype }];
  },
  kernel: (xs, { axis }, [{ shape, dtype }]) => {
    const z = dense(allocate(dtype, sizeOf(shape)), dtype, shape);
    const strides = rowMajor(shape);
    let start = 0;
    for (const x of xs) {
      copyTo(view(z, x.shape, strides, start * strides[axis]), x);
      start += x.shape[axis];
    }
    return [z];
  },
  rule: {
    kind: 'linear',
    adjoint: ([g], { params: { axis }, inputs }) =>
      splitInto(
        g,
        axis,
        inputs.map((x) => x.shape[axis]),
      ),
  },
});

/** Consecutive parts of `sizes` along `axis`. Views. */
export const splitPrimitive: Primitive<{ readonly axis: number; readonly sizes: readonly number[] }> =
  /* @__PURE__ */ primitive({
    name: 'split',
    shape: ([x], { axis, sizes }) =>
      sizes.map((n) => ({ shape: resized(x.shape, axis, n), dtype: x.dtype as DType })),
    kernel: ([x], { axis }, outputs) => {
      let start = 0;
      return outputs.map(({ shape }) => {
        const part = view(x, shape, x.strides, x.offset + start * x.strides[axis]);
        start += shape[axis];
        return part;
      });
    },
    rule: { kind: 'linear', adjoint: (g, { params: { axis } }) => [concatAlong(g, axis)] },
  });

/** `concat` with arguments that are already checked and of one dtype. */
export function concatAlong(xs: readonly Tensor[], axis: number): Tensor {
  return xs.length === 1 ? xs[0] : bindOne(concatPrimitive, xs, { axis });
}

/** `split` with arguments that are already checked. */
export function splitInto(x: Tensor, axis: number, sizes: readonly number[]): readonly Tensor[] {
  return sizes.length === 1 ? [x] : bind(splitPrimitive, [x], { axis, sizes });
}
