// Joining and repeating: concat, stack, split, tile, roll.
import { promote, type DType, type PromoteAll } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { requireInteger, requireNumbers, requireTensor, requireTensors } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { broadcastShape } from '../primitives/broadcast.ts';
import { concatAlong, splitInto } from '../primitives/concatSplit.ts';
import { castTo } from '../primitives/constant.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { normalizeAxis, type Axes, type AxesProblem } from '../shape/axes.ts';
import {
  concatShape,
  stackShape,
  type Concat,
  type ConcatProblem,
  type Stack,
  type StackProblem,
} from '../shape/concat.ts';
import type { Of, Settled, Shape } from '../shape/dim.ts';
import { splitSizes, type Split, type SplitProblem } from '../shape/split.ts';
import { tileShape, type Tile, type TileProblem } from '../shape/tile.ts';

type AnyTensor = Tensor<Shape, DType>;
type ShapesOf<Ts extends readonly AnyTensor[]> = {
  readonly [K in keyof Ts]: Ts[K] extends Tensor<infer S, DType> ? S : Shape;
};
type SettledShapes<Ts extends readonly AnyTensor[]> = {
  readonly [K in keyof Ts]: Ts[K] extends Tensor<infer S, DType> ? Settled<S, Ts> : Shape;
};
type DTypesOf<Ts extends readonly AnyTensor[]> = {
  readonly [K in keyof Ts]: Ts[K] extends Tensor<infer _, infer D> ? D : DType;
};

/** All tensors in the dtype in which they meet. */
function inOneDType(xs: readonly AnyTensor[]): readonly Tensor[] {
  const dtype = xs.reduce<DType>((meet, x) => promote(meet, x.dtype), 'bool');
  return xs.map((x) => castTo(x, dtype));
}

/**
 * Tensors one after another along an axis, which is the first unless given.
 *
 * `[m, n] × [k, n] → [m + k, n]`. Dtypes meet as in `add`. Throws for an empty list, an axis out of range, and other
 * sizes that differ.
 * @example concat([zeros([2, 1]), ones([2, 2])], 1); // float32[2, 3] [[0, 1, 1], [0, 1, 1]]
 */
export function concat<const Ts extends readonly AnyTensor[], const Axis extends number = 0>(
  xs: Ts & ConcatProblem<'concat', SettledShapes<Ts>, Axis>,
  axis?: Axis,
): Tensor<Concat<ShapesOf<Ts>, Axis>, PromoteAll<DTypesOf<Ts>>> {
  requireTensors('concat', xs);
  const at = axis ?? 0;
  concatShape('concat', xs, at);
  const result = concatAlong(inOneDType(xs), normalizeAxis('concat', xs[0], at));
  return result as Tensor as Tensor<Concat<ShapesOf<Ts>, Axis>, PromoteAll<DTypesOf<Ts>>>;
}

/**
 * Tensors of one shape side by side along a new axis, which is the first unless given.
 *
 * `[n] × [n] → [2, n]`. Dtypes meet as in `add`. Throws for an empty list, an axis out of range, and shapes that differ.
 * @example stack([tensor([1, 2]), tensor([3, 4])]); // float32[2, 2] [[1, 2], [3, 4]]
 */
export function stack<const Ts extends readonly AnyTensor[], const Axis extends number = 0>(
  xs: Ts & StackProblem<'stack', SettledShapes<Ts>, Axis>,
  axis?: Axis,
): Tensor<Stack<ShapesOf<Ts>, Axis>, PromoteAll<DTypesOf<Ts>>> {
  requireTensors('stack', xs);
  if (axis !== undefined) requireInteger('stack', axis, 'axis');
  const shape = stackShape('stack', xs, axis ?? 0);
  const at = (axis ?? 0) < 0 ? (axis ?? 0) + shape.length : (axis ?? 0);
  const single = Object.freeze(shape.map((n, k) => (k === at ? 1 : n)));
  const result = concatAlong(
    inOneDType(xs).map((x) => reshapeTo(x, single)),
    at,
  );
  return result as Tensor as Tensor<Stack<ShapesOf<Ts>, Axis>, PromoteAll<DTypesOf<Ts>>>;
}

type TensorsOf<Ss, D extends DType> = {
  -readonly [K in keyof Ss]: Of<Ss[K]> extends Of<infer S extends Shape> ? Tensor<S, D> : never;
};

/**
 * Consecutive parts along an axis, the first unless given: that many equal parts, or parts of the given sizes.
 *
 * `[6, n], 3 → [2, n] × [2, n] × [2, n]`. Copies nothing. Throws for an axis out of range, and unless the parts make
 * it up exactly.
 * @example
 * const [train, test] = split(arange(5), [3, 2]);
 * test; // float32[2] [3, 4]
 */
export function split<
  S extends Shape,
  D extends DType,
  const P extends number | readonly number[],
  const Axis extends number = 0,
>(
  x: Tensor<S, D>,
  sections: P & SplitProblem<'split', Settled<S, P>, P, Axis>,
  axis?: Axis,
): TensorsOf<Split<S, P, Axis>, D> {
  requireTensor('split', x);
  if (typeof sections !== 'number') requireNumbers('split', sections, 'sections');
  const sizes = splitSizes('split', x, sections, axis ?? 0);
  const result = splitInto(x as Tensor, normalizeAxis('split', x, axis ?? 0), sizes);
  return [...result] as TensorsOf<Split<S, P, Axis>, D>;
}

/**
 * `x` repeated as a whole, `counts[a]` times along axis `a`.
 *
 * `[m, n], [2, 3] → [2m, 3n]`. Throws unless there is a count of at least 0 for every axis.
 * @example tile(tensor([[1, 2]]), [2, 2]); // float32[2, 4] [[1, 2, 1, 2], [1, 2, 1, 2]]
 */
export function tile<S extends Shape, D extends DType, const R extends readonly number[]>(
  x: Tensor<S, D>,
  counts: R & TileProblem<'tile', Settled<S, R>, R>,
): Tensor<Tile<S, R>, D> {
  requireTensor('tile', x);
  requireNumbers('tile', counts, 'counts');
  const shape = tileShape('tile', x, counts);
  const apart = reshapeTo(x as Tensor, Object.freeze([...x.shape].flatMap((n) => [1, n])));
  const repeated = broadcastShape(apart, Object.freeze([...x.shape].flatMap((n, axis) => [counts[axis], n])));
  return reshapeTo(repeated, shape) as Tensor as Tensor<Tile<S, R>, D>;
}

/**
 * `x` moved along an axis by `shift` places; what leaves at one end comes back at the other. `S → S`.
 *
 * The axis is the last unless given. Throws for a shift that is no integer and for an axis out of range.
 * @example roll(tensor([1, 2, 3, 4]), 1); // float32[4] [4, 1, 2, 3]
 */
export function roll<S extends Shape, D extends DType, const A extends Axes & number = -1>(
  x: Tensor<S, D>,
  shift: number,
  axis?: A & AxesProblem<'roll', Settled<S, A>, A>,
): Tensor<S, D> {
  requireTensor('roll', x);
  const at = normalizeAxis('roll', x, axis ?? -1);
  if (!Number.isSafeInteger(shift)) {
    complain({
      op: 'roll',
      rule: 'the shift is a number of places',
      got: { shift: show(shift) },
      argument: 'shift',
      expected: 'an integer',
    });
  }
  const n = x.shape[at];
  const places = n === 0 ? 0 : ((shift % n) + n) % n;
  if (places === 0) return x;
  const [head, tail] = splitInto(x as Tensor, at, [n - places, places]);
  return concatAlong([tail, head], at) as Tensor as Tensor<S, D>;
}
