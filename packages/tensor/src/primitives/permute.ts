// permute and flip: the axes in another order, and axes read backwards. Views; each is its own kind's adjoint.
import type { DType } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { view } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import { requireNumbers, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { normalizeAxes, type Axes, type AxesProblem } from '../shape/axes.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import {
  checkPermutation,
  transposeAxes,
  type Permute,
  type PermuteProblem,
  type Transpose,
  type TransposeProblem,
} from '../shape/rearrange.ts';

/** Axis `k` of the result is axis `axes[k]` of `x`. */
export const permutePrimitive: Primitive<{ readonly axes: readonly number[] }> = /* @__PURE__ */ primitive({
  name: 'permute',
  shape: ([x], { axes }) => [{ shape: Object.freeze(axes.map((axis) => x.shape[axis])), dtype: x.dtype }],
  kernel: ([x], { axes }, [out]) => [
    view(
      x,
      out.shape,
      axes.map((axis) => x.strides[axis]),
    ),
  ],
  rule: {
    kind: 'linear',
    adjoint: ([g], { params: { axes } }) => [permuteAxes(g, inversePermutation(axes))],
  },
});

/** `x` read backwards along `axes`. */
export const flipPrimitive: Primitive<{ readonly axes: readonly number[] }> = /* @__PURE__ */ primitive({
  name: 'flip',
  shape: ([x]) => [x],
  kernel: ([x], { axes }) => {
    if (x.size === 0) return [x];
    let { offset } = x;
    const strides = [...x.strides];
    for (const axis of axes) {
      offset += (x.shape[axis] - 1) * strides[axis];
      strides[axis] = -strides[axis];
    }
    return [view(x, x.shape, strides, offset)];
  },
  rule: { kind: 'linear', adjoint: ([g], { params: { axes } }) => [flipAxes(g, axes)] },
});

/** The permutation that undoes `axes`. */
function inversePermutation(axes: readonly number[]): number[] {
  const inverse = new Array<number>(axes.length);
  axes.forEach((axis, place) => (inverse[axis] = place));
  return inverse;
}

/** `permute` with axes that are already checked. */
export function permuteAxes(x: Tensor, axes: readonly number[]): Tensor {
  return axes.every((axis, place) => axis === place) ? x : bindOne(permutePrimitive, [x], { axes });
}

/** `flip` with axes that are already checked. */
export function flipAxes(x: Tensor, axes: readonly number[]): Tensor {
  return axes.length === 0 ? x : bindOne(flipPrimitive, [x], { axes });
}

/**
 * The axes in another order: axis `k` of the result is axis `axes[k]` of `x`.
 *
 * `[m, n, k], [2, 0, 1] → [k, m, n]`. Copies nothing. Throws unless `axes` names every axis once.
 * @example
 * const images = zeros([20, 3, 28, 32]); // batch, channels, height, width
 * permute(images, [0, 2, 3, 1]); // Tensor<[20, 28, 32, 3]>
 */
export function permute<S extends Shape, D extends DType, const P extends readonly number[]>(
  x: Tensor<S, D>,
  axes: P & PermuteProblem<'permute', Settled<S, P>, P>,
): Tensor<Permute<S, P>, D> {
  requireTensor('permute', x);
  requireNumbers('permute', axes, 'axes');
  return permuteAxes(x, checkPermutation('permute', x, axes)) as Tensor<Permute<S, P>, D>;
}

/**
 * The last two axes exchanged.
 *
 * `[...b, m, n] → [...b, n, m]`. Copies nothing. Throws for fewer than two axes.
 * @example transpose(tensor([[1, 2, 3], [4, 5, 6]])); // Tensor<[3, 2]>
 */
export function transpose<S extends Shape, D extends DType>(
  x: Tensor<S, D> & TransposeProblem<'transpose', Settled<S, D>>,
): Tensor<Transpose<S>, D> {
  requireTensor('transpose', x);
  return permuteAxes(x, transposeAxes('transpose', x)) as Tensor as Tensor<Transpose<S>, D>;
}

/**
 * `x` read backwards along `axes`, or along all of them.
 *
 * `S → S`. Copies nothing. Throws for axes out of range or repeated.
 * @example flip(tensor([1, 2, 3])); // float32[3] [3, 2, 1]
 */
export function flip<S extends Shape, D extends DType, const A extends Axes | undefined = undefined>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'flip', Settled<S, A>, A>,
): Tensor<S, D> {
  requireTensor('flip', x);
  return flipAxes(x, normalizeAxes('flip', x, axes)) as Tensor<S, D>;
}
