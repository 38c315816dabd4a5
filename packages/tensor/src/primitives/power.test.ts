// Powers where they are exact: integers that wrap around, powers of two, and the special cases of IEEE 754.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor } from '../ops/creation.ts';
import { exp2, pow, rsqrt, sqrt } from './power.ts';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe('pow of integers', () => {
  test('is exact and wraps around', () => {
    expect(pow(tensor([3, 2, 2, -3, 10], 'int32'), tensor([40, 31, 32, 3, 9], 'int32')).toArray()).toEqual([
      689956897,
      -(2 ** 31),
      0,
      -27,
      1e9,
    ]);
    expect(pow(tensor([2, 7, 0], 'uint8'), tensor([8, 3, 0], 'uint8')).toArray()).toEqual([0, 343 % 256, 1]);
  });

  test('is that of arbitrary precision, cut to 32 bits', () => {
    fc.assert(
      fc.property(int32, fc.integer({ min: 0, max: 300 }), (x, y) => {
        const want = Number(BigInt.asIntN(32, BigInt(x) ** BigInt(y)));
        expect(pow(tensor(x, 'int32'), tensor(y, 'int32')).item()).toBe(want);
        expect(pow(tensor(x, 'int32'), y).item()).toBe(want);
        expect(pow(x, tensor(y, 'int32')).item()).toBe(want);
      }),
    );
  });

  test('of uint8 is cut to 8 bits', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, (x, y) => {
        const want = Number(BigInt.asUintN(8, BigInt(x) ** BigInt(y)));
        expect(pow(tensor(x, 'uint8'), tensor(y, 'uint8')).item()).toBe(want);
      }),
    );
  });

  test('0 to the power 0 is 1', () => {
    expect(pow(tensor([0, 5], 'int32'), 0).toArray()).toEqual([1, 1]);
  });

  test.each([
    ['a number', (): unknown => pow(tensor([2, 3], 'int32'), -1)],
    ['a tensor', (): unknown => pow(tensor([2, 3], 'int32'), tensor([1, -1], 'int32'))],
    ['a tensor, of a number', (): unknown => pow(2, tensor([1, -1], 'int32'))],
    ['a tensor, of 1', (): unknown => pow(tensor([1], 'int32'), tensor([-1], 'int32'))],
  ])('to a negative power is an error: %s', (_, call) => {
    expect(call).toThrow('pow: an integer to a negative power is a fraction');
  });

  test('to a power that is a fraction takes a float dtype', () => {
    expect(pow(tensor([4], 'int32'), tensor([-0.5])).toArray()).toEqual([0.5]);
    expect(pow(tensor([2], 'int32'), tensor([0.5], 'float64')).dtype).toBe('float64');
    expect(() => pow(tensor([4], 'int32'), 0.5)).toThrow('an integer in its range');
  });
});

test('pow of floats takes the special cases of IEEE 754', () => {
  const cases = [
    [0, 0, 1],
    [NaN, 0, 1],
    [1, NaN, 1],
    [1, Infinity, 1],
    [-1, Infinity, 1],
    [-1, -Infinity, 1],
    [0.5, Infinity, 0],
    [2, Infinity, Infinity],
    [0, -1, Infinity],
    [-0, -1, -Infinity],
    [-0, -2, Infinity],
    [-8, 1 / 3, NaN],
    [-2, 3, -8],
    [-Infinity, 3, -Infinity],
    [-Infinity, 2, Infinity],
    [-Infinity, -3, -0],
    [NaN, 1, NaN],
    [2, NaN, NaN],
  ] as const;
  const x = cases.map(([base]) => base);
  const y = cases.map(([, exponent]) => exponent);
  expect(pow(tensor(x, 'float64'), tensor(y, 'float64')).toArray()).toEqual(cases.map(([, , want]) => want));
});

test('exp2 is exact at every integer that float64 and float32 can reach', () => {
  const exponents = Array.from({ length: 1074 + 1024 }, (_, i) => i - 1074);
  expect([...exp2(tensor(exponents, 'float64')).data()]).toEqual(exponents.map((n) => 2 ** n));
  const narrow = exponents.filter((n) => n >= -149 && n < 128);
  expect([...exp2(tensor(narrow)).data()]).toEqual(narrow.map((n) => 2 ** n));
  expect(exp2(tensor([-Infinity, Infinity, NaN, 128, -1075])).toArray()).toEqual([
    0,
    Infinity,
    NaN,
    Infinity,
    0,
  ]);
  expect(exp2(tensor([3, -1], 'int32')).toString()).toBe('float32[2] [  8, 0.5]');
});

test('roots at the ends of their domain', () => {
  expect(sqrt(tensor([0, -0, -1, Infinity, NaN])).toArray()).toEqual([0, -0, NaN, Infinity, NaN]);
  expect(rsqrt(tensor([0, 4, Infinity, -1])).toArray()).toEqual([Infinity, 0.5, 0, NaN]);
});
