// Arguments and results of differentiated functions: trees in, lists of leaves inside, trees out.
// Numbers that are differentiated become tensors of rank 0, so that `grad(f)(5)` works.
import { tensor, type DType, type Tensor } from '@cotangent/tensor';
import { complain, pathsOf, putTogether, show, takeApart, type Structure } from '@cotangent/tensor/extend';
import { checkDifferentiable } from './rules.ts';

/** Any function at all. */
export type AnyFunction = (...args: never[]) => unknown;
/** What may be passed for a parameter of type `T`: numbers too, where a tensor may have rank 0. */
export type Accepts<T> = T | NumberFor<T>;
type NumberFor<T> =
  T extends Tensor<infer S, DType> ? (readonly [] extends Readonly<S> ? number : never) : never;
/** `Accepts` for a list of parameters. */
export type AcceptsAll<Args extends readonly unknown[]> = { [K in keyof Args]: Accepts<Args[K]> };

/** Which arguments to differentiate: a position, or several. */
export type Which = number | readonly number[];

/** `Accepts` for the parameters that are differentiated; the others are taken, and passed on, as they are. */
export type AcceptsAt<Args extends readonly unknown[], I extends Which> = number extends Args['length']
  ? AtFront<Args, I>
  : { [K in keyof Args]: K extends Position<I> ? Accepts<Args[K]> : Args[K] };
type Position<I extends Which> = I extends readonly number[] ? `${I[number]}` : `${I & number}`;
/** Of any number of parameters of one type, the first may be a number where that is the one; others just as well. */
type AtFront<Args extends readonly unknown[], I extends Which> = I extends 0 | readonly [0]
  ? Args | [first: Accepts<Args[number]>, ...rest: Args]
  : Args;

/** What a parameter of type `T` holds inside: numbers arrive as tensors. */
export type Traced<T> = Exclude<T, number>;

/** A tree taken apart. */
export interface Flat {
  readonly leaves: readonly Tensor[];
  readonly structure: Structure;
}

/** Takes a tree apart; a number is a leaf. Throws for what is no tree, in the name of `op`. */
export function flattenTree(op: string, argument: string, x: unknown): Flat {
  return takeApart(op, argument, typeof x === 'number' ? tensor(x) : x);
}

/** Takes a differentiated argument apart; throws if a leaf has no gradient. `others`: whether some are not. */
export function flattenArgument(op: string, x: unknown, name: string, others = false): Flat {
  const flat = flattenTree(op, name, x);
  const names = leafNames(flat.structure, name);
  flat.leaves.forEach((leaf, i) => checkDifferentiable(op, names[i], leaf, others));
  return flat;
}

/** The leaves of the argument `name` as messages name them: `argument 0.conv1.w`. */
export function leafNames(structure: Structure, name: string): string[] {
  return pathsOf(structure).map((path) =>
    path === '' ? name : `${name}${path.startsWith('[') ? '' : '.'}${path}`,
  );
}

/** Puts a tree together again. */
export function unflattenTree(structure: Structure, leaves: readonly unknown[]): unknown {
  return putTogether(structure, leaves);
}

/** Several trees taken apart at once: all their leaves in one list, and the way back. */
export interface FlatList {
  readonly leaves: readonly Tensor[];
  /** The trees with other leaves in the place of these. */
  readonly regroup: (leaves: readonly unknown[]) => unknown[];
}

/** One list of the leaves of several trees. */
export function joinFlats(flats: readonly Flat[]): FlatList {
  return {
    leaves: flats.flatMap(({ leaves }) => leaves),
    regroup: (leaves) => {
      let start = 0;
      return flats.map(({ structure, leaves: own }) => {
        start += own.length;
        return putTogether(structure, leaves.slice(start - own.length, start));
      });
    },
  };
}

/** `x`, which `who` returned, as a pair. */
export function takePair(
  op: string,
  who: string,
  x: unknown,
  expected: string,
): readonly [first: unknown, second: unknown] {
  if (Array.isArray(x) && x.length === 2) return [x[0], x[1]];
  return complain({
    op,
    rule: `${who} must return a pair`,
    got: { output: show(x) },
    argument: 'output',
    expected: `a list ${expected}`,
  });
}
