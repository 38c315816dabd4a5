// Slicing: a box of every step-th element along each axis, with NumPy's clamping of what lies outside.
// Lists may be shorter than the rank, and null stands for the whole range in its direction.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Add, Compare, Divide, Subtract } from './arithmetic.ts';
import type { At } from './axis.ts';
import type { Certain, Dim, Only, Problem, Shape, Show, Spec } from './dim.ts';

const perAxis = 'there must be at most one index an axis';
const nonzero = 'steps must not be 0';
const integers = 'indices must be whole';

/** One index an axis; `null` or a missing entry is the whole range in its direction. */
export type Indices = readonly (number | null | undefined)[];

/** The entry of `L` at axis `K`: a literal, `null` for the whole range, `number` if unknown. */
type Entry<L extends Indices, K> = number extends L['length']
  ? number
  : K extends keyof L
    ? [L[K]] extends [null | undefined]
      ? null
      : [L[K]] extends [number]
        ? Only<L[K]>
        : number
    : null;

/** Where an index lies once it is counted from 0 and clamped to `0..N`. */
type Clamp<N extends Dim, I, Whole extends Dim> = I extends number
  ? `${I}` extends `-${infer K extends number}`
    ? Compare<K, N> extends '>'
      ? 0
      : Subtract<N, K>
    : Compare<I, N> extends '>'
      ? N
      : Compare<I, N> extends '?'
        ? number
        : I
  : Whole;
type Steps<Low extends Dim, High extends Dim, Step extends Dim> =
  Compare<Low, High> extends '<'
    ? Divide<Add<Subtract<High, Low>, Subtract<Step, 1>>, Step>
    : Compare<Low, High> extends '?'
      ? number
      : 0;

/** The size left of a dim `D`, of which `N` is certain. */
type SliceDim<D extends Dim, N extends Dim, Start, Stop, Step> = [Start, Stop, Step] extends [
  null | 0,
  null,
  null | 1,
]
  ? D
  : [Start, Stop, Step] extends [null, null, -1]
    ? D
    : Step extends null
      ? Steps<Clamp<N, Start, 0>, Clamp<N, Stop, N>, 1>
      : number extends Step
        ? number
        : `${Step & number}` extends `-${string}`
          ? number
          : Steps<Clamp<N, Start, 0>, Clamp<N, Stop, N>, Step & number>;
type Sliced<
  S extends Shape,
  C extends Shape,
  Start extends Indices,
  Stop extends Indices,
  Step extends Indices,
> = {
  -readonly [K in keyof S]: SliceDim<S[K], At<C, K>, Entry<Start, K>, Entry<Stop, K>, Entry<Step, K>>;
};

/**
 * The shape of `slice(x, start, stop, step)`: `⌈(stop − start) / step⌉` along each axis.
 *
 * Sizes are exact for literal indices and positive steps; a whole range keeps its dim, a name too.
 *
 * @example
 * type Rest = Slice<['batch', 10], [0, -3], [null, null]>; // ['batch', 3]
 */
export type Slice<
  S extends Shape,
  Start extends Indices,
  Stop extends Indices = [],
  Step extends Indices = [],
> = number extends S['length'] ? Shape : Sliced<S, Certain<S>, Start, Stop, Step>;

type TooLong<L extends Indices, S extends Shape> =
  Compare<L['length'], S['length']> extends '>' ? true : false;
type HasZero<L extends Indices> = true extends { [K in keyof L]: [L[K]] extends [0] ? true : false }[number]
  ? true
  : false;

/**
 * The sentence for a slice with more indices than axes or a step of 0, else `unknown`.
 *
 * @example
 * type Why = SliceProblem<'slice', [2, 3], [0, 0, 1]>;
 * // Problem<'slice: there must be at most one index an axis. x: [2, 3]'>
 */
export type SliceProblem<
  Op extends string,
  S extends Shape,
  Start extends Indices,
  Stop extends Indices = [],
  Step extends Indices = [],
> = true extends TooLong<Start, S> | TooLong<Stop, S> | TooLong<Step, S>
  ? Problem<`${Op}: ${typeof perAxis}. x: ${Show<Certain<S>>}`>
  : HasZero<Step> extends true
    ? Problem<`${Op}: ${typeof nonzero}. x: ${Show<Certain<S>>}`>
    : unknown;

/** A slice with one entry an axis, counted from 0; where nothing is left, `starts` is 0. */
export interface NormalSlice {
  readonly starts: readonly number[];
  readonly sizes: readonly number[];
  readonly steps: readonly number[];
}

/**
 * The box that `slice(x, start, stop, step)` cuts out, one entry an axis: `[10]` from 2 to 9 by 3 is 3 from 2.
 *
 * Negative indices count from the end and indices outside are clamped, as in NumPy. Throws for more indices than
 * axes, a step of 0 and indices that are not whole.
 *
 * @example
 * normalizeSlice('slice', { dtype: 'float32', shape: [10] }, [2], [9], [3]);
 * // { starts: [2], sizes: [3], steps: [3] }
 */
export function normalizeSlice(
  op: string,
  x: Spec,
  start: Indices,
  stop: Indices = [],
  step: Indices = [],
): NormalSlice {
  for (const [name, list] of Object.entries({ start, stop, step })) checkIndices(op, x, name, list);
  const starts: number[] = [];
  const sizes: number[] = [];
  const steps = x.shape.map((_, axis) => step[axis] ?? 1);
  x.shape.forEach((n, axis) => {
    const by = steps[axis];
    // Walking backwards, positions run from n - 1 down to -1, the place before the first.
    const [low, high] = by > 0 ? [0, n] : [-1, n - 1];
    const place = (index: number): number => Math.min(Math.max(index < 0 ? index + n : index, low), high);
    const from = isWhole(start[axis]) ? (by > 0 ? low : high) : place(start[axis]);
    const to = isWhole(stop[axis]) ? (by > 0 ? high : low) : place(stop[axis]);
    const size = Math.max(0, Math.ceil((to - from) / by));
    starts.push(size === 0 ? 0 : from);
    sizes.push(size);
  });
  return { starts: Object.freeze(starts), sizes: Object.freeze(sizes), steps: Object.freeze(steps) };
}

function checkIndices(op: string, x: Spec, name: string, list: Indices): void {
  const fail = (rule: string, expected: string): never =>
    complain({ op, rule, got: { x: showSpec(x), [name]: showList(list) }, argument: name, expected });
  const rank = x.shape.length;
  if (list.length > rank) fail(perAxis, `a list of length ${rank} or less, one index for each axis of x`);
  if (!list.every((index) => isWhole(index) || Number.isInteger(index))) {
    fail(integers, 'whole numbers, or null for the whole range');
  }
  if (name === 'step' && list.includes(0))
    fail(nonzero, 'positive steps, or negative ones to walk backwards');
}

function isWhole(index: number | null | undefined): index is null | undefined {
  return index === null || index === undefined;
}
