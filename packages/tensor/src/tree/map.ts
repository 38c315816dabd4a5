// Mapping over the leaves of one tree, or of several of one structure at once.
// A new tree has its keys sorted, as `flatten` has them.
import type { Tensor } from '../core/tensor.ts';
import { requireSame } from './same.ts';
import { pathsOf, putTogether, takeApart, type Structure } from './structure.ts';
import type { Leaves, Mapped, Path, TreeLike } from './types.ts';

/** The leaves of further trees, as `f` gets them. */
type LeavesOfEach<O extends readonly unknown[]> = { [K in keyof O]: Leaves<O[K]> };

/**
 * A tree of the same structure with `f(leaf, …)` for each leaf; further trees give `f` their leaves at that place.
 *
 * `f` may return anything, and is called in the order of `flatten`. Throws for what is not a tree, and where the
 * structures differ, naming the first path that does.
 * @example
 * const parameters = { w: tensor([1, 2]), b: tensor(3) };
 * tree.map((x) => x.rank, parameters); // { b: 0, w: 1 }
 * const gradients = { w: tensor([10, 10]), b: tensor(0) };
 * const moved = tree.map((x, g) => sub(x, mul(g, 0.1)), parameters, gradients);
 * moved; // { b: float32[] 3, w: float32[2] [0, 1] }
 */
export function map<T extends TreeLike<T>, O extends readonly object[], L>(
  f: (leaf: Leaves<T>, ...others: LeavesOfEach<O>) => L,
  t: T,
  ...others: O
): Mapped<T, L>;
export function map(f: (...leaves: Tensor[]) => unknown, t: unknown, ...others: readonly unknown[]): unknown {
  const { structure, lists } = together('tree.map', t, others);
  return putTogether(
    structure,
    gather(lists, (leaves) => f(...leaves)),
  );
}

/**
 * As `map`, for functions that also want to know where a leaf stands: `f(path, leaf, …)`.
 *
 * Throws as `map` does.
 * @example
 * const parameters = { conv1: { w: tensor([10, 20]), b: tensor(3) } };
 * const decayed = tree.mapWithPath((path, x) => (path.endsWith('.w') ? mul(x, 0.9) : x), parameters);
 * decayed; // { conv1: { b: float32[] 3, w: float32[2] [ 9, 18] } }
 */
export function mapWithPath<T extends TreeLike<T>, O extends readonly object[], L>(
  f: (path: Path<T>, leaf: Leaves<T>, ...others: LeavesOfEach<O>) => L,
  t: T,
  ...others: O
): Mapped<T, L>;
export function mapWithPath(
  f: (path: string, ...leaves: Tensor[]) => unknown,
  t: unknown,
  ...others: readonly unknown[]
): unknown {
  const { structure, lists } = together('tree.mapWithPath', t, others);
  const found = pathsOf(structure);
  return putTogether(
    structure,
    gather(lists, (leaves, i) => f(found[i], ...leaves)),
  );
}

interface Together {
  readonly structure: Structure;
  readonly lists: readonly (readonly Tensor[])[];
}

function together(op: string, t: unknown, others: readonly unknown[]): Together {
  const first = takeApart(op, 't', t);
  const lists = [first.leaves];
  others.forEach((other, i) => {
    const name = `others[${i}]`;
    const { leaves, structure } = takeApart(op, name, other);
    requireSame(op, ['t', first.structure], [name, structure]);
    lists.push(leaves);
  });
  return { structure: first.structure, lists };
}

function gather(
  lists: readonly (readonly Tensor[])[],
  f: (leaves: readonly Tensor[], i: number) => unknown,
): readonly unknown[] {
  return lists[0].map((_, i) =>
    f(
      lists.map((list) => list[i]),
      i,
    ),
  );
}
