// broadcastTo ⇄ sum: repeating values along an axis, and adding them up again. Each is the other's adjoint.
// Broadcasting is an op of its own, so that elementwise rules never see different shapes.
import { toSum, type DType, type ToSum } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { view } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import { requireNumbers, requireOptions, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { reduce, sumIntegersLoop, sumLoop } from '../kernels/reduce.ts';
import { normalizeAxes, reduceShape, type Axes, type AxesProblem, type Reduce } from '../shape/axes.ts';
import { checkBroadcastTo, type BroadcastTo, type BroadcastToProblem } from '../shape/broadcastTo.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { reshapeTo, sameShape } from './reshape.ts';

/** `x` repeated to `shape`: axes are aligned at the end, sizes 1 stretch. A view with strides 0. */
export const broadcastToPrimitive: Primitive<{ readonly shape: readonly number[] }> =
  /* @__PURE__ */ primitive({
    name: 'broadcastTo',
    shape: ([x], { shape }) => [{ shape, dtype: x.dtype }],
    kernel: ([x], { shape }) => {
      const added = shape.length - x.shape.length;
      const strides = shape.map((n, axis) =>
        axis < added || (x.shape[axis - added] === 1 && n !== 1) ? 0 : x.strides[axis - added],
      );
      return [view(x, shape, strides)];
    },
    rule: { kind: 'linear', adjoint: ([g], { inputs: [x] }) => [sumTo(g, x.shape)] },
  });

/** The sum over `axes`, which disappear. Floats are added in float64 and rounded once. */
export const sumPrimitive: Primitive<{ readonly axes: readonly number[] }> = /* @__PURE__ */ primitive({
  name: 'sum',
  shape: ([x], { axes }) => [{ shape: reduceShape(x.shape, axes, false), dtype: toSum(x.dtype) }],
  kernel: ([x], { axes }, [out]) => [
    reduce(out.dtype === 'int32' ? sumIntegersLoop : sumLoop, 0, x, axes, out),
  ],
  rule: {
    kind: 'linear',
    adjoint: ([g], { inputs: [x], params: { axes } }) => [
      broadcastShape(reshapeTo(g, reduceShape(x.shape, axes, true)), x.shape),
    ],
  },
});

/** `x` repeated to `shape`, already checked. */
export function broadcastShape(x: Tensor, shape: readonly number[]): Tensor {
  return sameShape(x.shape, shape) ? x : bindOne(broadcastToPrimitive, [x], { shape });
}

/** The adjoint of `broadcastTo`: sums `g` down to `shape`. */
function sumTo(g: Tensor, shape: readonly number[]): Tensor {
  const added = g.shape.length - shape.length;
  const axes: number[] = [];
  g.shape.forEach((n, axis) => {
    if (axis < added || (shape[axis - added] === 1 && n !== 1)) axes.push(axis);
  });
  return reshapeTo(sumAxes(g, axes), shape);
}

/** The sum over axes that are already checked; nothing to do for none. */
export function sumAxes(x: Tensor, axes: readonly number[]): Tensor {
  return axes.length === 0 && toSum(x.dtype) === x.dtype ? x : bindOne(sumPrimitive, [x], { axes });
}

/**
 * `x` repeated to `shape`: axes are aligned at the end, and sizes 1 stretch.
 *
 * `[n, 1] → [m, n, k]`. Copies nothing. Throws if a size is neither 1 nor the target's.
 * @example broadcastTo(tensor([[1], [2], [3]]), [4, 3, 2]); // Tensor<[4, 3, 2]>
 */
export function broadcastTo<S extends Shape, D extends DType, const T extends readonly number[]>(
  x: Tensor<S, D>,
  shape: T & BroadcastToProblem<'broadcastTo', Settled<S, D>, Settled<T, D>>,
): Tensor<BroadcastTo<S, T>, D> {
  requireTensor('broadcastTo', x);
  requireNumbers('broadcastTo', shape, 'shape');
  checkBroadcastTo('broadcastTo', x, shape);
  return broadcastShape(x, Object.freeze([...shape])) as Tensor<BroadcastTo<S, T>, D>;
}

/** What every reduction takes besides the tensor. */
export interface KeepDims<Keep extends boolean = boolean> {
  /** Keep the reduced axes, with size 1. */
  readonly keepDims?: Keep;
}

/** `x` with `axes` back as size 1 if `keepDims` asks for it. */
export function restoreDims(
  x: Tensor,
  shape: readonly number[],
  axes: readonly number[],
  keepDims = false,
): Tensor {
  return keepDims ? reshapeTo(x, reduceShape(shape, axes, true)) : x;
}

/**
 * The sum over `axes`, or over all of them. Bools and uint8 add up in int32.
 *
 * `[m, n], 1 → [m]`. The sum of nothing is 0. Throws for axes out of range or repeated.
 * @example sum(tensor([[1, 2], [3, 4]]), 0); // float32[2] [4, 6]
 */
export function sum<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const Keep extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'sum', Settled<S, A>, A>,
  options: KeepDims<Keep> = {},
): Tensor<Reduce<S, A, Keep>, ToSum<D>> {
  requireTensor('sum', x);
  const { keepDims } = requireOptions('sum', options, { keepDims: 'boolean' });
  const normal = normalizeAxes('sum', x, axes);
  const result = restoreDims(sumAxes(x, normal), x.shape, normal, keepDims);
  return result as Tensor<Reduce<S, A, Keep>, ToSum<D>>;
}
