import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as tree from './index.ts';
import { joinPath, parsePath } from './path.ts';
import { aKey, aTree, leaf } from './trees.samples.ts';
import type { Tree } from './types.ts';

describe('paths', () => {
  it('read back as the steps they were made of', () => {
    const step = fc.oneof(aKey, fc.nat(20));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        expect(parsePath(steps.reduce<string>(joinPath, ''))).toEqual(steps);
      }),
    );
  });

  it('are not read where they are no paths', () => {
    for (const path of ['.a', 'a.', 'a..b', 'a[', 'a[x]', '[0]b', 'a]', '["a]', '["\\x"]', 'a"b']) {
      expect([path, parsePath(path)]).toEqual([path, undefined]);
    }
  });
});

describe('set', () => {
  it('obeys the laws of a lens', () => {
    fc.assert(
      fc.property(aTree, fc.nat(), (t, pick) => {
        const paths = tree.paths(t);
        if (paths.length === 0) return;
        const path = paths[pick % paths.length];
        const [x, y] = [leaf(1), leaf(2)];
        expect(tree.get(tree.set(t, path, x), path)).toBe(x);
        expect(tree.set(t, path, tree.get(t, path))).toEqual(t);
        expect(tree.set(tree.set(t, path, x), path, y)).toEqual(tree.set(t, path, y));
      }),
    );
  });

  it('shares what lies beside the path and leaves the old tree as it was', () => {
    const t = { conv1: { w: leaf(1), b: leaf(2) }, layers: [{ w: leaf(3) }, { w: leaf(4) }] as const };
    const next = tree.set(t, 'layers[1].w', leaf(5));
    expect(next.conv1).toBe(t.conv1);
    expect(next.layers[0]).toBe(t.layers[0]);
    expect([next.layers[1].w.item(), t.layers[1].w.item()]).toEqual([5, 4]);
    expect(Object.keys(next.conv1)).toEqual(['w', 'b']);
  });
});

it('says what there is where a path leads nowhere', () => {
  const t: Tree = { conv1: { w: leaf(1), b: leaf(2) }, layers: [leaf(3)], 'a.b': leaf(4), none: {} };
  expect(() => tree.get(t, 'conv1.bias')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.get: there must be a leaf at the path.
      t: an object at conv1
      path: 'conv1.bias'
    Expected a path that begins with one of conv1.w, conv1.b.]
  `);
  expect(() => tree.get(t, 'conv1')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.get: there must be a leaf at the path.
      t: an object at conv1
      path: 'conv1'
    Expected a path that begins with one of conv1.w, conv1.b.]
  `);
  expect(() => tree.get(t, 'conv1.w.x')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.get: there must be a leaf at the path.
      t: float32[] at conv1.w
      path: 'conv1.w.x'
    Expected the path to end at conv1.w.]
  `);
  expect(() => tree.get(t, 'layers[1]')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.get: there must be a leaf at the path.
      t: an array at layers
      path: 'layers[1]'
    Expected a path that begins with layers[0].]
  `);
  expect(() => tree.get(t, 'none.w')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.get: there must be a leaf at the path.
      t: an object at none
      path: 'none.w'
    Expected no path, as there is nothing at none.]
  `);
  expect(() => tree.set(t, 'a.b', leaf(1))).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.set: there must be a leaf at the path.
      t: an object
      path: 'a.b'
    Expected a path that begins with one of conv1, layers, ["a.b"], none.]
  `);
  expect(() => tree.get(t, 'conv1..w')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.get: there must be a leaf at the path.
      t: an object
      path: 'conv1..w'
    Expected a path that begins with one of conv1, layers, ["a.b"], none.]
  `);
  expect(() => tree.get(t, 'toString')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.get: there must be a leaf at the path.
      t: an object
      path: 'toString'
    Expected a path that begins with one of conv1, layers, ["a.b"], none.]
  `);
  expect(() => tree.set(t, 'conv1.w', 3 as never)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: tree.set: a tree's leaves must be tensors.
      path: 'conv1.w'
      leaf: 3
    Expected a tensor. Write tensor(3).]
  `);
});
