// Axes: which of them an op works on, and the shapes that dropping or keeping them makes.
// Negative axes count from the last; at run time they are normalized once, here.
import type { Box } from '../base/dtype.ts';
import { complain, show, showSpec } from '../base/error.ts';
import type { Certain, Of, Problem, Shape, Show, Spec } from './dim.ts';

/** The rule for axes that are out of range. */
export const rangeRule = 'axes must be in range';
/** The rule for axes named twice. */
export const repeatRule = 'axes must not repeat';

/** One axis or several; negative ones count from the last. */
export type Axes = number | readonly number[];

/** The ends that a shape must have to have an axis counted from its last. */
interface Ends {
  '-1': [unknown];
  '-2': [unknown, unknown];
  '-3': [unknown, unknown, unknown];
  '-4': [unknown, unknown, unknown, unknown];
  '-5': [unknown, unknown, unknown, unknown, unknown];
  '-6': [unknown, unknown, unknown, unknown, unknown, unknown];
  '-7': [unknown, unknown, unknown, unknown, unknown, unknown, unknown];
  '-8': [unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown];
}

type Each<T> = T extends unknown ? Box<T> : never;
/** Whether the rank of `S` is one literal. */
export type Ranked<S extends Shape> = number extends S['length']
  ? false
  : Box<S['length']> extends Each<S['length']>
    ? true
    : false;

/** Of an axis the key in `S` (`'0'`), `'none'` if it is out of range, `'?'` if it is not one literal. */
export type Key<S extends Shape, A> = Box<A> extends Each<A> ? Locate<S, A> : '?';
type Locate<S extends Shape, A> = A extends number
  ? number extends A
    ? '?'
    : `${A}` extends keyof S
      ? `${A}`
      : `${A}` extends keyof Ends
        ? S extends readonly [...infer Lead, ...Ends[`${A}`]]
          ? `${Lead['length']}`
          : 'none'
        : S extends readonly [...Ends['-8'], unknown, ...unknown[]]
          ? '?'
          : 'none'
  : '?';
/** The keys of all axes, as a union. */
export type Keys<S extends Shape, A> =
  Box<A> extends Each<A>
    ? A extends readonly unknown[]
      ? number extends A['length']
        ? '?'
        : { [I in keyof A]: Key<S, A[I]> }[number]
      : Locate<S, A>
    : '?';

/**
 * The shape that a reduction over `A` leaves: `[...s] → [...s without A]`, or with ones there if `Keep`.
 *
 * `undefined` means all axes. What an axis that is not a literal leaves has sizes `number`.
 * @example
 * type PerRow = Reduce<['batch', 10], -1, true>; // ['batch', 1]
 */
export type Reduce<S extends Shape, A extends Axes | undefined, Keep extends boolean> =
  Of<Keep> extends Of<true> ? KeepAxes<S, A> : Of<Keep> extends Of<false> ? DropAxes<S, A> : Shape;

// The last axis goes its own way because it is known even in `[...S, H]`.
type KeepAxes<S extends Shape, A> =
  Of<A> extends Of<undefined>
    ? { -readonly [K in keyof S]: 1 }
    : Of<A> extends Of<-1>
      ? Of<S> extends Of<readonly [...infer Lead extends Shape, infer _]>
        ? [...Lead, 1]
        : Shape
      : Ranked<S> extends true
        ? KeepKeys<S, Keys<S, A>>
        : Shape;
type KeepKeys<S extends Shape, K> = '?' extends K
  ? { -readonly [I in keyof S]: number }
  : { -readonly [I in keyof S]: I extends K ? 1 : S[I] };

/** `S` without the axes `A`. */
export type DropAxes<S extends Shape, A> =
  Of<A> extends Of<undefined>
    ? []
    : Of<A> extends Of<-1>
      ? Of<S> extends Of<readonly [...infer Lead extends Shape, infer _]>
        ? [...Lead]
        : Shape
      : Ranked<S> extends true
        ? '?' extends Keys<S, A>
          ? Of<A> extends Of<number>
            ? OneLess<S>
            : Shape
          : DropKeys<S, Keys<S, A>>
        : Shape;
type OneLess<S extends Shape> = S extends readonly [infer _, ...infer Rest]
  ? { [K in keyof Rest]: number }
  : Shape;
export type DropKeys<S extends Shape, K> = Flatten<{ [I in keyof S]: I extends K ? [] : [S[I]] }>;
type Flatten<T> = T extends readonly [infer Head extends Shape, ...infer Rest]
  ? [...Head, ...Flatten<Rest>]
  : [];

/** `unknown`, or the sentence if an axis is certainly out of range or named twice. */
export type AxesProblem<Op extends string, S extends Shape, A> =
  Of<A> extends Of<undefined>
    ? unknown
    : Of<A> extends Of<-1>
      ? Of<S> extends Of<readonly []>
        ? Problem<`${Op}: ${typeof rangeRule}. x: [], axes: -1`>
        : unknown
      : Ranked<S> extends true
        ? AxesVerdict<Op, S, A, Keys<S, A>, S, S['length']>
        : unknown;
/** The same of `A` as axes of `Within`, where naming none twice leaves `Left` others. */
export type AxesVerdict<
  Op extends string,
  S extends Shape,
  A,
  K,
  Within extends Shape,
  Rank,
> = 'none' extends K
  ? Problem<`${Op}: ${typeof rangeRule}. x: ${Show<Certain<S>>}, axes: ${ShowAxes<A>}`>
  : '?' extends K
    ? unknown
    : A extends Shape
      ? [...A, ...DropKeys<Within, K>]['length'] extends Rank
        ? unknown
        : Problem<`${Op}: ${typeof repeatRule}. x: ${Show<Certain<S>>}, axes: ${ShowAxes<A>}`>
      : unknown;
export type ShowAxes<A> = A extends Shape ? Show<A> : A extends number ? `${A}` : '?';

/**
 * `axis` counted from the first.
 *
 * `argument` is the op's parameter name. Throws unless `axis` is an integer from -rank to rank - 1.
 * @example
 * normalizeAxis('softmax', zeros([20, 10]), -1); // 1
 */
export function normalizeAxis(op: string, x: Spec, axis: number, argument = 'axis'): number {
  return locate(op, x, x.shape.length, axis, argument, axis);
}

/**
 * Axes counted from the first, ascending; `undefined` means all.
 *
 * Throws if one is out of range or named twice.
 * @example
 * normalizeAxes('sum', zeros([20, 1, 24, 24]), [-1, -2]); // [2, 3]
 */
export function normalizeAxes(
  op: string,
  x: Spec,
  axes: Axes | undefined,
  argument = 'axes',
): readonly number[] {
  return axes === undefined
    ? x.shape.map((_, axis) => axis)
    : locateAll(op, x, x.shape.length, axes, argument);
}

/**
 * The shape that a reduction over `axes`, already normalized, leaves: without them, or with ones there.
 *
 * @example
 * reduceShape([20, 10], [1], true); // [20, 1]
 */
export function reduceShape(
  shape: readonly number[],
  axes: readonly number[],
  keepDims: boolean,
): readonly number[] {
  return Object.freeze(
    keepDims
      ? shape.map((n, axis) => (axes.includes(axis) ? 1 : n))
      : shape.filter((_, axis) => !axes.includes(axis)),
  );
}

/** As `normalizeAxes`, for axes of a shape of any rank made from `x`, whose parameter is `name`. */
export function locateAll(
  op: string,
  x: Spec,
  rank: number,
  axes: Axes,
  argument: string,
  name = 'x',
): readonly number[] {
  if (isPlainObject(axes)) refuseOptions(op, x, axes, argument, name);
  if (!Array.isArray(axes)) return [locate(op, x, rank, axes as number, argument, axes, name)];
  const found = axes.map((axis: number) => locate(op, x, rank, axis, argument, axes, name));
  found.sort((a, b) => a - b);
  if (found.some((axis, i) => axis === found[i + 1])) {
    complain({
      op,
      rule: repeatRule,
      got: { x: showSpec(x), [argument]: show(axes) },
      argument,
      expected: 'every axis at most once, counted from the first or from the last',
    });
  }
  return found;
}

function isPlainObject(x: unknown): x is object {
  return typeof x === 'object' && x !== null && Object.getPrototypeOf(x) === Object.prototype;
}

/** Refuses axes inside of an object, as other libraries take them. */
function refuseOptions(op: string, x: Spec, options: object, argument: string, name: string): never {
  const entries = Object.entries(options);
  const entry = entries.find(([key]) => key === 'axis' || key === 'axes');
  const shown = `{ ${entries.map(([key, value]) => `${key}: ${show(value)}`).join(', ')} }`;
  return complain({
    op,
    rule: `${argument === 'axis' ? 'the axis is' : 'axes are'} given by position, not as an option`,
    got: { [name]: showSpec(x), [argument]: shown },
    argument,
    expected: argument === 'axis' ? 'a number' : 'a number or a list of numbers, before any options',
    hint: entry && `Write ${show(entry[1])} in place of ${shown}.`,
  });
}

function locate(
  op: string,
  x: Spec,
  rank: number,
  axis: number,
  argument: string,
  axes: Axes,
  name = 'x',
): number {
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : Math.abs(axis);
  return complain({
    op,
    rule: rangeRule,
    got: { [name]: `${showSpec(x)}   rank ${x.shape.length}`, [argument]: show(axes) },
    argument,
    expected: rank === 0 ? 'no axis' : rank === 1 ? '0 or -1' : `integers from -${rank} to ${rank - 1}`,
  });
}
