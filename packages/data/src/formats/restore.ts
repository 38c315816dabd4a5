// From the tensors of a file back to a tree: all that differs is said at once, and nothing is restored in part.
import { isTensor, type TreeLike } from '@cotangent/tensor';
import { complain, pathsOf, putTogether, show, showSpec, takeApart } from '@cotangent/tensor/extend';
import { optionsOf } from '../base/options.ts';
import type { Named } from './named.ts';

/** What becomes of tensors that the tree has no place for. */
export interface RestoreOptions {
  /** `'refuse'` unless given. `'ignore'` takes a part out of a file: the parameters without the optimizer's state. */
  readonly extra?: 'refuse' | 'ignore';
}

/**
 * The tree of the type and structure of `like`, with the tensors that are named by its paths.
 *
 * Throws unless the names, shapes and dtypes are those of `like`; one error lists all that is missing, extra,
 * reshaped or of another dtype.
 * @example
 * const state = { params: { w: tensor([1, 2]) }, step: tensor(3, 'int32') };
 * const { tensors } = decodeSafetensors(encodeSafetensors(state));
 * const fresh = { params: { w: zeros([2]) }, step: zeros([], 'int32') };
 * restore(fresh, tensors); // { params: { w: float32[2] [1, 2] }, step: int32[] 3 }
 * restore({ params: fresh.params }, tensors, { extra: 'ignore' }); // { params: { w: float32[2] [1, 2] } }
 */
export function restore<T extends TreeLike<T>>(like: T, tensors: Named, options?: RestoreOptions): T;
export function restore(like: unknown, tensors: Named, options: RestoreOptions = {}): unknown {
  const op = 'restore';
  const { leaves, structure } = takeApart(op, 'like', like);
  const { extra = 'refuse' } = optionsOf(op, options, ['extra']);
  requireArguments(op, tensors, extra);
  const paths = pathsOf(structure);
  const lines: Record<string, string> = {};
  const counts = { missing: 0, extra: 0, different: 0 };
  paths.forEach((path, i) => {
    const found = tensors.get(path);
    const [wanted, got] = [showSpec(leaves[i]), found && showSpec(found)];
    if (got === wanted) return;
    counts[got === undefined ? 'missing' : 'different']++;
    const what = got === undefined ? 'missing' : found?.dtype === leaves[i].dtype ? 'reshaped' : 'retyped';
    lines[`${what} ${named(path)}`] = got === undefined ? wanted : `${got}, where like has ${wanted}`;
  });
  const known = new Set<string>(paths);
  for (const [name, x] of extra === 'refuse' ? tensors : []) {
    if (known.has(name)) continue;
    counts.extra++;
    lines[`extra ${named(name)}`] = showSpec(x);
  }
  const { missing, different } = counts;
  if (missing + different + counts.extra > 0) {
    complain({
      op,
      rule: 'the tensors must be those of like',
      got: {
        like: counted(paths.length),
        tensors: `${counted(tensors.size)}   ${missing} missing, ${counts.extra} extra, ${different} different`,
        ...lines,
      },
      argument: 'tensors',
      expected: 'the names, shapes and dtypes of like',
      hint:
        missing + different === 0
          ? "To leave the extra ones unread, write restore(like, tensors, { extra: 'ignore' })."
          : undefined,
    });
  }
  return putTogether(
    structure,
    paths.map((path) => tensors.get(path)),
  );
}

function counted(n: number): string {
  return n === 1 ? '1 tensor' : `${n} tensors`;
}

function named(path: string): string {
  return path === '' ? '""' : path;
}

function requireArguments(op: string, tensors: unknown, extra: unknown): void {
  if (!(tensors instanceof Map) || ![...tensors.values()].every(isTensor)) {
    complain({
      op,
      rule: 'tensors is a map from names to tensors',
      got: { tensors: show(tensors) },
      argument: 'tensors',
      expected: 'a map, such as the tensors of decodeSafetensors(bytes)',
    });
  }
  if (extra !== 'refuse' && extra !== 'ignore') {
    complain({
      op,
      rule: 'extra tensors are refused or ignored',
      got: { extra: show(extra) },
      argument: 'extra',
      expected: "'refuse' or 'ignore'",
    });
  }
}
