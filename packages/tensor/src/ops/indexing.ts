// Reading and updating by index. Updates return a new tensor.
import type { DType } from '../base/dtype.ts';
import { complain, showList, showSpec } from '../base/error.ts';
import { bindOne } from '../core/bind.ts';
import { DenseTensor, rowMajor } from '../core/dense.ts';
import { requireNumbers, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { add, mul } from '../primitives/arithmetic.ts';
import { broadcastShape } from '../primitives/broadcast.ts';
import { castTo, constant, iotaPrimitive } from '../primitives/constant.ts';
import { notEqual } from '../primitives/comparison.ts';
import { scatterAt, takeAt } from '../primitives/gather.ts';
import { refuseBool } from '../primitives/operands.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { where } from '../primitives/select.ts';
import { padWith } from '../primitives/slicePad.ts';
import { normalizeAxis } from '../shape/axes.ts';
import type { Shape } from '../shape/dim.ts';
import type { Take, TakeProblem } from '../shape/take.ts';
import { checkIndices } from './ranges.ts';

/** A tensor of indices. */
export type Index<I extends Shape = Shape> = Tensor<I, 'int32'> | Tensor<I, 'uint8'>;

/**
 * The slices of `x` at `indices` along an axis, the first unless given.
 *
 * `[n, d], [...i] → [...i, d]`. Throws for indices that are no integers or lie outside `0 … n - 1`.
 * @example
 * const embeddings = tensor([[0, 1], [2, 3], [4, 5]]);
 * take(embeddings, tensor([2, 0], 'int32')); // float32[2, 2] [[4, 5], [0, 1]]
 */
export function take<S extends Shape, D extends DType, I extends Shape, const Axis extends number = 0>(
  x: Tensor<S, D>,
  indices: Index<I>,
  axis?: Axis & TakeProblem<'take', S, Axis>,
): Tensor<Take<S, I, Axis>, D> {
  requireTensor('take', x);
  requireTensor('take', indices, 'indices');
  const at = normalizeAxis('take', x, axis ?? 0);
  checkIndices('take', indices as Tensor, x.shape[at]);
  return takeAt(x as Tensor, indices as Tensor, at) as Tensor as Tensor<Take<S, I, Axis>, D>;
}

/** For each index, its position in `shape` read row by row: its own place, save along `axis`. */
function positions(op: string, shape: readonly number[], indices: Tensor, axis: number): Tensor {
  const fits =
    indices.shape.length === shape.length && indices.shape.every((n, a) => a === axis || n <= shape[a]);
  if (!fits) {
    complain({
      op,
      rule: 'the indices must have the rank of x, and no larger sizes along the other axes',
      got: { x: showList(shape), indices: showSpec(indices) },
      argument: 'indices',
      expected: `rank ${shape.length}, with sizes of at most ${showList(shape)} save along axis ${axis}`,
      hint: 'To read whole slices, use take.',
    });
  }
  checkIndices(op, indices, shape[axis]);
  const strides = rowMajor(shape);
  let result = mul(castTo(indices, 'int32'), strides[axis]) as Tensor;
  indices.shape.forEach((n, a) => {
    if (a === axis || n === 1) return;
    const along = bindOne(iotaPrimitive, [], { start: 0, step: strides[a], size: n, dtype: 'int32' });
    const spread = reshapeTo(along, Object.freeze(indices.shape.map((_, b) => (b === a ? n : 1))));
    result = add(result, spread) as Tensor;
  });
  return result;
}

/**
 * One element for each index: `y[i, j] = x[indices[i, j], j]` along axis 0.
 *
 * `[m, n], [k, n] → [k, n]`. The axis is the last unless given. Throws for indices of another rank, and for those
 * that lie outside the axis.
 * @example
 * const scores = tensor([[1, 2, 3], [4, 5, 6]]);
 * gather(scores, tensor([[2], [0]], 'int32')); // float32[2, 1] [[3], [4]]
 */
export function gather<S extends Shape, D extends DType, I extends Shape>(
  x: Tensor<S, D>,
  indices: Index<I>,
  axis = -1,
): Tensor<I, D> {
  requireTensor('gather', x);
  requireTensor('gather', indices, 'indices');
  const at = normalizeAxis('gather', x, axis);
  const flat = reshapeTo(x as Tensor, Object.freeze([x.size]));
  return takeAt(flat, positions('gather', x.shape, indices as Tensor, at), 0) as Tensor as Tensor<I, D>;
}

/**
 * `x` with each update added at its index: `y[indices[i, j], j] += updates[i, j]` along axis 0.
 *
 * `[m, n] × [k, n] → [m, n]`. The axis is the last unless given; repeated indices add up. Throws as `gather` does,
 * and unless there is one update for each index.
 * @example
 * const indices = tensor([0, 2, 2], 'int32');
 * scatterAdd(zeros([4]), indices, tensor([1, 2, 3])); // float32[4] [1, 0, 5, 0]
 */
export function scatterAdd<S extends Shape, D extends DType, I extends Shape>(
  x: Tensor<S, D>,
  indices: Index<I>,
  updates: Tensor<I, D>,
  axis = -1,
): Tensor<S, D> {
  requireTensor('scatterAdd', x);
  requireTensor('scatterAdd', indices, 'indices');
  requireTensor('scatterAdd', updates, 'updates');
  requireDType('scatterAdd', 'updates', updates as Tensor, x as Tensor);
  const at = normalizeAxis('scatterAdd', x, axis);
  if (x.dtype === 'bool') refuseBool('scatterAdd', x);
  requireShape('scatterAdd', updates as Tensor, indices.shape, 'one update for each index');
  const places = reshapeTo(
    positions('scatterAdd', x.shape, indices as Tensor, at),
    Object.freeze([indices.size]),
  );
  const flat = reshapeTo(updates as Tensor, Object.freeze([updates.size]));
  return add(x as Tensor, reshapeTo(scatterAt(flat, places, 0, x.size), x.shape)) as Tensor as Tensor<S, D>;
}

/** Throws unless `values` have the dtype of `x`. */
function requireDType(op: string, argument: string, values: Tensor, x: Tensor): void {
  if (values.dtype === x.dtype) return;
  complain({
    op,
    rule: 'the new values must have the dtype of x',
    got: { x: showSpec(x), [argument]: showSpec(values) },
    argument,
    expected: `dtype ${x.dtype}`,
    hint: `Write cast(${argument}, '${x.dtype}').`,
  });
}

function requireShape(op: string, x: Tensor, shape: readonly number[], expected: string): void {
  if (x.shape.length === shape.length && shape.every((n, axis) => n === x.shape[axis])) return;
  complain({
    op,
    rule: 'the new values must fit their places',
    got: { values: showSpec(x), places: showList(shape) },
    argument: 'values',
    expected: `shape ${showList(shape)}: ${expected}`,
  });
}

/**
 * `x` with a box replaced by `values`, whose first element goes to `start`.
 *
 * `[m, n] × [k, l] → [m, n]`. Throws unless the box lies inside `x`.
 * @example updateSlice(zeros([2, 3]), [1, 1], tensor([[8, 9]])); // float32[2, 3] [[0, 0, 0], [0, 8, 9]]
 */
export function updateSlice<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  start: readonly number[],
  values: Tensor<Shape, D>,
): Tensor<S, D> {
  requireTensor('updateSlice', x);
  requireTensor('updateSlice', values, 'values');
  requireDType('updateSlice', 'values', values as Tensor, x as Tensor);
  requireNumbers('updateSlice', start, 'start');
  const inside =
    start.length === x.shape.length &&
    values.shape.length === x.shape.length &&
    start.every(
      (from, axis) => Number.isSafeInteger(from) && from >= 0 && from + values.shape[axis] <= x.shape[axis],
    );
  if (!inside) {
    complain({
      op: 'updateSlice',
      rule: 'the new values must lie inside x',
      got: { x: showSpec(x), start: showList(start), values: showSpec(values) },
      argument: 'start',
      expected: 'a start for every axis, with start + size of values ≤ size of x',
    });
  }
  const box = values as Tensor;
  const padding = {
    low: Object.freeze([...start]),
    high: Object.freeze(x.shape.map((n, axis) => n - start[axis] - values.shape[axis])),
    interior: Object.freeze(start.map(() => 0)),
  };
  const inBox = padWith(constant(1, box.shape, 'bool'), constant(0, [], 'bool'), padding) as Tensor<
    Shape,
    'bool'
  >;
  const spread = padWith(box, constant(0, [], x.dtype), padding);
  return where(inBox, spread, x as Tensor) as Tensor as Tensor<S, D>;
}

/**
 * `x` with its slices at `indices` replaced by `values`, along an axis, the first unless given.
 *
 * `[n, d], [k], [k, d] → [n, d]`. Throws for indices that lie outside the axis, and for repeated ones where they
 * can be read, as it would not be clear which value to take; in traced code the values of repeated ones add up.
 * @example
 * const rows = tensor([2, 0], 'int32');
 * updateAt(zeros([3, 2]), rows, tensor([[1, 2], [3, 4]])); // float32[3, 2] [[3, 4], [0, 0], [1, 2]]
 */
export function updateAt<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  indices: Index,
  values: Tensor<Shape, D>,
  axis = 0,
): Tensor<S, D> {
  requireTensor('updateAt', x);
  requireTensor('updateAt', indices, 'indices');
  requireTensor('updateAt', values, 'values');
  requireDType('updateAt', 'values', values as Tensor, x as Tensor);
  const at = normalizeAxis('updateAt', x, axis);
  const n = x.shape[at];
  checkIndices('updateAt', indices as Tensor, n);
  const places = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  requireShape('updateAt', values as Tensor, places, 'one slice for each index');
  if (indices instanceof DenseTensor && new Set(indices.data()).size !== indices.size) {
    complain({
      op: 'updateAt',
      rule: 'the indices must differ',
      got: { indices: showSpec(indices) },
      argument: 'indices',
      expected: 'each index at most once',
      hint: 'To add values up at repeated indices, use scatterAdd.',
    });
  }
  const spread = scatterAt(values as Tensor, indices as Tensor, at, n);
  const hits = scatterAt(constant(1, indices.shape, 'int32'), indices as Tensor, 0, n);
  const column = Object.freeze(x.shape.map((_, a) => (a === at ? n : 1)));
  const replaced = reshapeTo(notEqual(hits, 0) as Tensor, column);
  const mask = broadcastShape(replaced, x.shape) as Tensor<Shape, 'bool'>;
  return where(mask, spread, x as Tensor) as Tensor as Tensor<S, D>;
}
