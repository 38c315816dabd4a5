// Arguments and results of differentiated functions: trees in, lists of leaves inside, trees out.
// Numbers become tensors of rank 0, so that `grad(f)(5)` works.
import { tensor, type DType, type Tensor } from '@cotangent/tensor';
import { pathsOf, putTogether, takeApart, type Structure } from '@cotangent/tensor/extend';
import { checkDifferentiable } from './rules.ts';

/** What may be passed for a parameter of type `T`: numbers too, where a tensor of rank 0 is expected. */
export type Accepts<T> = T extends Tensor<infer S, DType> ? (S extends readonly [] ? T | number : T) : T;
/** `Accepts` for a list of parameters. */
export type AcceptsAll<Args extends readonly unknown[]> = { [K in keyof Args]: Accepts<Args[K]> };

/** A tree taken apart. */
export interface Flat {
  readonly leaves: readonly Tensor[];
  readonly structure: Structure;
}

/** Takes a tree apart; a number is a leaf. Throws for what is no tree, in the name of `op`. */
export function flattenTree(op: string, argument: string, x: unknown): Flat {
  return takeApart(op, argument, typeof x === 'number' ? tensor(x) : x);
}

/** Takes a differentiated argument apart; throws if a leaf has no gradient. */
export function flattenArgument(op: string, x: unknown, name: string): Flat {
  const flat = flattenTree(op, name, x);
  const paths = pathsOf(flat.structure);
  flat.leaves.forEach((leaf, i) => {
    const path = paths[i];
    checkDifferentiable(op, path === '' ? name : `${name}${path.startsWith('[') ? '' : '.'}${path}`, leaf);
  });
  return flat;
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
