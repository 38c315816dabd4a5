// One leaf of a tree by its path: reading it, and a new tree with another one in its place.
// Both know a tree's paths from its type, so that a path that is not there is a compile error.
import { complain, show } from '../base/error.ts';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { at, child, joinPath, parsePath, type Step } from './path.ts';
import { list } from './same.ts';
import type { At, Path, TreeLike } from './types.ts';

/**
 * The leaf at `path`. Throws if there is none, and says what there is.
 * @example
 * const parameters = { conv1: { w: ones([8, 1, 5, 5]), b: zeros([8]) } };
 * tree.get(parameters, 'conv1.w'); // Tensor<[8, 1, 5, 5]>
 */
export function get<T extends TreeLike<T>, const P extends Path<T>>(t: T, path: P): At<T, P>;
export function get(t: unknown, path: string): Tensor {
  return descend('tree.get', t, path, (leaf) => leaf) as Tensor;
}

/**
 * The tree with another leaf at `path`. Everything beside that path is shared with `t`, which stays as it was.
 *
 * Throws if there is no leaf at `path`, and says what there is.
 * @example
 * const parameters = { w: tensor([1, 2]), b: tensor(3) };
 * tree.set(parameters, 'b', tensor(0)); // { w: float32[2] [1, 2], b: float32[] 0 }
 */
export function set<T extends TreeLike<T>, const P extends Path<T>>(t: T, path: P, leaf: At<T, P>): T;
export function set(t: unknown, path: string, leaf: unknown): unknown {
  if (!isTensor(leaf)) {
    complain({
      op: 'tree.set',
      rule: "a tree's leaves must be tensors",
      got: { path: show(path), leaf: show(leaf) },
      argument: 'leaf',
      expected: 'a tensor',
      hint: typeof leaf === 'number' ? `Write tensor(${leaf}).` : undefined,
    });
  }
  return descend('tree.set', t, path, () => leaf, replace);
}

function replace(node: object, key: Step, part: unknown): unknown {
  return Array.isArray(node) ? node.with(Number(key), part) : { ...node, [key]: part };
}

/** Goes down `path` to its leaf, and up again with what `found` makes of it. */
function descend(
  op: string,
  t: unknown,
  path: string,
  found: (leaf: Tensor) => unknown,
  up: (node: object, key: Step, part: unknown) => unknown = (_node, _key, part) => part,
): unknown {
  const steps = typeof path === 'string' ? parsePath(path) : undefined;
  const go = (node: unknown, depth: number): unknown => {
    if (steps !== undefined && depth === steps.length && isTensor(node)) return found(node);
    const key = steps?.[depth];
    const part = key === undefined ? undefined : child(node, key);
    if (key === undefined || part === undefined) {
      return refuse(op, node, path, (steps ?? []).slice(0, depth));
    }
    return up(node as object, key, go(part, depth + 1));
  };
  return go(t, 0);
}

function refuse(op: string, node: unknown, path: string, steps: readonly Step[]): never {
  const reached = steps.reduce<string>(joinPath, '');
  const parts = typeof node === 'object' && node !== null && !isTensor(node) ? Object.keys(node) : undefined;
  const keys = parts?.map((key) => joinPath(reached, Array.isArray(node) ? Number(key) : key));
  complain({
    op,
    rule: 'there must be a leaf at the path',
    got: {
      t: `${keys === undefined ? show(node) : Array.isArray(node) ? 'an array' : 'an object'}${at(reached)}`,
      path: show(path),
    },
    argument: 'path',
    expected:
      keys === undefined
        ? `the path to end${at(reached) || ' where it begins'}`
        : keys.length === 0
          ? `no path, as there is nothing${at(reached) || ' in t'}`
          : `a path that begins with ${keys.length > 1 ? 'one of ' : ''}${list(keys)}`,
  });
}
