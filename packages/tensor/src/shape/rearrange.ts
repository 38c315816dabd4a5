// Moving, adding and removing axes: permute, transpose, expandDims and squeeze.
// None of them changes a value; every one is a view.
import { complain, show, showSpec } from '../base/error.ts';
import {
  locateAll,
  normalizeAxes,
  reduceShape,
  type Axes,
  type AxesProblem,
  type AxesVerdict,
  type DropAxes,
  type DropKeys,
  type Key,
  type Keys,
  type Ranked,
  type ShowAxes,
} from './axes.ts';
import type { Certain, Dim, Of, Problem, Shape, Show, Spec } from './dim.ts';

const permutationRule = 'axes must name every axis once';
const matrixRule = 'x must have at least two axes';
const oneRule = 'squeezed axes must have size 1';

/**
 * The shape with its axes in the order `P`: result axis `i` is axis `P[i]` of `S`.
 *
 * @example
 * type ChannelsLast = Permute<[20, 3, 24, 24], [0, 2, 3, 1]>; // [20, 24, 24, 3]
 */
export type Permute<S extends Shape, P extends readonly number[]> =
  Ranked<S> extends true
    ? number extends P['length']
      ? { -readonly [I in keyof S]: number }
      : { -readonly [I in keyof P]: Pick<S, Key<S, P[I]>> }
    : { -readonly [I in keyof P]: number };
type Pick<S extends Shape, K> = K extends keyof S ? S[K] & Dim : number;

/** `unknown`, or the sentence if `P` certainly is no permutation of the axes of `S`. */
export type PermuteProblem<Op extends string, S extends Shape, P extends readonly number[]> =
  Ranked<S> extends true
    ? Ranked<P> extends true
      ? IsPermutation<S, P, Keys<S, P>> extends false
        ? Problem<`${Op}: ${typeof permutationRule}. x: ${Show<Certain<S>>}, axes: ${Show<P>}`>
        : unknown
      : unknown
    : unknown;
type IsPermutation<S extends Shape, P extends Shape, K> = P['length'] extends S['length']
  ? 'none' extends K
    ? false
    : '?' extends K
      ? true
      : DropKeys<S, K> extends []
        ? true
        : false
  : false;

/**
 * The shape with its last two axes swapped: `[...b, m, n] → [...b, n, m]`.
 *
 * @example
 * type Weights = Transpose<[784, 10]>; // [10, 784]
 */
export type Transpose<S extends Shape> =
  Of<S> extends Of<readonly [...infer Batch extends Shape, infer M extends Dim, infer N extends Dim]>
    ? [...Batch, N, M]
    : Shape;

/** `unknown`, or the sentence if `S` certainly has fewer than two axes. */
export type TransposeProblem<Op extends string, S extends Shape> =
  Of<S> extends Of<readonly [] | readonly [unknown]>
    ? Problem<`${Op}: ${typeof matrixRule}. x: ${Show<Certain<S>>}`>
    : unknown;

/**
 * The shape with axes of size 1 added, `A` being their places in the result: `[a, b] → [a, 1, b]`.
 *
 * @example
 * type Column = ExpandDims<['batch'], -1>; // ['batch', 1]
 */
export type ExpandDims<S extends Shape, A extends Axes> =
  Of<A> extends Of<-1>
    ? [...S, 1]
    : Of<A> extends Of<0>
      ? [1, ...S]
      : Ranked<S> extends true
        ? ExpandKeys<S, Expanded<S, A>, Keys<Expanded<S, A>, A>>
        : Shape;
/** A shape of the rank that adding the axes `A` gives. */
type Expanded<S extends Shape, A> = A extends Shape ? [...S, ...A] : [...S, 1];
type ExpandKeys<S extends Shape, E extends Shape, K> = '?' extends K
  ? { [I in keyof E]: number }
  : Insert<S, K>;
type Insert<S extends Shape, K, Out extends Shape = []> = `${Out['length']}` extends K
  ? Insert<S, K, [...Out, 1]>
  : S extends readonly [infer D extends Dim, ...infer Rest extends Shape]
    ? Insert<Rest, K, [...Out, D]>
    : Out;

/** `unknown`, or the sentence if an axis of the result is certainly out of range or named twice. */
export type ExpandDimsProblem<Op extends string, S extends Shape, A extends Axes> =
  Of<A> extends Of<-1 | 0>
    ? unknown
    : Ranked<S> extends true
      ? AxesVerdict<Op, S, A, Keys<Expanded<S, A>, A>, Expanded<S, A>, Expanded<S, A>['length']>
      : unknown;

/**
 * The shape without axes of size 1: without `A`, or without all of them if `A` is `undefined`.
 *
 * Without `A`, one unknown size leaves the rank unknown.
 * @example
 * type Pixels = Squeeze<[20, 1, 24, 24], 1>; // [20, 24, 24]
 */
export type Squeeze<S extends Shape, A extends Axes | undefined> =
  Of<A> extends Of<undefined> ? SqueezeAll<Certain<S>> : DropAxes<S, A>;
type SqueezeAll<S, Out extends Shape = []> = S extends readonly [infer D, ...infer Rest]
  ? D extends number
    ? number extends D
      ? Shape
      : SqueezeAll<Rest, D extends 1 ? Out : [...Out, D]>
    : Shape
  : S extends readonly []
    ? Out
    : Shape;

/** `unknown`, or the sentence if an axis is certainly out of range, named twice or not of size 1. */
export type SqueezeProblem<Op extends string, S extends Shape, A extends Axes | undefined> =
  Of<A> extends Of<undefined>
    ? unknown
    : unknown extends AxesProblem<Op, S, A>
      ? Ranked<S> extends true
        ? [Wide<Certain<S>, Keys<S, A>>] extends [never]
          ? unknown
          : Problem<`${Op}: ${typeof oneRule}. x: ${Show<Certain<S>>}, axes: ${ShowAxes<A>}`>
        : unknown
      : AxesProblem<Op, S, A>;
/** The keys `K` at which the size is certainly not 1. */
type Wide<S extends Shape, K> = K extends keyof S
  ? S[K] extends string | 1
    ? never
    : number extends S[K]
      ? never
      : K
  : never;

/**
 * The permutation `axes`, counted from the first.
 *
 * Throws unless `axes` names every axis of `x` once.
 * @example
 * checkPermutation('permute', zeros([20, 3, 24, 24]), [0, 2, 3, -3]); // [0, 2, 3, 1]
 */
export function checkPermutation(op: string, x: Spec, axes: readonly number[]): readonly number[] {
  const rank = x.shape.length;
  const found = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  if (found.length === rank && x.shape.every((_, axis) => found.includes(axis))) return found;
  return complain({
    op,
    rule: permutationRule,
    got: { x: `${showSpec(x)}   rank ${rank}`, axes: show(axes) },
    argument: 'axes',
    expected: rank === 0 ? 'no axes' : `${show(x.shape.map((_, axis) => axis))} in some order`,
  });
}

/**
 * The permutation that swaps the last two axes of `x`.
 *
 * Throws if `x` has fewer than two.
 * @example
 * transposeAxes('transpose', zeros([20, 3, 5])); // [0, 2, 1]
 */
export function transposeAxes(op: string, x: Spec): readonly number[] {
  const rank = x.shape.length;
  if (rank < 2) {
    complain({
      op,
      rule: matrixRule,
      got: { x: `${showSpec(x)}   rank ${rank}` },
      argument: 'x',
      expected: 'x of rank 2 or more',
      hint: rank === 1 ? 'To make a column of a vector, use expandDims(x, 1).' : undefined,
    });
  }
  return x.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
}

/**
 * The shape of `x` with axes of size 1 added, `axes` being their places in the result: `[a, b] → [a, 1, b]`.
 *
 * Throws if a place is out of range or named twice.
 * @example
 * expandDimsShape('expandDims', zeros([20]), -1); // [20, 1]
 */
export function expandDimsShape(op: string, x: Spec, axes: Axes): readonly number[] {
  const rank = x.shape.length + (typeof axes === 'number' ? 1 : axes.length);
  const added = locateAll(op, x, rank, axes, 'axes');
  let next = 0;
  return Object.freeze(
    Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : x.shape[next++]!)),
  );
}

/**
 * The shape of `x` without `axes`, or without all axes of size 1 if `axes` is undefined.
 *
 * Throws if an axis is out of range, named twice or not of size 1.
 * @example
 * squeezeShape('squeeze', zeros([20, 1, 24, 24]), 1); // [20, 24, 24]
 */
export function squeezeShape(op: string, x: Spec, axes: Axes | undefined): readonly number[] {
  if (axes === undefined) return Object.freeze(x.shape.filter((n) => n !== 1));
  const removed = normalizeAxes(op, x, axes);
  const wide = removed.find((axis) => x.shape[axis] !== 1);
  if (wide !== undefined) {
    complain({
      op,
      rule: oneRule,
      got: { x: `${showSpec(x)}   size ${x.shape[wide]} at axis ${wide}`, axes: show(axes) },
      argument: 'axes',
      expected: 'only axes of size 1',
      hint: 'To drop all axes of size 1, leave axes out.',
    });
  }
  return reduceShape(x.shape, removed, false);
}
