// Reading and adding by index: take, gather and scatterAdd.
// Indices are whole numbers from 0 on, each checked against the axis it points into, when it is known at the latest.
import type { DType } from '../base/dtype.ts';
import { complain, showList, showSpec } from '../base/error.ts';
import { bindOne } from '../core/bind.ts';
import { rowMajor } from '../core/dense.ts';
import { requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { add, mul } from '../primitives/arithmetic.ts';
import { iotaPrimitive } from '../primitives/constant.ts';
import { scatterAt, takeAt } from '../primitives/gather.ts';
import { refuseBool } from '../primitives/operands.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { normalizeAxis } from '../shape/axes.ts';
import type { AxisKey, AxisProblem } from '../shape/axis.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { checkDType, checkPlaces, fitRule, type FitProblem, type PlacesProblem } from '../shape/places.ts';
import type { Take, TakeProblem } from '../shape/take.ts';
import { checkedIndices, checkIndices, type IndexProblem } from './ranges.ts';

/** A tensor of indices. */
export type Index<I extends Shape = Shape> = Tensor<I, 'int32'> | Tensor<I, 'uint8'>;

/**
 * The slices of `x` at `indices` along an axis, the first unless given.
 *
 * `[n, d], [...i] → [...i, d]`. Throws for indices that are no integers or lie outside `0 … n - 1`, and for an
 * axis out of range.
 * @example
 * const embeddings = tensor([[0, 1], [2, 3], [4, 5]]);
 * take(embeddings, tensor([2, 0], 'int32')); // float32[2, 2] [[4, 5], [0, 1]]
 */
export function take<
  S extends Shape,
  D extends DType,
  I extends Shape,
  DI extends DType,
  const Axis extends number = 0,
>(
  x: Tensor<S, D>,
  indices: Tensor<I, DI> & IndexProblem<'take', I, DI>,
  axis?: Axis & TakeProblem<'take', Settled<S, Axis>, Axis>,
): Tensor<Take<S, I, Axis>, D> {
  requireTensor('take', x);
  requireTensor('take', indices, 'indices', "Write tensor(indices, 'int32').");
  const at = normalizeAxis('take', x, axis ?? 0);
  checkIndices('take', indices as Tensor, x.shape[at]);
  return takeAt(x as Tensor, indices as Tensor, at) as Tensor as Tensor<Take<S, I, Axis>, D>;
}

/** Throws unless there is at most one index for each element, save along `axis`. */
function checkFit(op: string, shape: readonly number[], indices: Tensor, axis: number): void {
  const fits =
    indices.shape.length === shape.length && indices.shape.every((n, a) => a === axis || n <= shape[a]);
  if (!fits) {
    complain({
      op,
      rule: fitRule,
      got: { x: showList(shape), indices: showSpec(indices) },
      argument: 'indices',
      expected: `rank ${shape.length}, with sizes of at most ${showList(shape)} save along axis ${axis}`,
      hint: 'To read whole slices, use take.',
    });
  }
}

/** For each index, its position in `shape` read row by row: its own place, save along `axis`, where it is at `along`. */
function positions(shape: readonly number[], indices: Tensor, axis: number, along: Tensor): Tensor {
  const strides = rowMajor(shape);
  let result = along;
  indices.shape.forEach((n, a) => {
    if (a === axis || n === 1) return;
    const steps = bindOne(iotaPrimitive, [], { start: 0, step: strides[a], size: n, dtype: 'int32' });
    const spread = reshapeTo(steps, Object.freeze(indices.shape.map((_, b) => (b === a ? n : 1))));
    result = add(result, spread) as Tensor;
  });
  return result;
}

/**
 * One element for each index: `y[i, j] = x[indices[i, j], j]` along axis 0.
 *
 * `[m, n], [k, n] → [k, n]`. The axis is the last unless given; along the others there may be fewer indices than
 * elements. Throws for indices of another rank or of more than that, and for those that are no integers or lie outside
 * the axis.
 * @example
 * const scores = tensor([[1, 2, 3], [4, 5, 6]]);
 * gather(scores, tensor([[2], [0]], 'int32')); // float32[2, 1] [[3], [4]]
 */
export function gather<
  S extends Shape,
  D extends DType,
  I extends Shape,
  DI extends DType,
  const Axis extends number = -1,
>(
  x: Tensor<S, D>,
  indices: Tensor<I, DI> &
    IndexProblem<'gather', I, DI> &
    FitProblem<'gather', Settled<S, Axis>, Settled<I, Axis>, AxisKey<Settled<S, Axis>, Axis>>,
  axis?: Axis & AxisProblem<'gather', 'x', Settled<S, Axis>, AxisKey<Settled<S, Axis>, Axis>, Axis>,
): Tensor<I, D> {
  requireTensor('gather', x);
  requireTensor('gather', indices, 'indices', "Write tensor(indices, 'int32').");
  const at = normalizeAxis('gather', x, axis ?? -1);
  checkFit('gather', x.shape, indices as Tensor, at);
  const along = checkedIndices('gather', indices as Tensor, x.shape[at], rowMajor(x.shape)[at]);
  return takePlaces(x as Tensor, indices as Tensor, at, along) as Tensor<I, D>;
}

/** `gather` by what sorts: indices that fit and lie inside by themselves. */
export function gatherSorted(x: Tensor, order: Tensor, axis: number): Tensor {
  return takePlaces(x, order, axis, mul(order, rowMajor(x.shape)[axis]) as Tensor);
}

function takePlaces(x: Tensor, indices: Tensor, axis: number, along: Tensor): Tensor {
  const flat = reshapeTo(x, Object.freeze([x.size]));
  return takeAt(flat, positions(x.shape, indices, axis, along), 0);
}

/**
 * `x` with each update added at its index: `y[indices[i, j], j] += updates[i, j]` along axis 0.
 *
 * `[m, n] × [k, n] → [m, n]`. The axis is the last unless given; repeated indices add up. Throws as `gather` does,
 * for bools, and unless there is one update of the dtype of `x` for each index.
 * @example
 * const indices = tensor([0, 2, 2], 'int32');
 * scatterAdd(zeros([4]), indices, tensor([1, 2, 3])); // float32[4] [1, 0, 5, 0]
 */
export function scatterAdd<
  S extends Shape,
  D extends DType,
  I extends Shape,
  DI extends DType,
  V extends Shape,
  DV extends DType,
  const Axis extends number = -1,
>(
  x: Tensor<S, D>,
  indices: Tensor<I, DI> &
    IndexProblem<'scatterAdd', I, DI> &
    FitProblem<'scatterAdd', Settled<S, Axis>, Settled<I, Axis>, AxisKey<Settled<S, Axis>, Axis>>,
  updates: Tensor<V, DV> & PlacesProblem<'scatterAdd', 'updates', Settled<I, DI>, Settled<V, DV>, D, DV>,
  axis?: Axis & AxisProblem<'scatterAdd', 'x', Settled<S, Axis>, AxisKey<Settled<S, Axis>, Axis>, Axis>,
): Tensor<S, D> {
  requireTensor('scatterAdd', x);
  requireTensor('scatterAdd', indices, 'indices', "Write tensor(indices, 'int32').");
  requireTensor('scatterAdd', updates, 'updates');
  checkDType('scatterAdd', 'updates', updates, x);
  const at = normalizeAxis('scatterAdd', x, axis ?? -1);
  if (x.dtype === 'bool') refuseBool('scatterAdd', { x: 'bools' });
  checkPlaces('scatterAdd', 'updates', updates, indices.shape, 'one update for each index');
  checkFit('scatterAdd', x.shape, indices as Tensor, at);
  const along = checkedIndices('scatterAdd', indices as Tensor, x.shape[at], rowMajor(x.shape)[at]);
  const places = reshapeTo(positions(x.shape, indices as Tensor, at, along), Object.freeze([indices.size]));
  const flat = reshapeTo(updates as Tensor, Object.freeze([updates.size]));
  return add(x as Tensor, reshapeTo(scatterAt(flat, places, 0, x.size), x.shape)) as Tensor as Tensor<S, D>;
}
