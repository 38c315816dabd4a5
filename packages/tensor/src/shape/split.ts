// Splitting: one tensor cut into consecutive parts along an axis, into so many equal ones or into given sizes.
// The adjoint of `concat`.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Add, Compare, Divide, Remainder } from './arithmetic.ts';
import { normalizeAxis } from './axes.ts';
import type { At, AxisKey, AxisProblem } from './axis.ts';
import type { Certain, Dim, Only, Problem, Shape, Show, Spec } from './dim.ts';

const even = 'the axis must divide evenly into sections';
const total = 'sizes must add up to the axis';
const positive = 'sections must be whole and positive';
const notNegative = 'sizes must be whole and not negative';

/** So many equal parts, or the size of each part along the axis. */
export type Sections = number | readonly number[];

/** `S` with `N` at axis `I`. */
export type Resize<S extends Shape, I, N extends Dim> = {
  -readonly [K in keyof S]: '?' extends I ? number : K extends I ? N : S[K];
};
type Repeat<P, N extends number, Out extends readonly P[] = []> = Out['length'] extends N
  ? Out
  : Repeat<P, N, [...Out, P]>;
/** Tuples longer than this are not spelled out. */
type Many = 1000;

type EqualParts<N extends number, Part> = Compare<N, Many> extends '<' ? Repeat<Part, N> : Part[];
type EqualPart<S extends Shape, N extends number, I> = number extends S['length']
  ? Shape
  : Resize<S, I, number extends N ? number : Divide<At<Certain<S>, I>, N>>;
type Parts<S extends Shape, Sizes extends readonly number[], I> = {
  -readonly [K in keyof Sizes]: number extends S['length'] ? Shape : Resize<S, I, Only<Sizes[K]> & number>;
};

/**
 * The shapes of the parts of `split(x, sections, axis)`, a tuple if their number is known:
 * `[…, n, …] → k × […, n / k, …]`.
 *
 * @example
 * type Halves = Split<['batch', 6], 2, 1>; // [['batch', 3], ['batch', 3]]
 * type Parts = Split<['batch', 6], [2, 4], 1>; // [['batch', 2], ['batch', 4]]
 */
export type Split<S extends Shape, N extends Sections, Axis extends number> = N extends readonly number[]
  ? Parts<S, N, AxisKey<S, Axis>>
  : EqualParts<Only<N> & number, EqualPart<S, Only<N> & number, AxisKey<S, Axis>>>;

type Total<Sizes extends readonly unknown[], Sum extends Dim = 0> = Sizes extends readonly [
  infer N extends Dim,
  ...infer Rest,
]
  ? Total<Rest, Add<Sum, N>>
  : Sizes extends readonly []
    ? Sum
    : number;
/** The rule that certainly breaks for an axis of size `D`, else `unknown`. */
type Broken<D extends Dim, N extends Sections> = N extends infer Sizes extends readonly number[]
  ? true extends { [K in keyof Sizes]: `${Sizes[K]}` extends `-${string}` ? true : false }[number]
    ? typeof notNegative
    : Compare<Total<Certain<Sizes>>, D> extends '<' | '>'
      ? typeof total
      : unknown
  : Only<N> extends infer K extends number
    ? `${K}` extends '0' | `-${string}`
      ? typeof positive
      : Compare<Remainder<D, K>, 0> extends '>'
        ? typeof even
        : unknown
    : unknown;
type ShowSections<N extends Sections> = N extends infer L extends readonly number[]
  ? Show<Certain<L>>
  : `${N & number}`;

/**
 * The sentence for a split that certainly fails, else `unknown`.
 *
 * @example
 * type Why = SplitProblem<'split', [2, 5], 2, 1>;
 * // Problem<'split: the axis must divide evenly into sections. x: [2, 5], sections: 2, axis: 1'>
 */
export type SplitProblem<Op extends string, S extends Shape, N extends Sections, Axis extends number> =
  AxisKey<S, Axis> extends 'none'
    ? AxisProblem<Op, 'x', S, 'none', Axis>
    : Broken<At<Certain<S>, AxisKey<S, Axis>>, N> extends infer Rule extends string
      ? Problem<`${Op}: ${Rule}. x: ${Show<Certain<S>>}, sections: ${ShowSections<N>}, axis: ${Axis}`>
      : unknown;

/**
 * The sizes along `axis` of the parts of `split(x, sections, axis)`: 6 in 2 sections is `[3, 3]`.
 *
 * Throws if `x` lacks the axis, if a number of sections does not divide it or sizes do not add up to it, and for
 * sections or sizes that are negative or not whole.
 *
 * @example
 * splitSizes('split', { dtype: 'float32', shape: [2, 6] }, 2, -1); // [3, 3]
 */
export function splitSizes(op: string, x: Spec, sections: Sections, axis: number): readonly number[] {
  const at = normalizeAxis(op, x, axis);
  const n = x.shape[at];
  const fail = (rule: string, expected: string): never =>
    complain({
      op,
      rule,
      got: {
        x: `${showSpec(x)}   axis ${at} has ${n}`,
        sections: typeof sections === 'number' ? String(sections) : showList(sections),
        axis: String(axis),
      },
      argument: 'sections',
      expected,
    });
  if (typeof sections === 'number') {
    if (!Number.isSafeInteger(sections) || sections < 1)
      fail(positive, 'a whole number of sections, 1 or more');
    if (n % sections !== 0) fail(even, `a number of sections that divides ${n}, or a list of sizes`);
    return Object.freeze(new Array<number>(sections).fill(n / sections));
  }
  if (!sections.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    fail(notNegative, 'whole sizes, 0 or more');
  }
  if (sections.reduce((sum, size) => sum + size, 0) !== n) fail(total, `sizes whose sum is ${n}`);
  return Object.freeze([...sections]);
}
