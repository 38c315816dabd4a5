// Functional updates: a tensor with a box or some of its slices replaced.
// Masks choose between old and new, so that gradients flow into both.
import type { DType } from '../base/dtype.ts';
import { complain, showList, showSpec } from '../base/error.ts';
import { requireNumbers, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { broadcastShape } from '../primitives/broadcast.ts';
import { notEqual } from '../primitives/comparison.ts';
import { constant } from '../primitives/constant.ts';
import { placesNamed, scatterAt } from '../primitives/gather.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { where } from '../primitives/select.ts';
import { padWith } from '../primitives/slicePad.ts';
import { normalizeAxis } from '../shape/axes.ts';
import type { AxisKey, AxisProblem } from '../shape/axis.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import {
  checkDType,
  checkPlaces,
  insideRule,
  type InsideProblem,
  type PlacesProblem,
} from '../shape/places.ts';
import type { Take } from '../shape/take.ts';
import { checkIndices, type IndexProblem } from './ranges.ts';

/**
 * `x` with a box replaced by `values`, whose first element goes to `start`.
 *
 * `[m, n] × [k, l] → [m, n]`. Throws unless the box lies inside `x` and has its dtype.
 * @example updateSlice(zeros([2, 3]), [1, 1], tensor([[8, 9]])); // float32[2, 3] [[0, 0, 0], [0, 8, 9]]
 */
export function updateSlice<
  S extends Shape,
  D extends DType,
  const B extends readonly number[],
  V extends Shape,
  DV extends DType,
>(
  x: Tensor<S, D>,
  start: B,
  values: Tensor<V, DV> & InsideProblem<'updateSlice', Settled<S, B>, B, Settled<V, DV>, D, DV>,
): Tensor<S, D> {
  requireTensor('updateSlice', x);
  requireTensor('updateSlice', values, 'values');
  checkDType('updateSlice', 'values', values, x);
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
      rule: insideRule,
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
 * `[n, d], [k], [k, d] → [n, d]`. Throws for indices that lie outside the axis, and for repeated ones, as it would not be
 * clear which value to take; in traced code once it runs. Also throws unless there is one slice of the dtype of `x` for each
 * index.
 * @example
 * const rows = tensor([2, 0], 'int32');
 * updateAt(zeros([3, 2]), rows, tensor([[1, 2], [3, 4]])); // float32[3, 2] [[3, 4], [0, 0], [1, 2]]
 */
export function updateAt<
  S extends Shape,
  D extends DType,
  I extends Shape,
  DI extends DType,
  V extends Shape,
  DV extends DType,
  const Axis extends number = 0,
>(
  x: Tensor<S, D>,
  indices: Tensor<I, DI> & IndexProblem<'updateAt', I, DI>,
  values: Tensor<V, DV> &
    PlacesProblem<'updateAt', 'values', Settled<Take<S, I, Axis>, DV>, Settled<V, DV>, D, DV>,
  axis?: Axis & AxisProblem<'updateAt', 'x', Settled<S, Axis>, AxisKey<Settled<S, Axis>, Axis>, Axis>,
): Tensor<S, D> {
  requireTensor('updateAt', x);
  requireTensor('updateAt', indices, 'indices');
  requireTensor('updateAt', values, 'values');
  checkDType('updateAt', 'values', values, x);
  const at = normalizeAxis('updateAt', x, axis ?? 0);
  const n = x.shape[at];
  checkIndices('updateAt', indices as Tensor, n);
  const places = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  checkPlaces('updateAt', 'values', values, places, 'one slice for each index');
  const spread = scatterAt(values as Tensor, indices as Tensor, at, n);
  const hits = placesNamed(indices as Tensor, n);
  const column = Object.freeze(x.shape.map((_, a) => (a === at ? n : 1)));
  const replaced = reshapeTo(notEqual(hits, 0) as Tensor, column);
  const mask = broadcastShape(replaced, x.shape) as Tensor<Shape, 'bool'>;
  return where(mask, spread, x as Tensor) as Tensor as Tensor<S, D>;
}
