// Rounding: halves to even, signed zeros, numbers too large to have a fraction, integers as they are.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tensor } from '../ops/creation.ts';
import { abs, ceil, floor, round, sign } from './rounding.ts';

test('round takes halves to the even neighbour', () => {
  const x = tensor([-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5], 'float64');
  expect(round(x).toArray()).toEqual([-4, -2, -2, -0, 0, 2, 2, 4]);
});

test('round keeps the sign of what becomes 0', () => {
  expect(round(tensor([-0.2, 0.2, -0, 0])).toArray()).toEqual([-0, 0, -0, 0]);
});

test('round leaves alone what has no fraction, and is right just beside a half', () => {
  const half = 0.5 - 2 ** -54;
  const large = 2 ** 52 - 0.5;
  const x = [half, -half, large, 2 ** 53 - 1, -(2 ** 53), 1e300, Infinity, -Infinity, NaN];
  expect(round(tensor(x, 'float64')).toArray()).toEqual([
    0,
    -0,
    2 ** 52,
    2 ** 53 - 1,
    -(2 ** 53),
    1e300,
    Infinity,
    -Infinity,
    NaN,
  ]);
});

test('round is the nearest integer, or the even one of two', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (x) => {
      const whole = round(tensor(x, 'float64')).item();
      expect(Number.isInteger(whole)).toBe(true);
      expect(Math.abs(whole - x)).toBeLessThanOrEqual(0.5);
      expect(Math.abs(whole - x) < 0.5 || whole % 2 === 0).toBe(true);
    }),
  );
});

test('floor, ceil, sign and abs at the special values', () => {
  const x = tensor([-0, 0, -0.5, 0.5, Infinity, -Infinity, NaN]);
  expect(floor(x).toArray()).toEqual([-0, 0, -1, 0, Infinity, -Infinity, NaN]);
  expect(ceil(x).toArray()).toEqual([-0, 0, -0, 1, Infinity, -Infinity, NaN]);
  expect(sign(x).toArray()).toEqual([-0, 0, -1, 1, 1, -1, NaN]);
  expect(abs(x).toArray()).toEqual([0, 0, 0.5, 0.5, Infinity, Infinity, NaN]);
});

test('integers stay as they are, and their least has no absolute value', () => {
  const x = tensor([-(2 ** 31), -1, 2 ** 31 - 1], 'int32');
  for (const op of [round, floor, ceil]) expect(op(x).toArray()).toEqual(x.toArray());
  expect(abs(x).toArray()).toEqual([-(2 ** 31), 1, 2 ** 31 - 1]);
  expect(sign(x).toArray()).toEqual([-1, -1, 1]);
  expect(sign(tensor([0, 200], 'uint8')).toArray()).toEqual([0, 1]);
});
