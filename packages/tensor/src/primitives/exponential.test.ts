// Logarithms at powers of their base, and what exponentials are at the ends of their domain.
import { expect, test } from 'vitest';
import { tensor } from '../ops/creation.ts';
import { exp, expm1, log, log10, log1p, log2 } from './exponential.ts';

test('log2 is exact at every power of 2', () => {
  const exponents = Array.from({ length: 1074 + 1024 }, (_, i) => i - 1074);
  const powers = exponents.map((n) => 2 ** n);
  expect([...log2(tensor(powers, 'float64')).data()]).toEqual(exponents);
});

test('log10 is exact at the powers of 10 that are numbers', () => {
  const exponents = Array.from({ length: 23 }, (_, i) => i);
  const powers = exponents.map((n) => Number(`1e${n}`));
  expect([...log10(tensor(powers, 'float64')).data()]).toEqual(exponents);
});

test('logarithms at 0, below and at infinity', () => {
  const x = tensor([0, -0, -1, Infinity, NaN, 1]);
  for (const op of [log, log2, log10]) {
    expect(op(x).toArray()).toEqual([-Infinity, -Infinity, NaN, Infinity, NaN, 0]);
  }
  expect(log1p(tensor([-1, -2, Infinity, 0, -0])).toArray()).toEqual([-Infinity, NaN, Infinity, 0, -0]);
});

test('exponentials overflow to infinity and underflow to 0', () => {
  expect(exp(tensor([-1e4, 1e4, -Infinity, Infinity, NaN, 0])).toArray()).toEqual([
    0,
    Infinity,
    0,
    Infinity,
    NaN,
    1,
  ]);
  expect(expm1(tensor([-1e4, 1e4, -0])).toArray()).toEqual([-1, Infinity, -0]);
});

test('expm1 and log1p keep the digits that exp and log lose near 0', () => {
  expect(expm1(tensor(1e-20, 'float64')).item()).toBe(1e-20);
  expect(log1p(tensor(1e-20, 'float64')).item()).toBe(1e-20);
});

test('integers and bools become float32', () => {
  expect(exp(tensor([0, 1], 'int32')).dtype).toBe('float32');
  expect(exp(tensor([false])).toString()).toBe('float32[1] [1]');
});
