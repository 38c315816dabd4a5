// Sorting along an axis: stable, NaN last. Values are gathered by the positions that sort them, so gradients follow.
import type { DType } from '../base/dtype.ts';
import { complain, show, showSpec } from '../base/error.ts';
import { bindOne } from '../core/bind.ts';
import { requireOptions, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { argsortPrimitive } from '../primitives/order.ts';
import { sliceBox } from '../primitives/slicePad.ts';
import { normalizeAxis, type AxesProblem } from '../shape/axes.ts';
import type { Compare } from '../shape/arithmetic.ts';
import type { At, AxisKey } from '../shape/axis.ts';
import type { Certain, Problem, Settled, Shape, Show } from '../shape/dim.ts';
import type { Resize } from '../shape/split.ts';
import { gatherSorted } from './indexing.ts';

/** In which direction to sort. */
export interface SortOptions {
  /** The largest first; NaN is last all the same. */
  readonly descending?: boolean;
}

/**
 * The positions that sort `x` along an axis, the last unless given: in ascending order, or descending if so told.
 * `S → S`, int32; stable, NaN last.
 *
 * Throws for an axis out of range.
 * @example argsort(tensor([3, 1, 2])); // int32[3] [1, 2, 0]
 */
export function argsort<S extends Shape, D extends DType, const A extends number = -1>(
  x: Tensor<S, D>,
  axis?: A & AxesProblem<'argsort', Settled<S, A>, A>,
  options: SortOptions = {},
): Tensor<S, 'int32'> {
  requireTensor('argsort', x);
  const { descending = false } = requireOptions('argsort', options, { descending: 'boolean' });
  const at = normalizeAxis('argsort', x, axis ?? -1);
  return bindOne(argsortPrimitive, [x as Tensor], { axis: at, descending }) as Tensor as Tensor<S, 'int32'>;
}

/**
 * `x` in order along an axis, the last unless given: ascending, or descending if so told. `S → S`; NaN last.
 *
 * Throws for an axis out of range.
 * @example sort(tensor([3, 1, 2])); // float32[3] [1, 2, 3]
 */
export function sort<S extends Shape, D extends DType, const A extends number = -1>(
  x: Tensor<S, D>,
  axis?: A & AxesProblem<'sort', Settled<S, A>, A>,
  options: SortOptions = {},
): Tensor<S, D> {
  requireTensor('sort', x);
  const { descending = false } = requireOptions('sort', options, { descending: 'boolean' });
  const at = normalizeAxis('sort', x, axis ?? -1);
  const order = bindOne(argsortPrimitive, [x as Tensor], {
    axis: at,
    descending,
  });
  return gatherSorted(x as Tensor, order, at) as Tensor as Tensor<S, D>;
}

const countRule = 'there must be k elements along the axis';
/** The sentence for a `k` that certainly is negative or exceeds the axis, else `unknown`. */
type CountProblem<S extends Shape, K extends number, A extends number> = `${K}` extends `-${string}`
  ? Problem<`topK: ${typeof countRule}. x: ${Show<Certain<S>>}, k: ${K}`>
  : Compare<K, At<Certain<S>, AxisKey<S, A>>> extends '>'
    ? Problem<`topK: ${typeof countRule}. x: ${Show<Certain<S>>}, k: ${K}`>
    : unknown;
type TopK<S extends Shape, K extends number, A extends number> = number extends S['length']
  ? Shape
  : Resize<S, AxisKey<S, A>, K>;

/**
 * The `k` largest elements along an axis, the last unless given, largest first, and where they were.
 *
 * `[m, n], k → [m, k]`. Of equal ones the first comes first. Throws for an axis out of range, and unless
 * `0 ≤ k ≤ n`.
 * @example topK(tensor([3, 1, 2]), 2); // { values: float32[2] [3, 2], indices: int32[2] [0, 2] }
 */
export function topK<S extends Shape, D extends DType, const K extends number, const A extends number = -1>(
  x: Tensor<S, D>,
  k: K & CountProblem<Settled<S, K>, K, A>,
  axis?: A & AxesProblem<'topK', Settled<S, A>, A>,
): { readonly values: Tensor<TopK<S, K, A>, D>; readonly indices: Tensor<TopK<S, K, A>, 'int32'> } {
  requireTensor('topK', x);
  const at = normalizeAxis('topK', x, axis ?? -1);
  if (!Number.isSafeInteger(k) || k < 0 || k > x.shape[at]) {
    complain({
      op: 'topK',
      rule: countRule,
      got: { x: showSpec(x), k: show(k) },
      argument: 'k',
      expected: `an integer from 0 to ${x.shape[at]}`,
    });
  }
  const order = bindOne(argsortPrimitive, [x as Tensor], { axis: at, descending: true });
  const none = x.shape.map(() => 0);
  const sizes = x.shape.map((n, a) => (a === at ? k : n));
  const indices = sliceBox(
    order,
    none,
    sizes,
    x.shape.map(() => 1),
  );
  const values = gatherSorted(x as Tensor, indices, at);
  return { values, indices } as {
    values: Tensor<TopK<S, K, A>, D>;
    indices: Tensor<TopK<S, K, A>, 'int32'>;
  };
}
