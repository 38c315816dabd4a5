// What laws cannot say of layers: conventions, randomness, statistics, and what is refused.
import { grad } from '@cotangent/autograd';
import {
  abs,
  add,
  concat,
  flip,
  isFinite,
  max,
  mean,
  mul,
  ones,
  random,
  reshape,
  slice,
  sub,
  sum,
  tensor,
  variance,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as nn from '../index.ts';
import { functional } from '../index.ts';

const key = random.key(5);
const largest = (x: Tensor): number => max(abs(x)).item() as number;

describe('conv', () => {
  const x = random.normal(key, [2, 3, 7, 8], { dtype: 'float64' });
  const w = random.normal(random.key(6), [4, 3, 3, 2], { dtype: 'float64' });

  test("'same' puts the odd cell at the end, and gives ⌈in / stride⌉", () => {
    const y = functional.conv(x, w, { padding: 'same', stride: [2, 3] });
    expectTypeOf(y).toEqualTypeOf<Tensor<[2, 4, 4, 3], 'float64'>>();
    const explicit = functional.conv(x, w, {
      padding: [
        [1, 1],
        [0, 0],
      ],
      stride: [2, 3],
    });
    expect(y.shape).toEqual([2, 4, 4, 3]);
    expect(largest(sub(y, explicit) as Tensor)).toBe(0);
  });

  test("'valid' is no padding", () => {
    const y = functional.conv(x, w, { padding: 'valid' });
    expectTypeOf(y).toEqualTypeOf<Tensor<[2, 4, 5, 7], 'float64'>>();
    expect(largest(sub(y, functional.conv(x, w)) as Tensor)).toBe(0);
  });

  test('groups are convolutions side by side', () => {
    const own = random.normal(random.key(7), [4, 1, 3, 2], { dtype: 'float64' });
    const pair = slice(x, [0, 0], [2, 2]) as Tensor<[2, 2, 7, 8], 'float64'>;
    const whole = functional.conv(pair, own, { groups: 2 });
    const parts = [0, 1].map((g) =>
      functional.conv(slice(pair, [0, g], [2, g + 1]) as Tensor, slice(own, [2 * g], [2 * g + 2]) as Tensor),
    );
    expect(largest(sub(whole, concat(parts, 1)) as Tensor)).toBeLessThan(1e-14);
  });

  test('strict refuses cells that no window reaches', () => {
    expect(() => nn.conv(4, 2, { stride: 2, strict: true })([1, 5, 4])).toThrow(
      'conv: with strict: true, the last window must end where the axis ends.',
    );
    expect(nn.conv(4, 2, { stride: 2, strict: true })([1, 6, 4]).output).toEqual([4, 3, 2]);
  });

  test('takes images of bytes as they are read', () => {
    const bytes = ones([2, 1, 4, 4], 'uint8');
    const layer = nn.conv(2, 3)([1, 4, 4]);
    const { params, state } = layer.init(key);
    expect(layer.apply(params, state, bytes)[0].dtype).toBe('float32');
  });

  test('says what does not fit', () => {
    expect(() => functional.conv(x as Tensor, ones([4, 2, 3, 3]) as Tensor)).toThrow(
      'w of shape [out, 3, ...size]',
    );
    expect(() => nn.conv(8, 3, { groups: 2 })([3, 8, 8] as readonly number[] as never)).toThrow(
      'a divisor of 3 and of 8',
    );
    expect(() => nn.conv(8, 9)([1, 4, 4] as never)).toThrow(
      'a window that covers at most 4 along spatial axis 0',
    );
    expect(() => nn.conv(8, 3, { pad: 1 } as object)([1, 4, 4])).toThrow('there is no such option');
    expect(() => nn.conv(8, 3, { padding: 'full' as 'same' })([1, 4, 4])).toThrow(
      "'same', 'valid', an integer",
    );
    expect(() => nn.conv(0, 3)).toThrow('filters must be an integer');
  });
});

test('convTranspose is the adjoint of conv: ⟨conv(x), y⟩ = ⟨x, convTranspose(y)⟩', () => {
  const x = random.normal(key, [2, 3, 6, 5], { dtype: 'float64' });
  const w = random.normal(random.key(6), [4, 3, 3, 2], { dtype: 'float64' });
  const options = { stride: [2, 1], padding: 1 } as const;
  const y = functional.conv(x, w, options);
  const g = random.normal(random.key(8), y.shape, { dtype: 'float64' });
  const back = functional.convTranspose(g as Tensor, w as Tensor, { ...options, outputPadding: [1, 0] });
  expect(back.shape).toEqual(x.shape);
  expect(sum(mul(x, back as Tensor)).item()).toBeCloseTo(sum(mul(y, g)).item(), 10);
});

describe('pools', () => {
  test('refuse windows that would lie in the padding alone', () => {
    const message = 'no window may lie in the padding alone';
    expect(() => functional.maxPool(ones([1, 1, 4, 4]), 2, { padding: 2 })).toThrow(message);
    expect(() => functional.averagePool(ones([1, 1, 4]), 3, { padding: [[0, 3]] })).toThrow(message);
    const layer = nn.maxPool(2, { padding: [1, 2] })([1, 4, 4]);
    expect(() => layer.apply({}, {}, ones([1, 1, 4, 4]))).toThrow(message);
    expect(functional.maxPool(ones([1, 1, 4, 4]), 2, { padding: 1 }).shape).toEqual([1, 1, 3, 3]);
  });

  const x = tensor([
    [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
  ]);

  test('of maxima may have gaps in their windows', () => {
    const y = functional.maxPool(reshape(x, [1, 1, 3, 3]), 2, { dilation: 2 });
    expect(y.shape).toEqual([1, 1, 1, 1]);
    expect(y.item()).toBe(9);
    const across = functional.maxPool(reshape(x, [1, 1, 3, 3]), 2, { dilation: [1, 2], stride: 1 });
    expect(across.toArray()).toEqual([[[[6], [9]]]]);
    const layer = nn.maxPool(3, { dilation: 2, padding: 2, stride: 1 })([4, 9, 9]);
    expectTypeOf(layer.output).toEqualTypeOf<readonly [4, 9, 9]>();
    expect(layer.output).toEqual([4, 9, 9]);
    expect(() => functional.maxPool(ones([1, 1, 1]), 2, { dilation: 2, padding: 1 }))
      .toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: maxPool: no window may lie in the padding alone.
        padding: [1, 1] along spatial axis 0
        size: [2]
        dilation: [2]
      Expected windows that all meet one of the 1 cells of spatial axis 0.]
    `);
  });

  test('average counts padding unless told not to', () => {
    const counted = functional.averagePool(x, 2, { padding: [[1, 0]] });
    expect(counted.toArray()).toEqual([
      [
        [0.5, 2.5],
        [2, 5.5],
        [3.5, 8.5],
      ],
    ]);
    const inside = functional.averagePool(x, 2, { padding: [[1, 0]], countPadding: false });
    expect(inside.toArray()).toEqual([
      [
        [1, 2.5],
        [4, 5.5],
        [7, 8.5],
      ],
    ]);
  });

  test('the first of equal maxima takes the gradient, row by row', () => {
    const equal = ones([1, 1, 2, 2]);
    const slope = grad((v: typeof equal) => sum(functional.maxPool(v, 2)))(equal);
    expect(slope.toArray()).toEqual([
      [
        [
          [1, 0],
          [0, 0],
        ],
      ],
    ]);
  });

  test('global leaves the channels alone', () => {
    const layer = nn.averagePool('global')([1, 3]);
    expectTypeOf(layer.output).toEqualTypeOf<readonly [1]>();
    expect(
      layer
        .apply(
          {},
          {},
          x.shape.length === 3 ? (slice(x, [0, 0], [1, 1]) as Tensor<[1, 1, 3]>) : (x as never),
        )[0]
        .toArray(),
    ).toEqual([[2]]);
  });
});

describe('dropout', () => {
  const context = { training: true, key };

  test('keeps the mean, and is the identity outside of training', () => {
    const layer = nn.dropout(0.25)([10_000]);
    const x = ones([1, 10_000]);
    const [y] = layer.apply({}, {}, x, context);
    expect(mean(y).item()).toBeCloseTo(1, 1);
    expect([...new Set(y.data())].toSorted()).toEqual([0, Math.fround(4 / 3)]);
    expect(layer.apply({}, {}, x, { key })[0]).toBe(x);
  });

  test('layers of one model draw different masks, the same for the same key', () => {
    const model = nn.sequential([64], nn.dropout(0.5), nn.dropout(0.5));
    const run = (k: typeof key): string =>
      nn
        .predict(model, {}, ones([1, 64]), { training: true, key: k })
        .data()
        .join();
    expect(run(key)).toBe(run(key));
    expect(run(key)).not.toBe(run(random.key(6)));
    const kept = nn
      .predict(model, {}, ones([1, 64]), context)
      .data()
      .filter((v) => v > 0).length;
    expect(kept).toBeGreaterThan(4);
    expect(kept).toBeLessThan(28);
  });
});

describe('batchNorm', () => {
  test('running = 0.9·running + 0.1·batch, with the unbiased variance', () => {
    const layer = nn.batchNorm()([2, 3]);
    const { params, state } = layer.init(key, { dtype: 'float64' });
    const x = random.normal(key, [4, 2, 3], { mean: 3, dtype: 'float64' });
    const [y, after] = layer.apply(params, state, x, { training: true });
    const unbiased = variance(x, [0, 2], { correction: 1 }) as Tensor;
    expect(largest(sub(after.mean, mul(mean(x, [0, 2]), 0.1)) as Tensor)).toBeLessThan(1e-15);
    expect(largest(sub(after.variance, add(mul(unbiased, 0.1), 0.9)) as Tensor)).toBeLessThan(1e-15);
    expect(largest(mean(y, [0, 2]) as Tensor)).toBeLessThan(1e-14);
    const [later, same] = layer.apply(params, after, x);
    expect(same).toBe(after);
    expect(later.shape).toEqual([4, 2, 3]);
  });

  test('refuses to train on one value a channel', () => {
    const layer = nn.batchNorm()([2]);
    const { params, state } = layer.init(key);
    expect(() => layer.apply(params, state, ones([1, 2]), { training: true })).toThrow(
      'each channel has more than one value',
    );
  });
});

test.each<[string, (x: Tensor) => Tensor]>([
  ['layerNorm', (x) => functional.layerNorm(x)],
  ['rmsNorm', (x) => functional.rmsNorm(x)],
  ['groupNorm', (x) => functional.groupNorm(x, 2)],
  ['batchNorm', (x) => functional.batchNorm(x)],
  ['localResponseNorm', (x) => functional.localResponseNorm(x, { size: 3 })],
  ['attention', (x) => functional.attention(x, x, x)],
])('%s is finite for inputs of ±1e4, and so is its gradient', (_, f) => {
  const x = tensor([
    [1e4, -1e4, 0, 1e4],
    [-1e4, 1e4, 1e4, 3],
  ]) as Tensor;
  expect(isFinite(f(x)).data().every(Boolean)).toBe(true);
  const slope = grad((v: Tensor) => sum(mul(f(v), tensor([1, 2, 3, 4]) as Tensor)) as Tensor<[]>)(x);
  expect(isFinite(slope).data().every(Boolean)).toBe(true);
});

describe('attention', () => {
  const q = random.normal(key, [2, 4, 3]);

  test('causal: later positions change nothing', () => {
    const changed = concat([slice(q, [0, 0], [2, 3]), ones([2, 1, 3])], 1) as Tensor;
    const [a, b] = [q as Tensor, changed].map((x) => functional.attention(x, x, x, { causal: true }));
    expect(largest(sub(slice(a, [0, 0], [2, 3]), slice(b, [0, 0], [2, 3])) as Tensor)).toBe(0);
  });

  test('a query that sees nothing gives zeros, with finite gradients', () => {
    const mask = tensor([
      [false, false, false, false],
      [true, true, true, true],
      [true, false, false, false],
      [true, true, false, false],
    ]);
    const f = (x: typeof q) => functional.attention(x, x, x, { mask });
    expect(largest(slice(f(q), [0, 0], [2, 1]) as Tensor)).toBe(0);
    expect(
      isFinite(grad((x: typeof q) => sum(f(x)))(q))
        .data()
        .every(Boolean),
    ).toBe(true);
  });

  test('refuses heads that do not divide, and masks of numbers', () => {
    expect(() => nn.multiHeadAttention(3)([5, 8])).toThrow('a divisor of 8');
    expect(() => functional.attention(q, q, q, { mask: ones([4, 4]) as Tensor as never })).toThrow(
      'a tensor of dtype bool',
    );
  });
});

describe('recurrent layers', () => {
  test('are their cells, position by position', () => {
    const layer = nn.lstm(2)([3, 4]);
    const { params } = layer.init(key, { dtype: 'float64' });
    const x = random.normal(key, [5, 3, 4], { dtype: 'float64' });
    const [y] = layer.apply(params, {}, x);
    let state: { h: Tensor; c: Tensor } = {
      h: zeros([5, 2], 'float64') as Tensor,
      c: zeros([5, 2], 'float64') as Tensor,
    };
    for (let t = 0; t < 3; t++) {
      const row = slice(x, [0, t], [5, t + 1]);
      const next = functional.lstmCell(sum(row, 1) as Tensor, state, params);
      state = { h: next.h, c: next.c };
      expect(largest(sub(sum(slice(y, [0, t], [5, t + 1]), 1) as Tensor, state.h) as Tensor)).toBeLessThan(
        1e-15,
      );
    }
  });

  test('in reverse, outputs stay where they belong', () => {
    const [forward, backward] = [false, true].map((reverse) => nn.gru(2, { reverse })([3, 4]));
    const { params } = forward.init(key);
    const x = random.normal(key, [1, 3, 4]);
    const [a] = forward.apply(params, {}, flip(x, 1) as Tensor<[1, 3, 4]>);
    const [b] = backward.apply(params, {}, x);
    expect(largest(sub(flip(a, 1) as Tensor, b as Tensor) as Tensor)).toBeLessThan(1e-7);
  });
});
