import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as tree from './index.ts';
import { aTree, leaf } from './trees.samples.ts';
import type { Tree } from './types.ts';

/** The same tree with the keys of every object in the opposite order. */
const backwards = (t: unknown): unknown => {
  if (Array.isArray(t)) return t.map(backwards);
  if (typeof t !== 'object' || t === null || 'dtype' in t) return t;
  const turned = Object.entries(t).toReversed();
  return Object.fromEntries(turned.map(([key, part]) => [key, backwards(part)]));
};

describe('flatten and unflatten', () => {
  it('are inverse to each other', () => {
    fc.assert(
      fc.property(aTree, (t) => {
        const { leaves, structure } = tree.flatten(t);
        const again = tree.unflatten(structure, leaves);
        expect(again).toEqual(t);
        expect(tree.flatten(again as Tree)).toEqual({ leaves, structure });
      }),
    );
  });

  it('do not mind in which order keys were written, and say so in text', () => {
    fc.assert(
      fc.property(aTree, (t) => {
        const [a, b] = [tree.flatten(t), tree.flatten(backwards(t) as Tree)];
        expect(b.leaves).toEqual(a.leaves);
        expect(JSON.stringify(b.structure)).toBe(JSON.stringify(a.structure));
      }),
    );
  });

  it('survive the way through JSON', () => {
    fc.assert(
      fc.property(aTree, (t) => {
        const { leaves, structure } = tree.flatten(t);
        const parsed = JSON.parse(JSON.stringify(structure)) as typeof structure;
        expect(tree.unflatten(parsed, leaves)).toEqual(t);
      }),
    );
  });

  it('sorts keys, integers first', () => {
    const t = { w: leaf(3), 10: leaf(1), b: leaf(2), 2: leaf(0) };
    expect(tree.leaves(t).map((x) => x.item())).toEqual([0, 1, 2, 3]);
    expect(tree.paths(t)).toEqual(['2', '10', 'b', 'w']);
  });

  it('keeps empty objects and arrays, and takes objects without a prototype', () => {
    const t = Object.assign(Object.create(null) as object, { a: {}, b: [], c: [leaf(1), {}] }) as Tree;
    const { leaves, structure } = tree.flatten(t);
    expect(structure).toEqual({ a: {}, b: [], c: ['*', {}] });
    expect(tree.describe(structure)).toBe('{ a: {}, b: [], c: [*, {}] }');
    expect(tree.unflatten(structure, leaves)).toEqual({ a: {}, b: [], c: [leaf(1), {}] });
  });

  it('pairs paths and leaves', () => {
    const t = { layers: [{ w: leaf(2), b: leaf(1) }], 'a.b': leaf(0) };
    expect(tree.entries(t).map(([path, x]) => [path, x.item()])).toEqual([
      ['["a.b"]', 0],
      ['layers[0].b', 1],
      ['layers[0].w', 2],
    ]);
    expect(tree.paths(leaf(1))).toEqual(['']);
  });
});

const thrown = (t: unknown): string => {
  try {
    tree.flatten(t as Tree);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing thrown';
};

describe('what is not a tree', () => {
  it('is refused with the path', () => {
    class Linear {
      w = leaf(1);
    }
    expect(thrown({ layers: [{ b: 3 }] })).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: 3 at layers[0].b
      Expected a tensor, an array or a plain object at layers[0].b. Write tensor(3)."
    `);
    expect(thrown({ b: undefined })).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: undefined at b
      Expected a tensor, an array or a plain object at b. Leave the key out, or write [] or {} for nothing at all."
    `);
    expect(thrown([leaf(1), null])).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: null at [1]
      Expected a tensor, an array or a plain object at [1]. For nothing at all, write [] or {}."
    `);
    expect(thrown(undefined)).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: undefined
      Expected a tensor, an array or a plain object. For nothing at all, write [] or {}."
    `);
    expect(thrown({ f: () => 1 })).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: a function at f
      Expected a tensor, an array or a plain object at f."
    `);
    expect(thrown({ fc: new Linear() })).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: an instance of Linear at fc
      Expected a tensor, an array or a plain object at fc."
    `);
    expect(thrown(new Map([['w', leaf(1)]]))).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: an instance of Map
      Expected a tensor, an array or a plain object."
    `);
    expect(thrown({ w: new Float32Array(3) })).toMatchInlineSnapshot(`
      "tree.flatten: a tree's leaves must be tensors.
        t: Float32Array(3) at w
      Expected a tensor, an array or a plain object at w."
    `);
    expect(thrown(JSON.parse('{ "a": { "__proto__": [] } }'))).toMatchInlineSnapshot(`
      "tree.flatten: no key of a tree may be __proto__.
        t: the key a.__proto__
      Expected any other key."
    `);
  });

  it('is refused where it contains itself, not where it shares', () => {
    const shared = { w: leaf(1) };
    expect(tree.leaves([shared, { again: shared }])).toHaveLength(2);
    const ring: { w: Tree; next: unknown[] } = { w: leaf(1), next: [] };
    ring.next.push(ring);
    expect(thrown(ring)).toMatchInlineSnapshot(`
      "tree.flatten: a tree must not contain itself.
        t: next[0] is t itself
      Expected a tensor, or another array or object at next[0]."
    `);
    expect(thrown({ a: { ring } })).toMatchInlineSnapshot(`
      "tree.flatten: a tree must not contain itself.
        t: a.ring.next[0] is a.ring
      Expected a tensor, or another array or object at a.ring.next[0]."
    `);
  });

  it('is refused where leaves do not fit the structure', () => {
    const { structure } = tree.flatten({ b: leaf(1), w: leaf(2) });
    expect(() => tree.unflatten(structure, [leaf(1)])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tree.unflatten: there must be a leaf for each place of the structure.
        structure: { b: *, w: * }   2 places
        leaves: 1 leaves
      Expected a list of 2 leaves.]
    `);
  });
});
