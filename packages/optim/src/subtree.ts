// Part of a tree: the leaves at some paths in their places, everything else left out, and the way back.
// Elements of arrays that are left out become empty objects, so that the paths of the others stay.
import type { Tensor } from '@cotangent/tensor';
import { complain, pathsOf, putTogether, takeApart, type Structure } from '@cotangent/tensor/extend';

/** Which leaves are meant, by the path of each. */
export type Choice = (path: string, leaf: Tensor) => boolean;

/** Whether `path` is `name` or lies below it. */
export function lies(path: string, name: string): boolean {
  if (!path.startsWith(name)) return false;
  return path.length === name.length || path[name.length] === '.' || path[name.length] === '[';
}

/** Throws unless every name leads to a leaf of the tree or to a branch with leaves. */
export function requirePaths(op: string, names: readonly string[], structure: Structure): void {
  const paths = pathsOf(structure);
  for (const name of names) {
    if (paths.some((path) => lies(path, name))) continue;
    complain({
      op,
      rule: 'there must be a parameter at each path',
      got: { path: `'${name}'`, params: paths.slice(0, 8).join(', ') + (paths.length > 8 ? ', …' : '') },
      argument: 'path',
      expected: "the path of a parameter, such as 'conv1.w', or the beginning of some, such as 'conv1'",
    });
  }
}

/** What is left of a tree when only the leaves at `kept` paths stay. */
export function part(t: unknown, kept: ReadonlySet<string>): unknown {
  const { leaves, structure } = takeApart('subtree', 't', t);
  const paths = pathsOf(structure);
  let next = 0;
  const prune = (node: Structure): unknown => {
    if (node === '*') {
      const at = next++;
      return kept.has(paths[at]) ? leaves[at] : undefined;
    }
    if (Array.isArray(node)) return node.map((one) => prune(one as Structure) ?? {});
    const found = Object.entries(node).map(([key, one]) => [key, prune(one as Structure)] as const);
    const some = found.filter(([, one]) => one !== undefined);
    return some.length === 0 ? undefined : Object.fromEntries(some);
  };
  return prune(structure) ?? {};
}

/** `t` with the leaves of its parts in their places. */
export function whole(t: unknown, parts: readonly unknown[]): unknown {
  const { leaves, structure } = takeApart('subtree', 't', t);
  const replaced = new Map<string, Tensor>();
  for (const one of parts) {
    const taken = takeApart('subtree', 'part', one);
    pathsOf(taken.structure).forEach((path, i) => replaced.set(path, taken.leaves[i]));
  }
  return putTogether(
    structure,
    pathsOf(structure).map((path, i) => replaced.get(path) ?? leaves[i]),
  );
}
