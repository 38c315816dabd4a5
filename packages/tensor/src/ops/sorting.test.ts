// Sorting against plain JavaScript: stable in both directions, NaN last in both, along any axis of any view.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permute, transpose } from '../primitives/permute.ts';
import { fromTypedArray, tensor, zeros } from './creation.ts';
import { slice } from './slicing.ts';
import { argsort, sort, topK } from './sorting.ts';

const values = fc.array(fc.constantFrom(-Infinity, -2, -1, -0, 0, 1, 1, 2, Infinity, NaN), { maxLength: 12 });

/** Positions in sorted order, by pairs that say which comes first. */
function positions(list: readonly number[], descending: boolean): number[] {
  const before = (i: number, j: number): number => {
    const [a, b] = [list[i], list[j]];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j;
    if (a === b) return i - j;
    return a < b === descending ? 1 : -1;
  };
  return list.map((_, i) => i).toSorted(before);
}

describe.each([false, true])('descending: %s', (descending) => {
  test('is stable, NaN last', () => {
    fc.assert(
      fc.property(values, (list) => {
        const x = tensor(list);
        const order = positions(list, descending);
        expect(argsort(x, 0, { descending }).toArray()).toEqual(order);
        expect(sort(x, 0, { descending }).toArray()).toEqual(order.map((i) => list[i]));
      }),
    );
  });
});

test('topK is the head of the descending order', () => {
  const some = values.chain((list) => fc.tuple(fc.constant(list), fc.integer({ min: 0, max: list.length })));
  fc.assert(
    fc.property(some, ([list, k]) => {
      const top = topK(tensor(list), k);
      const order = positions(list, true).slice(0, k);
      expect(top.indices.toArray()).toEqual(order);
      expect(top.values.toArray()).toEqual(order.map((i) => list[i]));
    }),
  );
});

test('along an axis of a view', () => {
  const x = tensor([
    [3, 1, 2],
    [6, 5, 4],
  ]);
  expect(sort(transpose(x), 0).toArray()).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  expect(argsort(x, 0).toArray()).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
  expect(sort(slice(x, [0, 0], [2, 3], [1, 2])).toArray()).toEqual([
    [2, 3],
    [4, 6],
  ]);
  const cube = fromTypedArray(
    Float64Array.from({ length: 24 }, (_, i) => (i * 7) % 24),
    [2, 3, 4],
  );
  const turned = permute(cube, [2, 0, 1]);
  expect(sort(turned, 0).toArray()).toEqual(permute(sort(cube, 2), [2, 0, 1]).toArray());
});

test('integers and bools keep their dtype', () => {
  expect(sort(tensor([3, -1], 'int32')).toString()).toBe('int32[2] [-1,  3]');
  expect(sort(tensor([true, false])).toString()).toBe('bool[2] [false,  true]');
  expect(topK(tensor([200, 7], 'uint8'), 1).values.toString()).toBe('uint8[1] [200]');
});

test('of nothing, and of one', () => {
  expect(sort(zeros([2, 0])).shape).toEqual([2, 0]);
  expect(argsort(zeros([0, 2]), 1).shape).toEqual([0, 2]);
  expect(sort(tensor([[5]])).toArray()).toEqual([[5]]);
  expect(topK(zeros([3]), 0).values.shape).toEqual([0]);
});
