// Structures as they are met again and again: trees are read and built by them without anything else being made, so that
// calls in a loop leave next to nothing to the garbage collector.
import { tensor, type Tensor } from '@cotangent/tensor';
import { DenseTensor, type Structure } from '@cotangent/tensor/extend';
import { Resident } from './runtime/resident.ts';

/** A structure with its keys listed once; without keys it is a list, without parts a leaf. */
export interface Pattern {
  readonly keys: readonly string[] | undefined;
  readonly parts: readonly Pattern[] | undefined;
  /** How many leaves it has. */
  readonly size: number;
}

const leaf: Pattern = { keys: undefined, parts: undefined, size: 1 };

/** The pattern of a structure. */
export function patternOf(structure: Structure): Pattern {
  if (structure === '*') return leaf;
  const parts = Object.values(structure as object).map((part) => patternOf(part as Structure));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return { keys: Array.isArray(structure) ? undefined : Object.keys(structure), parts, size };
}

/**
 * Puts the leaves of `x` into `leaves`, in their order, from number `at` on; false where it is another tree than the
 * pattern's, where it has to be looked at with more care to tell, and where a leaf is traced.
 */
function readLeaves({ keys, parts }: Pattern, x: unknown, leaves: Tensor[], at: number): boolean {
  if (parts === undefined) {
    if (!(x instanceof Resident || x instanceof DenseTensor)) return false;
    leaves[at] = x as Tensor;
    return true;
  }
  if (typeof x !== 'object' || x === null) return false;
  if (keys === undefined) {
    if (!Array.isArray(x) || x.length !== parts.length) return false;
    for (let i = 0; i < parts.length; at += parts[i].size, i++)
      if (!readLeaves(parts[i], x[i], leaves, at)) return false;
    return true;
  }
  if (Object.getPrototypeOf(x) !== Object.prototype) return false;
  let count = 0;
  for (const _ in x) count++;
  if (count !== keys.length) return false;
  const fields = x as Readonly<Record<string, unknown>>;
  for (let i = 0; i < keys.length; at += parts[i].size, i++)
    if (!readLeaves(parts[i], fields[keys[i]], leaves, at)) return false;
  return true;
}

/** A tree of the pattern with these leaves, from number `at` on. */
export function build({ keys, parts }: Pattern, leaves: readonly Tensor[], at = 0): unknown {
  if (parts === undefined) return leaves[at];
  if (keys === undefined) {
    const list = new Array<unknown>(parts.length);
    for (let i = 0; i < parts.length; at += parts[i].size, i++) list[i] = build(parts[i], leaves, at);
    return list;
  }
  const built: Record<string, unknown> = {};
  for (let i = 0; i < keys.length; at += parts[i].size, i++) built[keys[i]] = build(parts[i], leaves, at);
  return built;
}

/** An argument as it is met again: a tree, a number that is a tensor, or a value that is part of the program. */
export type ArgumentPattern = Pattern | { readonly fixed: unknown };

/** The leaves of arguments that fit, `size` of them; `undefined` where they may be others. */
export function readArguments(
  patterns: readonly ArgumentPattern[],
  args: readonly unknown[],
  size: number,
): Tensor[] | undefined {
  if (patterns.length !== args.length) return undefined;
  const leaves = new Array<Tensor>(size);
  let at = 0;
  for (let i = 0; i < args.length; i++) {
    const pattern = patterns[i];
    const arg = args[i];
    if ('fixed' in pattern) {
      // What objects hold may have changed.
      if (!Object.is(arg, pattern.fixed) || (typeof arg === 'object' && arg !== null)) return undefined;
      continue;
    }
    if (!readLeaves(pattern, typeof arg === 'number' ? tensor(arg) : arg, leaves, at)) return undefined;
    at += pattern.size;
  }
  return leaves;
}
