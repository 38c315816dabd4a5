// Cutting and padding: slice and pad as users call them.
import type { DType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { requireNumbers, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { checkValue, constant } from '../primitives/constant.ts';
import { flipAxes } from '../primitives/permute.ts';
import { padWith, sliceBox } from '../primitives/slicePad.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { padShape, type Pad, type PadProblem, type Pads } from '../shape/pad.ts';
import { normalizeSlice, type Indices, type Slice, type SliceProblem } from '../shape/slice.ts';

/**
 * The elements from `start` up to but without `stop`, every `step`-th one, for each axis.
 *
 * `[m, n], [i], [j] → [j - i, n]`. Lists may be shorter than the rank and leave later axes whole; `null` leaves an end
 * open. Negative indices count from the end, negative steps walk backwards, and what lies outside is cut off, as in
 * NumPy. Copies nothing. Throws for lists that are too long, indices that are no integers, and steps of 0.
 * @example
 * const x = tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
 * slice(x, [0, 1], [3, 3], [2]); // float32[2, 2] [[2, 3], [8, 9]]: x[0:3:2, 1:3]
 * slice(x, [-1]); // float32[1, 3] [[7, 8, 9]]: the last row, still with its axis
 */
export function slice<
  S extends Shape,
  D extends DType,
  const A extends Indices,
  const B extends Indices = [],
  const C extends Indices = [],
>(
  x: Tensor<S, D>,
  start: A & SliceProblem<'slice', Settled<S, A>, A, B, C>,
  stop: B = [] as never,
  step: C = [] as never,
): Tensor<Slice<S, A, B, C>, D> {
  requireTensor('slice', x);
  for (const [name, list] of Object.entries({ start, stop, step })) {
    requireNumbers('slice', list, name, true);
  }
  const { starts, sizes, steps } = normalizeSlice('slice', x, start, stop, step);
  const backwards = [...steps.keys()].filter((axis) => steps[axis] < 0);
  const firsts = starts.map((first, axis) =>
    steps[axis] < 0 && sizes[axis] > 0 ? x.shape[axis] - 1 - first : first,
  );
  const turned = flipAxes(x as Tensor, backwards);
  return sliceBox(turned, firsts, sizes, steps.map(Math.abs)) as Tensor as Tensor<Slice<S, A, B, C>, D>;
}

/** Throws unless `pads` is a list of pairs of numbers. */
function requirePairs(pads: unknown): void {
  if (!Array.isArray(pads)) {
    complain({
      op: 'pad',
      rule: 'pads must be a list of pairs',
      got: { pads: show(pads) },
      argument: 'pads',
      expected: 'a pair [low, high] for each axis, as in [[1, 1], [0, 2]]',
    });
  }
  pads.forEach((pair, axis) => requireNumbers('pad', pair, `pads[${axis}]`));
}

/**
 * `x` among cells of `value`: `[low, high]` cells before and after it, for each axis.
 *
 * `[n], [[1, 2]] → [n + 3]`. Throws unless there is a pair of counts of at least 0 for every axis, and for a value
 * that the dtype cannot hold.
 * @example pad(tensor([1, 2]), [[1, 2]]); // float32[5] [0, 1, 2, 0, 0]
 */
export function pad<S extends Shape, D extends DType, const P extends Pads>(
  x: Tensor<S, D>,
  pads: P & PadProblem<'pad', Settled<S, P>, P>,
  value = 0,
): Tensor<Pad<S, P>, D> {
  requireTensor('pad', x);
  requirePairs(pads);
  padShape('pad', x, pads);
  checkValue('pad', value, x.dtype, 'value');
  const padding = {
    low: Object.freeze(pads.map(([low]) => low)),
    high: Object.freeze(pads.map(([, high]) => high)),
    interior: Object.freeze(pads.map(() => 0)),
  };
  return padWith(x as Tensor, constant(value, [], x.dtype), padding) as Tensor as Tensor<Pad<S, P>, D>;
}
