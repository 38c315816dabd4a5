// Taking trees apart and putting them together again, and the lists that come of it: leaves, paths, entries.
// All are in one order, that of the sorted keys.
import { complain } from '../base/error.ts';
import type { Tensor } from '../core/tensor.ts';
import { brief } from './same.ts';
import { pathsOf, putTogether, takeApart, type Flat, type Structure } from './structure.ts';
import type { Entry, Leaves, MapLeaves, Path, TreeLike } from './types.ts';

/**
 * The leaves of a tree as a list, and its structure as plain data.
 *
 * Leaves come in the order of the sorted keys (integer keys first), whatever order an object was written in.
 * Throws for leaves that are not tensors, class instances and cycles, and names the path.
 * @example
 * const { leaves, structure } = tree.flatten({ w: ones([2, 3]), b: zeros([3]) });
 * leaves.map((x) => x.shape); // [[3], [2, 3]]: b, then w
 * structure; // { b: '*', w: '*' }
 */
export function flatten<T extends TreeLike<T>>(t: T): Flat<T, Leaves<T>>;
export function flatten(t: unknown): Flat<unknown, Tensor> {
  return takeApart('tree.flatten', 't', t);
}

/**
 * A tree of a structure with other leaves, which need not be tensors: `flatten` backwards.
 *
 * Throws unless there is a leaf for each place.
 * @example
 * const { leaves, structure } = tree.flatten({ w: tensor([1, 2]), b: tensor(3) });
 * tree.unflatten(structure, leaves.map((x) => x.size)); // { b: 1, w: 2 }
 */
export function unflatten<T>(structure: Structure<T>, leaves: readonly Leaves<T>[]): T;
export function unflatten<T, L>(structure: Structure<T>, leaves: readonly L[]): MapLeaves<T, L>;
export function unflatten(structure: Structure, leaves: readonly unknown[]): unknown {
  const count = pathsOf(structure).length;
  if (!Array.isArray(leaves) || leaves.length !== count) {
    complain({
      op: 'tree.unflatten',
      rule: 'there must be a leaf for each place of the structure',
      got: {
        structure: `${brief(structure)}   ${count} places`,
        leaves: Array.isArray(leaves) ? `${leaves.length} leaves` : 'no list',
      },
      argument: 'leaves',
      expected: `a list of ${count} leaves`,
    });
  }
  return putTogether(structure, leaves);
}

/**
 * The leaves of a tree, in the order of `flatten`. Throws as `flatten` does.
 * @example
 * const parameters = { w: zeros([784, 10]), b: zeros([10]) };
 * tree.leaves(parameters).reduce((count, x) => count + x.size, 0); // 7850
 */
export function leaves<T extends TreeLike<T>>(t: T): Leaves<T>[];
export function leaves(t: unknown): Tensor[] {
  return takeApart('tree.leaves', 't', t).leaves;
}

/**
 * The paths of the leaves, in the order of `flatten`. Throws as `flatten` does.
 * @example
 * const [w, b] = [zeros([8, 3]), zeros([3])];
 * tree.paths({ conv1: { w, b }, layers: [{ w }] }); // ['conv1.b', 'conv1.w', 'layers[0].w']
 */
export function paths<T extends TreeLike<T>>(t: T): Path<T>[];
export function paths(t: unknown): string[] {
  return pathsOf(takeApart('tree.paths', 't', t).structure);
}

/**
 * `[path, leaf]` for each leaf, in the order of `flatten`. Throws as `flatten` does.
 * @example
 * const parameters = { w: zeros([8, 3]), b: zeros([3]) };
 * tree.entries(parameters).map(([path, leaf]) => `${path}: ${leaf.size}`); // ['b: 3', 'w: 24']
 */
export function entries<T extends TreeLike<T>>(t: T): Entry<T>[];
export function entries(t: unknown): [path: string, leaf: Tensor][] {
  const { leaves: found, structure } = takeApart('tree.entries', 't', t);
  return pathsOf(structure).map((path, i) => [path, found[i]]);
}
