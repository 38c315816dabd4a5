// Arguments and results of differentiated functions: trees in, lists of leaves inside, trees out.
// Numbers become tensors of rank 0, so that `grad(f)(5)` works.
import { tensor, tree, type DType, type Tensor } from '@cotangent/tensor';
import { checkDifferentiable } from './rules.ts';

/** A function of trees. */
export type AnyFunction = (...args: never[]) => unknown;
/** What may be passed for a parameter of type `T`: numbers too, where a tensor of rank 0 is expected. */
export type Accepts<T> = T extends Tensor<infer S, DType> ? (S extends readonly [] ? T | number : T) : T;
/** `Accepts` for a list of parameters. */
export type AcceptsAll<Args extends readonly unknown[]> = { [K in keyof Args]: Accepts<Args[K]> };

/** A tree taken apart, with its leaves' names for messages. */
export interface Flat {
  readonly leaves: readonly Tensor[];
  readonly structure: tree.Structure;
}

/** Takes a tree apart; a number is a leaf. */
export function flattenTree(x: unknown): Flat {
  return tree.flatten((typeof x === 'number' ? tensor(x) : x) as Tensor);
}

/** Takes a differentiated argument apart; throws if a leaf has no gradient. */
export function flattenArgument(op: string, x: unknown, name: string): Flat {
  const flat = flattenTree(x);
  const paths = tree.paths(tree.unflatten(flat.structure, flat.leaves as never) as Tensor);
  flat.leaves.forEach((leaf, i) => {
    const path: string = paths[i];
    checkDifferentiable(
      op,
      path === '' ? name : `${name}${path.startsWith('[') ? '' : '.'}${path}`,
      leaf as Leaf,
    );
  });
  return flat;
}
type Leaf = { readonly shape: readonly number[]; readonly dtype: DType };

/** Puts a tree together again. */
export function unflattenTree(structure: tree.Structure, leaves: readonly unknown[]): unknown {
  return tree.unflatten(structure, leaves as never);
}
