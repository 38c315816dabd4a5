// A tensor is a value: whatever is written into arrays it was made from, or that were read from it, it stays.
import { Buffer } from 'node:buffer';
import {
  arange,
  broadcastTo,
  cast,
  concat,
  diagonal,
  expandDims,
  flip,
  fromTypedArray,
  full,
  permute,
  pipe,
  reshape,
  roll,
  slice,
  sort,
  split,
  squeeze,
  stopGradient,
  sum,
  take,
  tensor,
  transpose,
  updateAt,
  windows,
  withShape,
  zeros,
  type DType,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('writing into the array a tensor was made from', () => {
  const sources = [
    new Float32Array([1, 2, 3, 4]),
    new Float64Array([1, 2, 3, 4]),
    new Int32Array([1, 2, 3, 4]),
    new Uint8Array([1, 2, 3, 4]),
    Buffer.from([1, 2, 3, 4]),
    Buffer.alloc(8).fill(1).subarray(2, 6).fill(2),
  ];

  test.each(sources)('changes nothing: %o', (source) => {
    const x = fromTypedArray(source, [4]);
    const before = x.toArray();
    source.fill(9);
    expect(x.toArray()).toEqual(before);
    new Uint8Array(source.buffer).fill(7);
    expect(x.toArray()).toEqual(before);
  });

  test('changes nothing: bytes as bools', () => {
    const source = new Uint8Array([0, 1]);
    const x = fromTypedArray(source, [2], 'bool');
    source.fill(1);
    expect(x.toArray()).toEqual([false, true]);
  });

  test('changes nothing: nested arrays', () => {
    const source = [
      [1, 2],
      [3, 4],
    ];
    const x = tensor(source);
    source[0][0] = 9;
    source.push([5, 6]);
    expect(x.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

test('writing into lists that ops were given changes nothing', () => {
  const shape = [2, 3];
  const x = zeros(shape);
  const y = reshape(arange(6), shape);
  const start = [0, 1];
  const part = slice(y, start);
  const counts = [0, 2];
  const pieces = split(arange(2), counts);
  for (const list of [shape, start, counts]) list.fill(1);
  expect([x.shape, y.shape, part.shape, ...pieces.map((piece) => piece.shape)]).toEqual([
    [2, 3],
    [2, 3],
    [2, 2],
    [0],
    [2],
  ]);
});

type Any = Tensor<Shape, DType>;
/** Ways to make a view, or something that might be one, of a matrix. */
const views: Readonly<Record<string, (x: Tensor<[2, 3]>) => Any>> = {
  'the tensor itself': (x) => x,
  transpose,
  flip: (x) => flip(x),
  slice: (x) => slice(x, [0, 1]),
  'slice by steps': (x) => slice(x, [], [], [1, 2]),
  'slice backwards': (x) => slice(x, [], [], [-1, -1]),
  reshape: (x) => reshape(x, [6]),
  'reshape of a view': (x) => reshape(transpose(x), [6]),
  permute: (x) => permute(x, [1, 0]),
  expandDims: (x) => expandDims(x, 1),
  squeeze: (x) => squeeze(expandDims(x, 0)),
  broadcastTo: (x) => broadcastTo(x, [2, 2, 3]),
  windows: (x) => windows(x, { axes: [1], size: 2 }),
  split: (x) => split(x, [1, 1])[0],
  diagonal: (x) => diagonal(x, 0),
  'cast to the same dtype': (x) => cast(x, 'float32'),
  stopGradient: (x) => stopGradient(x),
  withShape: (x) => withShape(x, ['rows', 3]),
  roll: (x) => roll(x, 0),
  'sum over no axes': (x) => sum(x, []),
  'concat of one': (x) => concat([x]),
  'views of views': (x) => pipe(x, transpose, flip, (y) => windows(y, { axes: [0], size: 2 })),
};

describe('writing into what was read changes nothing', () => {
  const make = (): Tensor<[2, 3]> => reshape(arange(1, 7), [2, 3]) as Tensor<[2, 3]>;

  test.each(Object.entries(views))('%s', async (_, viewOf) => {
    const x = make();
    const y = viewOf(x);
    const [wantX, wantY] = [x.toArray(), y.toArray()];
    y.data().fill(9);
    x.data().fill(9);
    (await y.read()).fill(9);
    scribble(y.toArray());
    scribble(x.toArray());
    expect(x.toArray()).toEqual(wantX);
    expect(y.toArray()).toEqual(wantY);
    expect(Array.from(y.data(), Number)).toEqual([wantY].flat(5));
    expect(await y.read()).toEqual(y.data());
  });

  test('constants, which occupy one element', () => {
    const x = full([2, 2], 5);
    const row = x.data();
    row[0] = 9;
    expect(Array.from(row)).toEqual([9, 5, 5, 5]);
    expect(x.toArray()).toEqual([
      [5, 5],
      [5, 5],
    ]);
  });

  test('each reading gives an array of its own', async () => {
    const x = tensor([1, 2]);
    expect(x.data()).not.toBe(x.data());
    expect(x.data().buffer).not.toBe(x.data().buffer);
    expect(await x.read()).not.toBe(await x.read());
    expect(x.toArray()).not.toBe(x.toArray());
    expect(x.data().byteLength).toBe(x.data().buffer.byteLength);
    expect(slice(arange(1000), [3], [5]).data().buffer.byteLength).toBe(8);
  });
});

function scribble(nested: unknown): void {
  if (!Array.isArray(nested)) return;
  nested.forEach(scribble);
  nested.fill(9);
}

describe('the shape of a tensor', () => {
  const x = zeros([2, 3]);
  const made: Readonly<Record<string, Any>> = {
    tensor: tensor([[1], [2]]),
    fromTypedArray: fromTypedArray(new Float32Array(6), [2, 3]),
    zeros: x,
    scalar: tensor(1),
    sum: sum(x, 0),
    sort: sort(x),
    concat: concat([x, x]),
    take: take(x, tensor([0], 'int32')),
    updateAt: updateAt(x, tensor([0], 'int32'), zeros([1, 3])),
    ...Object.fromEntries(Object.entries(views).map(([name, viewOf]) => [name, viewOf(x)])),
  };

  test.each(Object.entries(made))('is frozen: %s', (_, { shape }) => {
    expect(Object.isFrozen(shape)).toBe(true);
    expect(() => {
      (shape as number[])[0] = 7;
    }).toThrow(TypeError);
  });
});

test('an op never changes its inputs, and equal calls give equal results', () => {
  const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(values, fc.constantFrom(...Object.values(views)), (list, viewOf) => {
      const x = reshape(tensor(list), [2, 3]) as Tensor<[2, 3]>;
      const y = viewOf(x);
      const results = [1, 2].map(() => [sort(y).toArray(), sum(y).item(), viewOf(x).toArray()]);
      expect(results[0]).toEqual(results[1]);
      expect(x.toArray()).toEqual([list.slice(0, 3), list.slice(3)]);
    }),
  );
});
