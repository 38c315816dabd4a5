// reshape: the same values in row-major order under another shape. A view wherever strides can express it.
// Its adjoint is a reshape back.
import type { DType } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { rowMajor, view } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import { requireNumbers, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { contiguous } from '../kernels/map.ts';
import type { Axes } from '../shape/axes.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import {
  expandDimsShape,
  squeezeShape,
  type ExpandDims,
  type ExpandDimsProblem,
  type Squeeze,
  type SqueezeProblem,
} from '../shape/rearrange.ts';
import { reshapeShape, type Reshape, type ReshapeProblem } from '../shape/reshape.ts';

/** `x` under another shape of the same size. */
export const reshapePrimitive: Primitive<{ readonly shape: readonly number[] }> = /* @__PURE__ */ primitive({
  name: 'reshape',
  shape: ([x], { shape }) => [{ shape, dtype: x.dtype }],
  kernel: ([x], { shape }) => {
    const strides = x.contiguous ? rowMajor(shape) : stridesWithoutCopy(x.shape, x.strides, shape);
    return [strides === undefined ? view(contiguous(x), shape, rowMajor(shape)) : view(x, shape, strides)];
  },
  rule: { kind: 'linear', adjoint: ([g], { inputs: [x] }) => [reshapeTo(g, x.shape)] },
});

/** `x` under `shape`, already checked; for rules and ops whose arithmetic is certain. */
export function reshapeTo(x: Tensor, shape: readonly number[]): Tensor {
  return sameShape(x.shape, shape) ? x : bindOne(reshapePrimitive, [x], { shape });
}

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((n, axis) => n === b[axis]));
}

/** Strides under which the same memory has another shape; `undefined` where a copy is needed. */
function stridesWithoutCopy(
  from: readonly number[],
  strides: readonly number[],
  to: readonly number[],
): number[] | undefined {
  const axes = from.map((n, axis) => ({ n, stride: strides[axis] })).filter(({ n }) => n !== 1);
  const result = new Array<number>(to.length).fill(0);
  let axis = axes.length - 1;
  let run = 1; // elements of the current run of evenly spaced axes that are still to be given out
  let stride = 0;
  for (let place = to.length - 1; place >= 0; place--) {
    if (to[place] === 1) continue;
    if (run === 1) {
      ({ n: run, stride } = axes[axis--]);
      while (axis >= 0 && axes[axis].stride === stride * run) run *= axes[axis--].n;
    }
    if (run % to[place] !== 0) return undefined;
    result[place] = stride;
    stride *= to[place];
    run /= to[place];
  }
  return result;
}

/**
 * The same values in row-major order under another shape; one size may be -1 and is computed.
 *
 * `S × T → T`, with equal products. Throws if the sizes do not multiply to the size of `x`.
 * @example reshape(zeros([20, 16, 4, 4]), [20, -1]); // Tensor<[20, 256]>
 */
export function reshape<S extends Shape, D extends DType, const T extends readonly number[]>(
  x: Tensor<S, D>,
  shape: T & ReshapeProblem<'reshape', Settled<S, D>, Settled<T, D>>,
): Tensor<Reshape<S, T>, D> {
  requireTensor('reshape', x);
  requireNumbers('reshape', shape, 'shape');
  return reshapeTo(x, reshapeShape('reshape', x, shape)) as Tensor<Reshape<S, T>, D>;
}

/**
 * New axes of size 1 at these positions of the result.
 *
 * `[m, n], 1 → [m, 1, n]`. Throws if a position is out of range or repeated.
 * @example expandDims(tensor([1, 2, 3]), [0, -1]); // Tensor<[1, 3, 1]>
 */
export function expandDims<S extends Shape, D extends DType, const A extends Axes>(
  x: Tensor<S, D>,
  axes: A & ExpandDimsProblem<'expandDims', Settled<S, A>, A>,
): Tensor<ExpandDims<S, A>, D> {
  requireTensor('expandDims', x);
  if (typeof axes !== 'number') requireNumbers('expandDims', axes, 'axes');
  return reshapeTo(x, expandDimsShape('expandDims', x, axes)) as Tensor<ExpandDims<S, A>, D>;
}

/**
 * Without axes of size 1: those given, or all of them.
 *
 * `[m, 1, n], 1 → [m, n]`. Throws if an axis is out of range or its size is not 1.
 * @example squeeze(tensor([[1, 2, 3]]), 0); // Tensor<[3]>
 */
export function squeeze<S extends Shape, D extends DType, const A extends Axes | undefined = undefined>(
  x: Tensor<S, D>,
  axes?: A & SqueezeProblem<'squeeze', Settled<S, A>, A>,
): Tensor<Squeeze<S, A>, D> {
  requireTensor('squeeze', x);
  if (axes !== undefined && typeof axes !== 'number') requireNumbers('squeeze', axes, 'axes');
  return reshapeTo(x, squeezeShape('squeeze', x, axes)) as Tensor<Squeeze<S, A>, D>;
}
