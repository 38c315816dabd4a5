// concat, stack, split, tile and roll against plain JavaScript.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import { permute } from '../primitives/permute.ts';
import type { Shape } from '../shape/dim.ts';
import { fromTypedArray, tensor, zeros } from './creation.ts';
import { concat, roll, split, stack, tile } from './joining.ts';

type Values = Tensor<Shape, 'float64'>;
/** `start, start + 1, …` in row-major order. */
const counted = (shape: readonly number[], start = 0): Values => {
  const size = shape.reduce((product, n) => product * n, 1);
  return fromTypedArray(
    Float64Array.from({ length: size }, (_, i) => start + i),
    shape,
  ) as Values;
};
/** The element at an index. */
const at = (x: Values, index: readonly number[]): number =>
  x.data()[index.reduce((sum, i, axis) => sum * x.shape[axis] + i, 0)];
/** The row-major values of `f` at every index of a shape. */
function table(shape: readonly number[], f: (index: readonly number[]) => number): number[] {
  const [n, ...rest] = shape;
  if (n === undefined) return [f([])];
  return Array.from({ length: n }, (_, i) => table(rest, (more) => f([i, ...more]))).flat();
}
const replaced = (list: readonly number[], place: number, value: number): number[] =>
  list.map((old, k) => (k === place ? value : old));

const size = fc.integer({ min: 0, max: 3 });
/** A shape, one of its axes counted from either end, and that axis counted from the first. */
const axes = fc.array(size, { minLength: 1, maxLength: 3 }).chain((shape) =>
  fc.integer({ min: -shape.length, max: shape.length - 1 }).map((axis) => ({
    shape,
    axis,
    place: axis < 0 ? axis + shape.length : axis,
  })),
);

describe('concat', () => {
  test('puts one after the other, and split takes them apart again', () => {
    fc.assert(
      fc.property(axes, fc.array(size, { minLength: 1, maxLength: 4 }), ({ shape, axis, place }, sizes) => {
        const parts = sizes.map((n, k) => counted(replaced(shape, place, n), 100 * k));
        const joined = concat(parts, axis) as Values;
        const total = sizes.reduce((a, b) => a + b, 0);
        expect(joined.shape).toEqual(replaced(shape, place, total));
        const want = table(joined.shape, (index) => {
          let [k, i] = [0, index[place]];
          while (i >= sizes[k]) i -= sizes[k++];
          return at(parts[k], replaced(index, place, i));
        });
        expect([...joined.data()]).toEqual(want);
        const apart = split(joined, sizes, axis) as readonly Values[];
        expect(apart.map((part) => part.toArray())).toEqual(parts.map((part) => part.toArray()));
      }),
    );
  });

  test('joins dtypes where they meet, and views', () => {
    expect(concat([tensor([true]), tensor([2], 'uint8'), tensor([-3], 'int32')]).toString()).toBe(
      'int32[3] [ 1,  2, -3]',
    );
    const x = permute(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      [1, 0],
    );
    expect(concat([x, x], 1).toArray()).toEqual([
      [1, 3, 1, 3],
      [2, 4, 2, 4],
    ]);
    expect(concat([tensor([1])]).toArray()).toEqual([1]);
  });
});

test('stack puts tensors side by side along a new axis', () => {
  fc.assert(
    fc.property(
      fc.array(size, { maxLength: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(),
      (shape, n, any) => {
        const axis = (any % (2 * shape.length + 2)) - shape.length - 1;
        const place = axis < 0 ? axis + shape.length + 1 : axis;
        const parts = Array.from({ length: n }, (_, k) => counted(shape, 100 * k));
        const stacked = stack(parts, axis) as Values;
        expect(stacked.shape).toEqual(shape.toSpliced(place, 0, n));
        const want = table(stacked.shape, (index) => at(parts[index[place]], index.toSpliced(place, 1)));
        expect([...stacked.data()]).toEqual(want);
      },
    ),
  );
});

test('split into a number of equal parts', () => {
  const [a, b] = split(tensor([[1, 2, 3, 4]]), 2, 1);
  expect([a.toArray(), b.toArray()]).toEqual([[[1, 2]], [[3, 4]]]);
  expect(split(zeros([0, 2]), 3).map((part) => part.shape)).toEqual([
    [0, 2],
    [0, 2],
    [0, 2],
  ]);
  expect(split(tensor([1, 2]), [0, 2, 0]).map((part) => part.toArray())).toEqual([[], [1, 2], []]);
});

test('tile repeats the whole', () => {
  const cases = fc
    .array(fc.tuple(size, size), { maxLength: 3 })
    .map((pairs) => ({ shape: pairs.map(([n]) => n), counts: pairs.map(([, count]) => count) }));
  fc.assert(
    fc.property(cases, ({ shape, counts }) => {
      const x = counted(shape);
      const tiled = tile(x, counts) as Values;
      expect(tiled.shape).toEqual(shape.map((n, axis) => n * counts[axis]));
      expect([...tiled.data()]).toEqual(
        table(tiled.shape, (index) =>
          at(
            x,
            index.map((i, axis) => i % shape[axis]),
          ),
        ),
      );
    }),
  );
});

test('roll moves around the ends, by any number of places in either direction', () => {
  fc.assert(
    fc.property(axes, fc.integer({ min: -10, max: 10 }), ({ shape, axis, place }, shift) => {
      const x = counted(shape);
      const n = shape[place];
      const rolled = roll(x, shift, axis) as Values;
      expect(rolled.shape).toEqual(shape);
      expect([...rolled.data()]).toEqual(
        table(shape, (index) => at(x, replaced(index, place, (((index[place] - shift) % n) + n) % n))),
      );
    }),
  );
});
