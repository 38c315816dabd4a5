// What the arbitraries promise, and what they shrink to.
import { add, tree, zeros, type DType } from '@cotangent/tensor';
import { sizeOf } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { broadcastableShapes, shapes, tensors, trees } from '../src/index.ts';

/** The smallest counterexample. */
function smallest<T>(arbitrary: fc.Arbitrary<T>, holds: (x: T) => boolean): T {
  const { counterexample } = fc.check(fc.property(arbitrary, holds), { numRuns: 1000, seed: 1 });
  if (counterexample === null) throw new Error('it holds');
  return counterexample[0];
}

describe('shapes', () => {
  test('stay within their limits', () => {
    fc.assert(
      fc.property(shapes({ minRank: 1, maxRank: 2, maxDim: 5, maxSize: 12, empty: false }), (shape) => {
        expect([1, 2]).toContain(shape.length);
        expect(shape.every((n) => n >= 1 && n <= 5)).toBe(true);
        expect(sizeOf(shape)).toBeLessThanOrEqual(12);
      }),
    );
  });
  test('shrink toward fewer axes and smaller sizes', () => {
    expect(smallest(shapes(), (shape) => sizeOf(shape) < 3)).toEqual([3]);
  });
  test('broadcast where they should', () => {
    fc.assert(
      fc.property(broadcastableShapes(3), (list) => {
        list.map((shape) => zeros(shape)).reduce((sum, x) => add(sum, x));
      }),
    );
  });
});

describe('tensors', () => {
  test.each<DType>(['float32', 'float64', 'int32', 'uint8', 'bool'])('of %s hold values of it', (dtype) => {
    fc.assert(
      fc.property(tensors({ dtype, maxRank: 2 }), (x) => {
        expect(x.dtype).toBe(dtype);
        expect(x.data().every((value) => value >= -4 && value <= 4)).toBe(true);
      }),
    );
  });
  test('keep away from what they avoid', () => {
    fc.assert(
      fc.property(tensors({ shape: [4], avoid: [0, 1], gap: 0.5 }), (x) =>
        x.data().every((value) => Math.abs(value) >= 0.5 && Math.abs(value - 1) >= 0.5),
      ),
    );
  });
  test('are distinct, down to domains that hardly hold them', () => {
    const domains = fc.constantFrom<readonly [number, number]>([-4, 4], [0, 0.01], [1, 1.5]);
    const distinct = domains.chain((domain) =>
      tensors({ shape: [3, 5], dtype: 'float64', domain, distinct: true }),
    );
    fc.assert(fc.property(distinct, (x) => new Set(x.data()).size === 15));
  });
  test('are whole where asked for', () => {
    fc.assert(fc.property(tensors({ whole: true }), (x) => x.data().every(Number.isInteger)));
  });
  test('shrink toward small integers', () => {
    const own = smallest(tensors({ maxRank: 1 }), (x) => x.data().every((value) => value < 1.5));
    expect(own.data().every((value) => value === 0 || value === 2)).toBe(true);
    expect(own.data().filter((value) => value === 2).length).toBe(1);
  });
});

test('trees are trees, and shrink to a leaf', () => {
  const own = trees(fc.constant(zeros([2])));
  fc.assert(fc.property(own, (x) => tree.flatten(x).leaves.every((leaf) => leaf.size === 2)));
  expect(smallest(own, (x) => tree.leaves(x).length === 0)).toBe(smallest(own, () => false));
});
