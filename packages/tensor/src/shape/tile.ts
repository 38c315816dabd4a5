// Tiling: whole copies side by side along each axis.
// One count an axis, so that no axis is repeated by oversight.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Compare, Multiply } from './arithmetic.ts';
import type { At } from './axis.ts';
import type { Certain, Dim, Only, Problem, Shape, Show, Spec } from './dim.ts';

const perAxis = 'there must be one count an axis';
const notNegative = 'counts must be whole and not negative';

type Tiled<S extends Shape, C extends Shape, R extends readonly number[]> = {
  -readonly [K in keyof S]: TileDim<S[K], At<C, K>, K extends keyof R ? Only<R[K]> : number>;
};
type TileDim<D extends Dim, N extends Dim, R> = R extends 1 ? D : Multiply<N, R & number>;

/**
 * The shape of `R` copies of `S` along each axis: `[…, n, …] → […, n·r, …]`.
 *
 * @example
 * type Twice = Tile<['batch', 3], [1, 2]>; // ['batch', 6]
 */
export type Tile<S extends Shape, R extends readonly number[]> = number extends S['length']
  ? Shape
  : Tiled<S, Certain<S>, R>;

/**
 * The sentence for counts that are certainly negative or not one an axis, else `unknown`.
 *
 * @example
 * type Why = TileProblem<'tile', [2, 3], [2]>;
 * // Problem<'tile: there must be one count an axis. x: [2, 3], counts: [2]'>
 */
export type TileProblem<Op extends string, S extends Shape, R extends readonly number[]> =
  Compare<R['length'], S['length']> extends '<' | '>'
    ? Problem<`${Op}: ${typeof perAxis}. x: ${Show<Certain<S>>}, counts: ${Show<Certain<R>>}`>
    : true extends { [K in keyof R]: `${R[K]}` extends `-${string}` ? true : false }[number]
      ? Problem<`${Op}: ${typeof notNegative}. x: ${Show<Certain<S>>}, counts: ${Show<Certain<R>>}`>
      : unknown;

/**
 * The shape of `counts` copies of `x` along each axis: `[…, n, …] → […, n·r, …]`.
 *
 * Throws unless there is one count an axis, and for counts that are negative or not whole.
 *
 * @example
 * tileShape('tile', { dtype: 'float32', shape: [2, 3] }, [1, 2]); // [2, 6]
 */
export function tileShape(op: string, x: Spec, counts: readonly number[]): readonly number[] {
  const fail = (rule: string, expected: string): never =>
    complain({ op, rule, got: { x: showSpec(x), counts: showList(counts) }, argument: 'counts', expected });
  if (counts.length !== x.shape.length)
    fail(perAxis, `a list of length ${x.shape.length}, one count for each axis of x`);
  if (!counts.every((n) => Number.isSafeInteger(n) && n >= 0)) fail(notNegative, 'whole counts, 0 or more');
  return Object.freeze(x.shape.map((n, axis) => n * counts[axis]));
}
