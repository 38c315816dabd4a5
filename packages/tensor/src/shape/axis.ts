// One axis in a type: under which key of a shape it stands, and what stands there in a shape beside it.
// What joining, splitting, taking and windowing have in common.
import type { Key, rangeRule, Ranked } from './axes.ts';
import type { Certain, Dim, Problem, Shape, Show } from './dim.ts';

/** The key of axis `A` in `S` (`'0'`), `'none'` if it is out of range, `'?'` if that is not known. */
export type AxisKey<S extends Shape, A> = Ranked<S> extends true ? Key<S, A> : '?';

/** The dim of `S` at the key `K`, `number` if there is none. */
export type At<S extends Shape, K> = K extends keyof S ? (S[K] extends Dim ? S[K] : number) : number;

/** The sentence for an axis at key `K` of the parameter `Name`, if it is certainly out of range, else `unknown`. */
export type AxisProblem<
  Op extends string,
  Name extends string,
  S extends Shape,
  K,
  Axis extends number,
> = K extends 'none'
  ? Problem<`${Op}: ${typeof rangeRule}. ${Name}: ${Show<Certain<S>>}, axis: ${Axis}`>
  : unknown;
