// One axis by number: negative axes count from the end. What joins, splits, takes and windows have in common.
// `At` reads a list an axis at a time, at the keys of a mapped shape.
import { complain, showSpec } from '../base/error.ts';
import type { Subtract, Compare } from './arithmetic.ts';
import type { Dim, Only, Problem, Shape, Show, Spec } from './dim.ts';

const rule = 'axis must be within the rank';

/** `Axis` of a shape of `Rank` counted from 0; `number` if unknown, `'outside'` if there certainly is none. */
export type AxisIndex<Rank extends number, Axis extends number> = number extends Rank
  ? number
  : Only<Axis> extends infer A extends number
    ? `${A}` extends `-${infer K extends number}`
      ? Compare<K, Rank> extends '>'
        ? 'outside'
        : Subtract<Rank, K>
      : Compare<A, Rank> extends '=' | '>'
        ? 'outside'
        : A
    : number;

/** The dim of `S` at the key `K` of a shape mapped beside it. */
export type At<S extends Shape, K> = K extends keyof S ? (S[K] extends Dim ? S[K] : number) : number;

/** The sentence for an axis that `S` certainly does not have, else `unknown`. */
export type AxisProblem<Op extends string, Name extends string, S extends Shape, Rank, Axis extends number> =
  AxisIndex<Rank & number, Axis> extends 'outside'
    ? Problem<`${Op}: ${typeof rule}. ${Name}: ${Show<S>}, axis: ${Axis}`>
    : unknown;

/**
 * `axis` of `x` counted from 0: `-1` of `[2, 3]` is 1. Throws if `x` has no such axis.
 *
 * `rank` is that of the result for ops that add axes.
 *
 * @example
 * axisIndex('concat', { dtype: 'float32', shape: [2, 3] }, -1); // 1
 */
export function axisIndex(
  op: string,
  x: Spec,
  axis: number,
  name = 'x',
  rank: number = x.shape.length,
): number {
  const index = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || index < 0 || index >= rank) {
    complain({
      op,
      rule,
      got: { [name]: showSpec(x), axis: String(axis) },
      argument: 'axis',
      expected: rank === 0 ? 'a tensor that has axes' : `an axis from ${-rank} to ${rank - 1}`,
    });
  }
  return index;
}
