// take, gather, scatterAdd, updateAt and updateSlice against loops over plain arrays.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Shape } from '../shape/dim.ts';
import { fromTypedArray, ones, tensor, zeros } from './creation.ts';
import { gather, scatterAdd, take } from './indexing.ts';
import { updateAt, updateSlice } from './updates.ts';

/** All indices into a shape, in row-major order. */
function indices(shape: readonly number[]): readonly (readonly number[])[] {
  return shape.reduce<number[][]>(
    (sofar, n) => sofar.flatMap((lead) => Array.from({ length: n }, (_, i) => [...lead, i])),
    [[]],
  );
}
const flat = (shape: readonly number[], index: readonly number[]): number =>
  index.reduce((sum, i, axis) => sum * shape[axis] + i, 0);
const counted = (shape: readonly number[]): Tensor<Shape, 'float64'> => {
  const size = shape.reduce((product, n) => product * n, 1);
  return fromTypedArray(
    Float64Array.from({ length: size }, (_, i) => i + 1),
    shape,
  ) as Tensor<Shape, 'float64'>;
};
const replaced = (list: readonly number[], at: number, value: number): number[] =>
  list.map((old, k) => (k === at ? value : old));

const size = fc.integer({ min: 0, max: 4 });
const axes = fc
  .array(size, { minLength: 1, maxLength: 3 })
  .chain((shape) =>
    fc.record({ shape: fc.constant(shape), axis: fc.integer({ min: -shape.length, max: shape.length - 1 }) }),
  )
  .filter(({ shape, axis }) => (shape.at(axis) ?? 0) > 0);
const picks = axes.chain(({ shape, axis }) =>
  fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }).chain((own) => {
    const count = own.reduce((product, n) => product * n, 1);
    const place = fc.integer({ min: 0, max: (shape.at(axis) ?? 1) - 1 });
    return fc
      .array(place, { minLength: count, maxLength: count })
      .map((values) => ({ shape, axis, own, values }));
  }),
);
/** Indices of the rank of `x`, one for each element of a shape that is not larger than that of `x`. */
const matched = axes.chain(({ shape, axis }) => {
  const at = axis < 0 ? axis + shape.length : axis;
  return fc.tuple(...shape.map((n, a) => fc.integer({ min: 0, max: a === at ? 4 : n }))).chain((own) => {
    const count = own.reduce((product, n) => product * n, 1);
    const place = fc.integer({ min: 0, max: shape[at] - 1 });
    return fc
      .array(place, { minLength: count, maxLength: count })
      .map((values) => ({ shape, axis, at, own, values }));
  });
});

describe('take', () => {
  test('reads the slices at the indices', () => {
    fc.assert(
      fc.property(picks, ({ shape, axis, own, values }) => {
        const at = axis < 0 ? axis + shape.length : axis;
        const x = counted(shape);
        const taken = take(x, fromTypedArray(Int32Array.from(values), own), axis);
        const want = [...shape.slice(0, at), ...own, ...shape.slice(at + 1)];
        expect(taken.shape).toEqual(want);
        const source = x.data();
        const read = indices(want).map((index) => {
          const chosen = values[flat(own, index.slice(at, at + own.length))];
          return source[flat(shape, [...index.slice(0, at), chosen, ...index.slice(at + own.length)])];
        });
        expect([...taken.data()]).toEqual(read);
      }),
    );
  });

  test('takes uint8 indices, and none', () => {
    expect(take(tensor([5, 6, 7]), tensor([2, 2, 0], 'uint8')).toArray()).toEqual([7, 7, 5]);
    expect(take(tensor([[5, 6]]), zeros([0], 'int32')).shape).toEqual([0, 2]);
    expect(take(zeros([0]), zeros([0], 'int32')).shape).toEqual([0]);
  });
});

describe('gather', () => {
  test('reads one element for each index', () => {
    fc.assert(
      fc.property(matched, ({ shape, axis, at, own, values }) => {
        const x = counted(shape);
        const got = gather(x, fromTypedArray(Int32Array.from(values), own), axis);
        expect(got.shape).toEqual(own);
        const source = x.data();
        const want = indices(own).map((index, i) => source[flat(shape, replaced(index, at, values[i]))]);
        expect([...got.data()]).toEqual(want);
      }),
    );
  });
});

describe('scatterAdd', () => {
  test('adds each update at its index, repeated ones too', () => {
    fc.assert(
      fc.property(matched, ({ shape, axis, at, own, values }) => {
        const x = counted(shape);
        const updates = counted(own);
        const got = scatterAdd(x, fromTypedArray(Int32Array.from(values), own), updates, axis);
        const want = x.data();
        const added = updates.data();
        indices(own).forEach((index, i) => (want[flat(shape, replaced(index, at, values[i]))] += added[i]));
        expect(got.shape).toEqual(shape);
        expect([...got.data()]).toEqual([...want]);
      }),
    );
  });

  test('wraps integers around', () => {
    const sum = scatterAdd(tensor([250], 'uint8'), tensor([0, 0], 'int32'), tensor([10, 10], 'uint8'));
    expect(sum.toArray()).toEqual([14]);
  });
});

describe('updateAt', () => {
  test('replaces the slices at the indices', () => {
    fc.assert(
      fc.property(axes, fc.nat(), fc.nat(), ({ shape, axis }, seed, many) => {
        const at = axis < 0 ? axis + shape.length : axis;
        const n = shape[at];
        const count = many % (n + 1);
        const values = Array.from({ length: count }, (_, k) => (seed + k) % n);
        const x = counted(shape);
        const own = replaced(shape, at, count);
        const fresh = counted(own);
        const got = updateAt(x, fromTypedArray(Int32Array.from(values), [count]), fresh, axis);
        const want = x.data();
        const source = fresh.data();
        indices(own).forEach(
          (index, i) => (want[flat(shape, replaced(index, at, values[index[at]]))] = source[i]),
        );
        expect([...got.data()]).toEqual([...want]);
      }),
    );
  });

  test('puts one slice at an index of rank 0', () => {
    const x = updateAt(zeros([3, 2]), tensor(1, 'int32'), tensor([5, 6]));
    expect(x.toArray()).toEqual([
      [0, 0],
      [5, 6],
      [0, 0],
    ]);
  });

  test('replaces bools and NaN as they are', () => {
    expect(updateAt(tensor([true, true]), tensor([0], 'int32'), tensor([false])).toArray()).toEqual([
      false,
      true,
    ]);
    expect(updateAt(tensor([Number.NaN, 1]), tensor([0], 'int32'), tensor([2])).toArray()).toEqual([2, 1]);
    expect(updateAt(tensor([1, 2]), tensor([1], 'int32'), tensor([Number.NaN])).toArray()).toEqual([
      1,
      Number.NaN,
    ]);
  });
});

describe('updateSlice', () => {
  test('replaces a box', () => {
    const boxes = fc.array(
      fc
        .integer({ min: 0, max: 4 })
        .chain((n) =>
          fc
            .integer({ min: 0, max: n })
            .chain((k) => fc.integer({ min: 0, max: n - k }).map((from) => ({ n, k, from }))),
        ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(boxes, (each) => {
        const shape = each.map(({ n }) => n);
        const own = each.map(({ k }) => k);
        const x = counted(shape);
        const got = updateSlice(
          x,
          each.map(({ from }) => from),
          counted(own),
        );
        const want = x.data();
        indices(own).forEach(
          (index, i) =>
            (want[
              flat(
                shape,
                index.map((at, a) => at + each[a].from),
              )
            ] = i + 1),
        );
        expect([...got.data()]).toEqual([...want]);
      }),
    );
  });
});

describe('values that the dtype of x cannot hold are refused, not rounded', () => {
  const x = tensor([1, 2], 'int32');
  const call = (f: (...args: never[]) => unknown, ...args: readonly unknown[]): unknown =>
    Reflect.apply(f, undefined, args);
  test.each([
    ['updateAt', () => call(updateAt, x, tensor([0], 'int32'), tensor([0.7]))],
    ['scatterAdd', () => call(scatterAdd, x, tensor([0], 'int32'), tensor([0.7]))],
    ['updateSlice', () => call(updateSlice, x, [0], tensor([0.7]))],
  ])('by %s', (_, update) => {
    expect(update).toThrow('dtype');
  });
});

test('ones added at labels are counts', () => {
  const counts = scatterAdd(zeros([1, 3]), tensor([[0, 2, 0]], 'int32'), ones([1, 3]), 1);
  expect(counts.toArray()).toEqual([[2, 0, 1]]);
  expect(gather(counts, tensor([[2]], 'int32')).toArray()).toEqual([[1]]);
});
