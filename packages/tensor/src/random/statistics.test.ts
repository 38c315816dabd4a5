// Whether the draws follow their distributions: fixed seeds, so that a test that passes once passes always.
// True randomness would pass each limit but once in some ten thousand seeds.
import { describe, expect, test } from 'vitest';
import { broadcastTo, erf, random, sigmoid, tensor, transpose, type Tensor } from '@cotangent/tensor';

const n = 100_000;
const key = random.key(2024);

const numbers = (x: Tensor): number[] => Array.from(x.data());
const average = (x: readonly number[]): number => x.reduce((sum, v) => sum + v, 0) / x.length;

function moments(x: readonly number[]): {
  mean: number;
  variance: number;
  skewness: number;
  kurtosis: number;
} {
  const mean = average(x);
  const central = (power: number): number => average(x.map((v) => (v - mean) ** power));
  const variance = central(2);
  return { mean, variance, skewness: central(3) / variance ** 1.5, kurtosis: central(4) / variance ** 2 };
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [average(x), average(y)];
  const covariance = average(x.map((v, i) => (v - mx) * ((y[i] ?? 0) - my)));
  return covariance / Math.sqrt(moments(x).variance * moments(y).variance);
}

/** How many standard deviations the chi-square statistic of these counts lies above its mean. */
function excess(counts: readonly number[], expected: readonly number[]): number {
  const chi = counts.reduce((sum, c, i) => sum + (c - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 0), 0);
  const freedom = counts.length - 1;
  return (chi - freedom) / Math.sqrt(2 * freedom);
}

function count(x: readonly number[], bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const v of x) counts[v] = (counts[v] ?? 0) + 1;
  return counts;
}

const even = (bins: number, total: number = n): number[] => new Array<number>(bins).fill(total / bins);

/** Kolmogorov's statistic times √n: above 2.2 once in ten thousand. */
function kolmogorov(x: readonly number[], cdf: (v: number) => number): number {
  const sorted = x.toSorted((p, q) => p - q);
  let distance = 0;
  sorted.forEach((v, i) => {
    const f = cdf(v);
    distance = Math.max(distance, f - i / sorted.length, (i + 1) / sorted.length - f);
  });
  return distance * Math.sqrt(sorted.length);
}

const phi = (z: number): number => (1 + erf(tensor(z * Math.SQRT1_2, 'float64')).item()) / 2;

/** The place of `v` among 64 bins of [0, 1). */
const bin = (v: number): number => Math.floor(v * 64);

describe.each(['float32', 'float64'] as const)('%s', (dtype) => {
  test('uniform is flat', () => {
    const x = numbers(random.uniform(key, [n], { dtype }));
    const { mean, variance } = moments(x);
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
    expect(excess(count(x.map(bin), 64), even(64))).toBeLessThan(4);
    // Also what is left once the highest bits are gone.
    const low = x.map((v) => v * 2 ** 17).map((v) => bin(v - Math.floor(v)));
    expect(excess(count(low, 64), even(64))).toBeLessThan(4);
    expect(kolmogorov(x, (v) => v)).toBeLessThan(2.2);
  });

  test('uniform does not remember', () => {
    const x = numbers(random.uniform(key, [n], { dtype }));
    for (const lag of [1, 2, 3, 64, 1000]) {
      expect(Math.abs(correlation(x.slice(lag), x.slice(0, -lag)))).toBeLessThan(4 / Math.sqrt(n));
    }
    const pairs = x.slice(1).map((v, i) => 8 * Math.floor(v * 8) + Math.floor((x[i] ?? 0) * 8));
    expect(excess(count(pairs, 64), even(64))).toBeLessThan(4);
  });

  test('normal is normal', () => {
    const x = numbers(random.normal(key, [n], { dtype }));
    const { mean, variance, skewness, kurtosis } = moments(x);
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(skewness)).toBeLessThan(4 * Math.sqrt(6 / n));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(4 * Math.sqrt(24 / n));
    expect(kolmogorov(x, phi)).toBeLessThan(2.2);
    expect(Math.abs(correlation(x.slice(1), x.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(n));
    // Cosine and sine of one point share its radius: their squares must not depend on each other either.
    const squares = x.map((v) => v * v);
    expect(Math.abs(correlation(squares.slice(1), squares.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(n));
  });

  test.each([
    [-2, 2],
    [-1, 3],
    [0, Infinity],
    [-Infinity, -1],
    [-0.1, 0.1],
    [2, 3],
  ])('truncatedNormal between %d and %d', (low, high) => {
    const x = numbers(random.truncatedNormal(key, [n], { low, high, dtype }));
    const mass = phi(high) - phi(low);
    expect(kolmogorov(x, (v) => (phi(v) - phi(low)) / mass)).toBeLessThan(2.2);
    const round = dtype === 'float32' ? Math.fround : Number;
    expect(Math.min(...x.slice(0, 50_000))).toBeGreaterThanOrEqual(round(low));
    expect(Math.max(...x.slice(0, 50_000))).toBeLessThanOrEqual(round(high));
  });

  test('an unbounded truncatedNormal is normal', () => {
    const x = numbers(random.truncatedNormal(key, [n], { low: -Infinity, high: Infinity, dtype }));
    expect(kolmogorov(x, phi)).toBeLessThan(2.2);
    expect(x.every(Number.isFinite)).toBe(true);
  });
});

test('streams of derived keys are unrelated', () => {
  const children = random.split(key, 4);
  const folded = [0, 1, 2, 'a', 'b'].map((data) => random.fold(key, data));
  const streams = [key, ...children, ...folded].map((k) => numbers(random.uniform(k, [20_000])));
  streams.forEach((x, i) => {
    for (const y of streams.slice(i + 1))
      expect(Math.abs(correlation(x, y))).toBeLessThan(4.5 / Math.sqrt(20_000));
  });
});

test('the first draws of consecutive seeds, children and steps are flat', () => {
  const kinds = [
    Array.from({ length: 4096 }, (_, i) => random.key(i)),
    random.split(key, 4096),
    Array.from({ length: 4096 }, (_, i) => random.fold(key, i)),
  ];
  for (const keys of kinds) {
    const first = keys.map((k) => Math.floor(random.uniform(k, []).item() * 32));
    expect(excess(count(first, 32), even(32, 4096))).toBeLessThan(4);
  }
});

test.each([0.001, 0.3, 0.5, 0.95])('bernoulli(%d) holds that often', (p) => {
  const share = average(numbers(random.bernoulli(key, p, [n])));
  expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
});

test('dropoutMask has mean 1', () => {
  const mask = numbers(random.dropoutMask(key, 0.3, [n]));
  expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
  expect(Math.abs(average(mask) - 1)).toBeLessThan(4 * Math.sqrt(0.3 / 0.7 / n));
});

test('categorical follows the softmax of its logits', () => {
  const weights = [1, 2, 0.5, 0, 4, 0.01];
  const total = weights.reduce((sum, w) => sum + w, 0);
  const logits = broadcastTo(tensor(weights.map((w) => Math.log(w))), [n, 6]);
  const chosen = numbers(random.categorical(key, logits));
  const counts = count(chosen, 6);
  expect(counts[3]).toBe(0);
  const possible = [0, 1, 2, 4, 5];
  const expected = possible.map((i) => ((weights[i] ?? 0) / total) * n);
  expect(
    excess(
      possible.map((i) => counts[i] ?? 0),
      expected,
    ),
  ).toBeLessThan(4);
  const columns = numbers(random.categorical(key, transpose(logits), 0));
  expect(
    excess(
      possible.map((i) => count(columns, 6)[i] ?? 0),
      expected,
    ),
  ).toBeLessThan(4);
});

test('categorical of two is the logistic function', () => {
  const logits = broadcastTo(tensor([0, -9]), [n, 2]);
  const p = sigmoid(-9).item();
  const share = average(numbers(random.categorical(key, logits)));
  expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt(p / n));
});

test.each([
  [0, 2],
  [-3, 4],
  [0, 48],
  [-(2 ** 31), 2 ** 31],
  [-(2 ** 31), 2 ** 30 - 1],
])('integers from %d to %d are flat', (low, high) => {
  const x = numbers(random.integers(key, [n], low, high));
  expect(x.every((v) => Number.isInteger(v) && v >= low && v < high)).toBe(true);
  const bins = Math.min(48, high - low);
  const share = x.map((v) => Math.floor(((v - low) / (high - low)) * bins));
  expect(excess(count(share, bins), even(bins))).toBeLessThan(4);
});

test('all 24 orders of 4 are equally likely', () => {
  const orders = random.split(key, 12_000).map((k) => numbers(random.permutation(k, 4)).join(''));
  const counts = new Map<string, number>();
  for (const order of orders) counts.set(order, (counts.get(order) ?? 0) + 1);
  expect(counts.size).toBe(24);
  expect(excess([...counts.values()], even(24, 12_000))).toBeLessThan(4);
});
