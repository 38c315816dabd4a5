// Structures: what is left of a tree when its leaves are taken out. Plain data, so they can be part of a cache key.
// Keys are sorted, so that two objects with the same keys in another order are the same structure.
import { complain, show } from '../base/error.ts';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { at, joinPath, type Step } from './path.ts';

declare const treeType: unique symbol;
type Node = '*' | readonly Node[] | { readonly [key: string]: Node };

/**
 * A tree with `'*'` for every leaf and the keys of every object sorted: `{ conv1: { b: '*', w: '*' } }`.
 *
 * Plain data: its `JSON.stringify` is the same text for equal structures and another for others. `T` is the tree's
 * type and exists only for the compiler.
 */
export type Structure<T = unknown> = Node & { readonly [treeType]?: T };

/** A tree taken apart. */
export interface Flat<T, L> {
  /** The leaves, in the order of the sorted keys. */
  readonly leaves: L[];
  readonly structure: Structure<T>;
}

/** Where the walk is: enough to find cycles and to name a path, and nothing is spent on either until then. */
interface Place {
  readonly node: object;
  readonly up: Place | undefined;
  key: Step;
}

/**
 * The leaves and the structure of the argument `argument` of `op`; throws where it is not a tree.
 * @example takeApart('step', 'parameters', { w: tensor([1, 2]), b: tensor(3) }).structure; // { b: '*', w: '*' }
 */
export function takeApart(op: string, argument: string, t: unknown): Flat<unknown, Tensor> {
  const leaves: Tensor[] = [];
  const walk = (x: unknown, up: Place | undefined): Node => {
    if (isTensor(x)) {
      leaves.push(x);
      return '*';
    }
    if (typeof x !== 'object' || x === null) refuse(op, argument, x, up);
    for (let place = up; place !== undefined; place = place.up) {
      if (place.node === x) refuseCycle(op, argument, place, up);
    }
    const place: Place = { node: x, up, key: 0 };
    if (Array.isArray(x)) {
      const nodes = new Array<Node>(x.length);
      for (let i = 0; i < nodes.length; i++) {
        place.key = i;
        nodes[i] = walk(x[i], place);
      }
      return nodes;
    }
    if (!isPlain(x)) refuse(op, argument, x, up);
    const nodes: Record<string, Node> = {};
    for (const key of sortedKeys(x)) {
      place.key = key;
      if (key === '__proto__') refuseKey(op, argument, place);
      nodes[key] = walk((x as Readonly<Record<string, unknown>>)[key], place);
    }
    return nodes;
  };
  const structure = walk(t, undefined);
  return { leaves, structure };
}

/** Objects of literals and of `Object.create(null)`, also those of another realm. */
function isPlain(x: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The keys in one order for all objects that have them: that in which a sorted object lists its own. */
function sortedKeys(x: object): string[] {
  const keys = Object.keys(x);
  for (let i = 1; i < keys.length; i++) if (keys[i - 1] > keys[i]) return sort(keys);
  return keys;
}

/** JavaScript lists integer keys first, whatever the order they were added in. */
function sort(keys: string[]): string[] {
  keys.sort();
  return keys.some((key) => key <= '9~')
    ? Object.keys(Object.fromEntries(keys.map((key) => [key, 0])))
    : keys;
}

function pathOf(place: Place | undefined): string {
  return place === undefined ? '' : joinPath(pathOf(place.up), place.key);
}

function refuse(op: string, argument: string, x: unknown, place: Place | undefined): never {
  const where = at(pathOf(place));
  const name =
    typeof x === 'object' && x !== null && !ArrayBuffer.isView(x) ? x.constructor?.name : undefined;
  const values = typeof x === 'number' || typeof x === 'boolean';
  complain({
    op,
    rule: "a tree's leaves must be tensors",
    got: {
      [argument]: `${name === undefined || name === 'Object' ? show(x) : `an instance of ${name}`}${where}`,
    },
    argument,
    expected: `a tensor, an array or a plain object${where}`,
    hint: values
      ? `Write tensor(${x}).`
      : x === undefined || x === null
        ? place === undefined || typeof place.key === 'number'
          ? 'For nothing at all, write [] or {}.'
          : 'Leave the key out, or write [] or {} for nothing at all.'
        : undefined,
  });
}

function refuseKey(op: string, argument: string, place: Place): never {
  complain({
    op,
    rule: 'no key of a tree may be __proto__',
    got: { [argument]: `the key ${pathOf(place)}` },
    argument,
    expected: 'any other key',
  });
}

function refuseCycle(op: string, argument: string, target: Place, up: Place | undefined): never {
  const [inner, outer] = [pathOf(up), pathOf(target.up)];
  complain({
    op,
    rule: 'a tree must not contain itself',
    got: { [argument]: `${inner} is ${outer === '' ? `${argument} itself` : outer}` },
    argument,
    expected: `a tensor, or another array or object at ${inner}`,
  });
}

/**
 * A tree of `structure` with `leaves`, which are as many as it has places.
 * @example
 * const { structure } = takeApart('step', 'parameters', { w: tensor([1, 2]), b: tensor(3) });
 * putTogether(structure, ['of b', 'of w']); // { b: 'of b', w: 'of w' }
 */
export function putTogether<L>(structure: Structure, leaves: readonly L[]): unknown {
  let next = 0;
  const build = (node: Node): unknown => {
    if (node === '*') return leaves[next++];
    if (Array.isArray(node)) return node.map(build);
    const built: Record<string, unknown> = {};
    for (const key of Object.keys(node)) built[key] = build((node as Readonly<Record<string, Node>>)[key]);
    return built;
  };
  return build(structure);
}

/** The parts of a structure with their keys; none of a leaf. */
export function parts(node: Structure): readonly (readonly [Step, Structure])[] {
  if (node === '*') return [];
  return Array.isArray(node) ? node.map((part, i) => [i, part as Structure] as const) : Object.entries(node);
}

/**
 * The path of every leaf, in the order of the leaves.
 * @example
 * const { structure } = takeApart('step', 'parameters', { conv1: { w: tensor(1), b: tensor(2) } });
 * pathsOf(structure); // ['conv1.b', 'conv1.w']
 */
export function pathsOf(structure: Structure, path = '', found: string[] = []): string[] {
  if (structure === '*') found.push(path);
  for (const [key, part] of parts(structure)) pathsOf(part, joinPath(path, key), found);
  return found;
}

/**
 * A structure as messages show it.
 * @example
 * const { structure } = tree.flatten({ conv1: { w: zeros([8, 3]), b: zeros([3]) } });
 * tree.describe(structure); // '{ conv1: { b: *, w: * } }'
 */
export function describe(node: Structure): string {
  if (node === '*') return node;
  const inner = parts(node).map(([key, part]) => {
    return typeof key === 'number' ? describe(part) : `${joinPath('', key)}: ${describe(part)}`;
  });
  if (Array.isArray(node)) return `[${inner.join(', ')}]`;
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
}
