// Initializers: the variance they promise, orthogonality, and that the same key gives the same weights.
import { matmul, mean, random, square, transpose, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { constant, convNetJS, glorot, he, lecun, orthogonal, type Initializer } from '../index.ts';

const fans = { fanIn: 200, fanOut: 100, dtype: 'float64' } as const;
const drawn = (init: Initializer, shape: readonly number[] = [200, 100]): Tensor =>
  init(random.key(3), shape, fans);
const second = (x: Tensor): number => mean(square(x)).item() as number;

test.each<[string, Initializer, number]>([
  ['glorot', glorot(), 2 / 300],
  ['glorot, normal', glorot({ distribution: 'normal' }), 2 / 300],
  ['he', he(), 2 / 200],
  ['he, uniform', he({ distribution: 'uniform' }), 2 / 200],
  ['lecun', lecun(), 1 / 200],
  ['lecun, gain 2', lecun({ gain: 2 }), 4 / 200],
  ['convNetJS', convNetJS(), 1 / 200],
])('%s has the variance that it promises', (_, init, variance) => {
  expect(second(drawn(init)) / variance).toBeCloseTo(1, 1);
});

test('uniform draws stay within √3 standard deviations', () => {
  const bound = Math.sqrt(3 * (2 / 300));
  expect(
    drawn(glorot())
      .data()
      .every((x) => Math.abs(x) <= bound),
  ).toBe(true);
});

test.each([
  ['wide', [20, 50]],
  ['tall', [50, 20]],
  ['kernels', [8, 3, 5, 5]],
  ['square', [16, 16]],
])('orthogonal: %s', (_, shape) => {
  const w = drawn(orthogonal({ gain: 2 }), shape);
  expect(w.shape).toEqual(shape);
  const [rows, columns] = [shape[0], w.size / shape[0]];
  const matrix = Array.from({ length: rows }, (_row, i) =>
    [...w.data()].slice(i * columns, (i + 1) * columns).map(Number),
  );
  const short = rows <= columns ? matrix : matrix[0].map((_column, j) => matrix.map((row) => row[j]));
  short.forEach((a, i) =>
    short.forEach((b, j) => {
      const product = a.reduce((sum, x, k) => sum + x * b[k], 0);
      expect(Math.abs(product - (i === j ? 4 : 0))).toBeLessThan(1e-12);
    }),
  );
});

test('orthogonal is orthogonal in float32, too', () => {
  const w = orthogonal()(random.key(1), [64, 64], { ...fans, dtype: 'float32' });
  const identity = matmul(w, transpose(w)) as Tensor<[64, 64]>;
  const worst = Math.max(
    ...identity.toArray().flatMap((row, i) => row.map((x, j) => Math.abs(x - Number(i === j)))),
  );
  expect(worst).toBeLessThan(2e-6);
});

test('constant is the same everywhere', () => {
  expect([...drawn(constant(0.1), [3]).data()]).toEqual([0.1, 0.1, 0.1]);
});

test('what is no distribution is refused', () => {
  expect(() => he({ distribution: 'gauss' as 'normal' })).toThrow(
    "he: there is no such distribution.\n  distribution: 'gauss'",
  );
});
