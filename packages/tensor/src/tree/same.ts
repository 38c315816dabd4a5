// Whether trees have one structure, and what to say where they do not: the first place that differs, and which
// leaves are missing or extra. All functions over several trees ask here.
import { complain } from '../base/error.ts';
import { at, joinPath } from './path.ts';
import { describe, parts, pathsOf, takeApart, type Structure } from './structure.ts';
import type { TreeLike } from './types.ts';

/**
 * Whether two trees have the same structure: the same keys in any order, and leaves in the same places.
 *
 * Shapes and dtypes do not matter. Throws as `flatten` does.
 * @example
 * const [x, y] = [tensor(1), tensor([2, 3])];
 * tree.sameStructure({ w: x, b: y }, { b: x, w: x }); // true
 */
export function sameStructure<A extends TreeLike<A>, B extends TreeLike<B>>(a: A, b: B): boolean;
export function sameStructure(a: unknown, b: unknown): boolean {
  const [x, y] = [takeApart('tree.sameStructure', 'a', a), takeApart('tree.sameStructure', 'b', b)];
  return firstDifference(x.structure, y.structure) === undefined;
}

/** The path of the first place where two structures differ; `undefined` if they are equal. */
function firstDifference(a: Structure, b: Structure, path = ''): string | undefined {
  if (a === b) return undefined;
  if (a === '*' || b === '*' || Array.isArray(a) !== Array.isArray(b)) return path;
  const [xs, ys] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(xs.length, ys.length); i++) {
    const [x, y] = [xs[i], ys[i]];
    if (x === undefined || y === undefined) return joinPath(path, (x ?? y)[0]);
    if (x[0] !== y[0]) return joinPath(path, x[0] < y[0] ? x[0] : y[0]);
    const inner = firstDifference(x[1], y[1], joinPath(path, x[0]));
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The first few of some paths, and how many more there are. */
export function list(paths: readonly string[]): string {
  const more = paths.length > 4 ? ` and ${paths.length - 4} more` : '';
  return (
    paths
      .slice(0, 4)
      .map((path) => path || 'a single leaf')
      .join(', ') + more
  );
}

/** A structure in one line of a message, cut where it gets long. */
export function brief(structure: Structure): string {
  const text = describe(structure);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/**
 * Throws unless the structure of `argument` is that of `model`; the names are the parameters' of `op`.
 * @example
 * const { structure } = takeApart('step', 'parameters', { w: tensor(1) });
 * requireSame('step', ['parameters', structure], ['gradients', structure]); // the same, so nothing is thrown
 */
export function requireSame(
  op: string,
  model: readonly [name: string, structure: Structure],
  argument: readonly [name: string, structure: Structure],
  rule = 'all trees must have the same structure',
): void {
  const [[wantedName, wanted], [name, given]] = [model, argument];
  const where = firstDifference(wanted, given);
  if (where === undefined) return;
  const [a, b] = [pathsOf(wanted), pathsOf(given)];
  const missing = a.filter((path) => !b.includes(path));
  const extra = b.filter((path) => !a.includes(path));
  const notes = [`differs${at(where)}`];
  if (missing.length > 0) notes.push(`missing ${list(missing)}`);
  if (extra.length > 0) notes.push(`extra ${list(extra)}`);
  complain({
    op,
    rule,
    got: { [wantedName]: brief(wanted), [name]: `${brief(given)}   ${notes.join('; ')}` },
    argument: name,
    expected: `${name} to have the structure of ${wantedName}`,
  });
}
