// Batches: every example once an epoch, in an order that the key alone decides, from any batch on.
import { random, tensor, tree, zeros, type Tensor } from '@cotangent/tensor';
import { Tracer, type Interpreter } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batches } from '../index.ts';

const numbered = (n: number) => ({
  x: tensor(Array.from({ length: n }, (_, i) => [i, -i])),
  y: { label: tensor(Array.from({ length: n }, (_, i) => i)) },
});

const labels = (epoch: Iterable<{ readonly y: { readonly label: Tensor } }>): number[] =>
  [...epoch].flatMap(({ y }) => [...y.label.data()]);

test('an epoch has every example once; rows of all leaves stay together', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 12 }), fc.maxSafeInteger(), (n, batch, seed) => {
      const data = { x: tensor(Array.from({ length: n }, (_, i) => i)) };
      const epoch = batches(data, { batch, key: random.key(seed) });
      const seen = [...epoch].flatMap(({ x }) => [...x.data()]);
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(seen).toEqual([...random.permutation(random.key(seed), n).data()]);
      expect(epoch.length).toBe(Math.ceil(n / batch));
      expect([...epoch].map(({ x }) => x.size).every((size) => size > 0 && size <= batch)).toBe(true);
    }),
  );
  for (const { x, y } of batches(numbered(7), { batch: 3, key: random.key(1) })) {
    expect(x.toArray()).toEqual([...y.label.data()].map((i) => [i, i === 0 ? -0 : -i]));
  }
});

test('without a key the order is that of the data', () => {
  expect(labels(batches(numbered(5), { batch: 2 }))).toEqual([0, 1, 2, 3, 4]);
});

test('the last batch is kept or dropped', () => {
  const sizes = (last: 'drop' | 'keep', n: number): number[] =>
    [...batches(numbered(n), { batch: 3, last })].map(({ x }) => x.shape[0]);
  expect(sizes('keep', 7)).toEqual([3, 3, 1]);
  expect(sizes('drop', 7)).toEqual([3, 3]);
  expect(sizes('keep', 6)).toEqual([3, 3]);
  expect(sizes('drop', 2)).toEqual([]);
});

test('an epoch goes on from any batch, without what came before', () => {
  const epoch = batches(numbered(23), { batch: 4, key: random.key(5) });
  const whole = [...epoch].map(({ x }) => x.toArray());
  for (let k = 0; k <= epoch.length; k++) {
    expect([...epoch.from(k)].map(({ x }) => x.toArray())).toEqual(whole.slice(k));
  }
  expect(epoch.at(3).x.toArray()).toEqual(whole[3]);
});

test('the order is the same in every engine', () => {
  const epoch = batches(numbered(10), { batch: 10, key: random.fold(random.key(7), 2) });
  expect(labels(epoch)).toMatchInlineSnapshot(`
    [
      4,
      5,
      7,
      0,
      6,
      3,
      1,
      9,
      2,
      8,
    ]
  `);
});

test('views are read as what they show, and dtypes stay', () => {
  const data = {
    flipped: tree.map(
      (x) => x,
      tensor(
        [
          [1, 2],
          [3, 4],
        ],
        'uint8',
      ),
    ),
    mask: tensor([true, false]),
  };
  const [batch] = batches(data, { batch: 2 });
  expect([batch.flipped.dtype, batch.mask.dtype]).toEqual(['uint8', 'bool']);
  expect(zeros([3, 2]).toArray()).toEqual(
    batches(zeros([3, 2]), { batch: 3 })
      .at(0)
      .toArray(),
  );
});

test('what is no data set, and no batch, is refused', () => {
  const refused = (data: never, options: object = { batch: 2 }): (() => unknown) => {
    return () => batches(data, options as { batch: number });
  };
  expect(refused({ x: zeros([3, 2]), y: zeros([4]) } as never)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: batches: all leaves must have the same first axis.
      x: float32[3, 2]
      y: float32[4]
    Expected tensors with one example a row, all with the same number of rows.]
  `);
  expect(refused({ x: tensor(1) } as never)).toThrow('a data set has rows');
  expect(refused([] as never)).toThrow('a data set has rows');
  expect(refused([[1, 2]] as never)).toThrow("a tree's leaves must be tensors");
  const data = zeros([3]) as never;
  expect(refused(data, { batch: 0 })).toThrow('a batch has at least one example');
  expect(refused(data, { batch: 1.5 })).toThrow('a batch has at least one example');
  expect(refused(data, { batch: 1, last: 'wrap' })).toThrow("Expected 'drop' or 'keep'");
  expect(refused(data, { batch: 1, key: 3 })).toThrow('random.key(3)');
  expect(() => batches(zeros([3]), { batch: 2 }).at(2)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: batches.at: there is no such batch.
      index: 2
    Expected an integer from 0 to 1.]
  `);
});

test('examples may lie elsewhere than on the heap, as results of programs do, but not be traced', () => {
  class Elsewhere extends Tracer {
    readonly interpreter: Interpreter;
    constructor(level: number) {
      super({ shape: [3], dtype: 'float32' });
      this.interpreter = { level, process: () => [] };
    }
    concrete(): Tensor {
      return tensor([5, 6, 7]) as Tensor;
    }
  }
  expect(
    batches(new Elsewhere(0) as Tensor, { batch: 2 })
      .at(1)
      .toArray(),
  ).toEqual([7]);
  expect(() => batches(new Elsewhere(1) as Tensor, { batch: 2 })).toThrow(
    'data is prepared outside of traced functions',
  );
});
