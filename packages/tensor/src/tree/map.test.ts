import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import * as tree from './index.ts';
import { aTree, leaf } from './trees.samples.ts';

const double = (x: Tensor): Tensor => leaf(2 * Number(x.item()));
const increment = (x: Tensor): Tensor => leaf(1 + Number(x.item()));

describe('map', () => {
  it('keeps a tree when it changes nothing', () => {
    fc.assert(
      fc.property(aTree, (t) => {
        expect(tree.map((x) => x, t)).toEqual(t);
      }),
    );
  });

  it('composes', () => {
    fc.assert(
      fc.property(aTree, (t) => {
        const once = tree.map((x) => double(increment(x)), t);
        expect(tree.map(double, tree.map(increment, t))).toEqual(once);
      }),
    );
  });

  it('keeps the structure', () => {
    fc.assert(fc.property(aTree, (t) => tree.sameStructure(t, tree.map(double, t))));
  });

  it('gives several trees their leaves at one place', () => {
    const sums = tree.map(
      (x, y, z) => x.item() + y.item() + z.item(),
      { a: leaf(1), b: [leaf(2)] },
      { b: [leaf(20)], a: leaf(10) },
      { a: leaf(100), b: [leaf(200)] },
    );
    expect(sums).toEqual({ a: 111, b: [222] });
  });

  it('says where structures differ', () => {
    const t = { conv1: { w: leaf(1), b: leaf(2) }, layers: [leaf(3)] };
    const wrong =
      (...others: unknown[]): (() => unknown) =>
      () =>
        tree.map(() => 0, t, ...(others as object[]));
    expect(wrong({ conv1: { w: leaf(1), bias: leaf(2) }, layers: [leaf(3)] }))
      .toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tree.map: all trees must have the same structure.
        t: { conv1: { b: *, w: * }, layers: [*] }
        others[0]: { conv1: { bias: *, w: * }, layers: [*] }   differs at conv1.b; missing conv1.b; extra conv1.bias
      Expected others[0] to have the structure of t.]
    `);
    expect(wrong(t, { conv1: t.conv1, layers: [] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tree.map: all trees must have the same structure.
        t: { conv1: { b: *, w: * }, layers: [*] }
        others[1]: { conv1: { b: *, w: * }, layers: [] }   differs at layers[0]; missing layers[0]
      Expected others[1] to have the structure of t.]
    `);
    expect(wrong({ conv1: t.conv1, layers: {} })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tree.map: all trees must have the same structure.
        t: { conv1: { b: *, w: * }, layers: [*] }
        others[0]: { conv1: { b: *, w: * }, layers: {} }   differs at layers; missing layers[0]
      Expected others[0] to have the structure of t.]
    `);
    expect(wrong(leaf(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tree.map: all trees must have the same structure.
        t: { conv1: { b: *, w: * }, layers: [*] }
        others[0]: *   differs; missing conv1.b, conv1.w, layers[0]; extra a single leaf
      Expected others[0] to have the structure of t.]
    `);
    expect(wrong([t, t, t, t, t])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tree.map: all trees must have the same structure.
        t: { conv1: { b: *, w: * }, layers: [*] }
        others[0]: [{ conv1: { b: *, w: * }, layers: [*] }, { conv1: { b: *, w…   differs; missing conv1.b, conv1.w, layers[0]; extra [0].conv1.b, [0].conv1.w, [0].layers[0], [1].conv1.b and 11 more
      Expected others[0] to have the structure of t.]
    `);
    expect(wrong({ conv1: { w: 1, b: leaf(2) }, layers: [leaf(3)] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: tree.map: a tree's leaves must be tensors.
        others[0]: 1 at conv1.w
      Expected a tensor, an array or a plain object at conv1.w. Write tensor(1).]
    `);
  });
});

describe('mapWithPath', () => {
  it('maps as map does, and names each leaf as get finds it', () => {
    fc.assert(
      fc.property(aTree, (t) => {
        const found = tree.mapWithPath((path, x) => x === tree.get(t, path), t);
        expect(found).toEqual(tree.map(() => true, t));
      }),
    );
  });
});
