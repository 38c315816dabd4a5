// Taking: positions of one axis, as often and in whatever arrangement the indices say.
// The axis gives way to the shape of the indices, so the rank may grow or shrink.
import { normalizeAxis } from './axes.ts';
import type { AxisKey, AxisProblem } from './axis.ts';
import type { Dim, Shape, Spec } from './dim.ts';

type Replace<S extends Shape, I extends Shape, Axis, Out extends readonly Dim[] = []> = S extends readonly [
  infer D extends Dim,
  ...infer Rest extends Shape,
]
  ? `${Out['length']}` extends Axis
    ? [...Out, ...I, ...Rest]
    : Replace<Rest, I, Axis, [...Out, D]>
  : Shape;

/**
 * The shape of `take(x, indices, axis)`: the axis gives way to the shape `I` of the indices.
 *
 * @example
 * type Rows = Take<[10, 3], ['batch', 5], 0>; // ['batch', 5, 3]
 */
export type Take<S extends Shape, I extends Shape, Axis extends number> =
  '?' extends AxisKey<S, Axis>
    ? Unplaced<S, I>
    : number extends I['length']
      ? Shape
      : Replace<S, I, AxisKey<S, Axis>>;
/** Without the axis only the rank may be known; indices of rank 1 leave it as it is. */
type Unplaced<S extends Shape, I extends Shape> = I['length'] extends 1
  ? number extends S['length']
    ? Shape
    : { -readonly [K in keyof S]: number }
  : Shape;

/** The sentence for a take along an axis that `S` certainly does not have, else `unknown`. */
export type TakeProblem<Op extends string, S extends Shape, Axis extends number> = AxisProblem<
  Op,
  'x',
  S,
  AxisKey<S, Axis>,
  Axis
>;

/**
 * The shape of `take(x, indices, axis)`: `[…, n, …] × [...i] → […, ...i, …]`. Throws if `x` has no such axis.
 *
 * @example
 * takeShape('take', { dtype: 'float32', shape: [10, 3] }, { dtype: 'int32', shape: [4, 5] }, 0); // [4, 5, 3]
 */
export function takeShape(op: string, x: Spec, indices: Spec, axis: number): readonly number[] {
  const at = normalizeAxis(op, x, axis);
  return Object.freeze([...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)]);
}
