// Reductions: NaN, ties, integers that wrap around, bytes and bools that count, and what becomes of nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '../primitives/broadcast.ts';
import { flip, transpose } from '../primitives/permute.ts';
import { fromTypedArray, full, ones, tensor, zeros } from './creation.ts';
import { cumprod, cumsum, prod } from './products.ts';
import { all, any, argmax, argmin, max, mean, min } from './reductions.ts';
import { norm, standardDeviation, variance } from './statistics.ts';

describe('max and min', () => {
  test('NaN wins, wherever it stands', () => {
    for (const row of [
      [NaN, 1, 2],
      [1, NaN, 2],
      [1, 2, NaN],
    ]) {
      const x = tensor(row);
      expect([max(x).item(), min(x).item()]).toEqual([NaN, NaN]);
      const first = row.findIndex(Number.isNaN);
      expect([argmax(x).item(), argmin(x).item()]).toEqual([first, first]);
    }
    const column = tensor([
      [NaN, 1],
      [2, 3],
    ]);
    expect(max(column, 0).toArray()).toEqual([NaN, 3]);
    expect(min(column, 1).toArray()).toEqual([NaN, 2]);
  });

  test('infinities are values like any other', () => {
    expect(max(tensor([-Infinity, -Infinity])).item()).toBe(-Infinity);
    expect(argmax(tensor([-Infinity, -Infinity])).item()).toBe(0);
    expect(min(tensor([Infinity, Infinity])).item()).toBe(Infinity);
    expect(argmin(tensor([Infinity, 3, -Infinity])).item()).toBe(2);
  });

  test('the ends of the integer dtypes', () => {
    const ends = tensor([-(2 ** 31), 2 ** 31 - 1], 'int32');
    expect([max(ends).item(), min(ends).item()]).toEqual([2 ** 31 - 1, -(2 ** 31)]);
    expect(max(full([3], -(2 ** 31), 'int32')).item()).toBe(-(2 ** 31));
    expect(max(tensor([0, 255], 'uint8')).toString()).toBe('uint8[] 255');
    expect(min(tensor([true, false])).toString()).toBe('bool[] false');
  });

  test('the first of several is where the extremum is, in row-major order of the reduced axes', () => {
    const x = tensor([
      [1, 5, 5],
      [5, 0, 0],
    ]);
    expect(argmax(x).item()).toBe(1);
    expect(argmin(x).item()).toBe(4);
    expect(argmax(x, 0).toArray()).toEqual([1, 0, 0]);
    expect(argmax(x, 1).toArray()).toEqual([1, 0]);
    expect(argmax(transpose(x)).item()).toBe(1);
    expect(argmax(flip(x, 1), 1).toArray()).toEqual([0, 2]);
  });
});

describe('sums', () => {
  const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const cut = (values: readonly number[]): number =>
    Number(
      BigInt.asIntN(
        32,
        values.reduce((total, v) => total + BigInt(v), 0n),
      ),
    );

  test('of int32 wrap around, exactly', () => {
    fc.assert(
      fc.property(fc.array(int32, { maxLength: 20 }), (values) => {
        const x = tensor(values, 'int32');
        expect(sum(x).item()).toBe(cut(values));
        expect(cumsum(x, 0).toArray()).toEqual(values.map((_, i) => cut(values.slice(0, i + 1))));
      }),
    );
  });

  test('of int32 stay exact past what float64 can count', () => {
    const n = 2 ** 22 + 3;
    const x = fromTypedArray(new Int32Array(n).fill(2 ** 31 - 1), [n]);
    const want = Number(BigInt.asIntN(32, BigInt(n) * BigInt(2 ** 31 - 1)));
    expect(sum(x).item()).toBe(want);
    expect(cumsum(x, 0).data().at(-1)).toBe(want);
  });

  test('of bytes and bools count in int32', () => {
    expect(sum(full([1000], 255, 'uint8')).toString()).toBe('int32[] 255000');
    expect(sum(ones([300], 'bool')).toString()).toBe('int32[] 300');
    expect(cumsum(tensor([200, 100], 'uint8'), 0).toString()).toBe('int32[2] [200, 300]');
    expect(cumsum(tensor([true, false, true]), 0).toArray()).toEqual([1, 1, 2]);
  });

  test('of float32 lose nothing to rounding on the way', () => {
    expect(sum(tensor([2 ** 24, 1, 1, -(2 ** 24)])).item()).toBe(2);
    expect(mean(full([1_000_000], 0.1)).item()).toBe(Math.fround(0.1));
  });

  test('of infinities that cancel are NaN', () => {
    expect(sum(tensor([Infinity, -Infinity])).item()).toBe(NaN);
    expect(sum(tensor([Infinity, 1])).item()).toBe(Infinity);
    expect(cumsum(tensor([1, NaN, 1]), 0).toArray()).toEqual([1, NaN, NaN]);
  });
});

describe('products', () => {
  test('with zeros, NaN and infinities', () => {
    expect(prod(tensor([2, 0, 5])).item()).toBe(0);
    expect(prod(tensor([0, Infinity])).item()).toBe(NaN);
    expect(prod(tensor([-2, 0])).item()).toBe(-0);
    expect(cumprod(tensor([2, 0, NaN, 3]), 0).toArray()).toEqual([2, 0, NaN, NaN]);
  });

  test('of int32 wrap around, of bytes and bools multiply in int32', () => {
    expect(prod(tensor([65536, 65536], 'int32')).item()).toBe(0);
    expect(prod(tensor([65536, 32768, 1], 'int32')).item()).toBe(-(2 ** 31));
    expect(prod(tensor([255, 255], 'uint8')).toString()).toBe('int32[] 65025');
    expect(prod(tensor([true, true])).toString()).toBe('int32[] 1');
    expect(cumprod(tensor([16, 16, 16], 'uint8'), 0).toString()).toBe('int32[3] [  16,  256, 4096]');
  });

  test('are those of a loop', () => {
    const values = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 9 });
    fc.assert(
      fc.property(values, (list) => {
        const x = tensor(list, 'int32');
        const running = list.map((_, i) => list.slice(0, i + 1).reduce((a, b) => Math.imul(a, b), 1));
        expect(prod(x).item()).toBe(running.at(-1) ?? 1);
        expect(cumprod(x, 0).toArray()).toEqual(running);
      }),
    );
  });
});

describe('variance', () => {
  const x = tensor([1, 2, 3, 4], 'float64');

  test('of a population, or of a sample', () => {
    expect(variance(x).item()).toBe(1.25);
    expect(variance(x, undefined, { correction: 1 }).item()).toBeCloseTo(5 / 3, 15);
    expect(variance(x, 0, { correction: 2, keepDims: true }).toArray()).toEqual([2.5]);
    expect(standardDeviation(x).item()).toBe(Math.sqrt(1.25));
    expect(standardDeviation(x, 0, { correction: 1 }).item()).toBeCloseTo(Math.sqrt(5 / 3), 15);
    expect(variance(tensor([1, 3], 'int32')).toString()).toBe('float32[] 1');
    expect(variance(tensor([7])).item()).toBe(0);
  });

  test('does not cancel for values far from 0', () => {
    expect(variance(tensor([1e9, 1e9 + 1, 1e9 + 2], 'float64')).item()).toBeCloseTo(2 / 3, 12);
  });

  test('throws where the correction takes everything away', () => {
    expect(() => variance(tensor([7]), 0, { correction: 1 })).toThrow(
      'variance: there must be more elements',
    );
    expect(() => standardDeviation(zeros([2, 0]), 1)).toThrow('standardDeviation: ');
  });
});

test('norm at 0, of huge and of infinite values', () => {
  expect(norm(tensor([3, 4])).item()).toBe(5);
  expect(norm(tensor([0, -0])).item()).toBe(0);
  expect(norm(tensor([Infinity, 1])).item()).toBe(Infinity);
  expect(norm(tensor([NaN, 1])).item()).toBe(NaN);
  expect(norm(zeros([0])).item()).toBe(0);
  expect(norm(tensor([[3, 4]], 'int32'), 1).toString()).toBe('float32[1] [5]');
});

describe('of nothing', () => {
  const none = zeros([2, 0]);

  test('there is a sum, a product, any and all', () => {
    expect(sum(none).item()).toBe(0);
    expect(sum(none, 1).toArray()).toEqual([0, 0]);
    expect(sum(none, 0).shape).toEqual([0]);
    expect(prod(none, 1).toArray()).toEqual([1, 1]);
    expect(cumsum(none, 1).shape).toEqual([2, 0]);
    expect(cumprod(none, 1).shape).toEqual([2, 0]);
    expect(any(zeros([0], 'bool')).item()).toBe(false);
    expect(all(zeros([0], 'bool')).item()).toBe(true);
  });

  const ops = { mean, max, min, argmax, argmin, variance, standardDeviation };
  test.each(Object.entries(ops))('there is no %s, save along other axes', (name, op) => {
    expect(() => op(none)).toThrow(`${name}: the ${name} of nothing does not exist`);
    expect(() => op(none, 1)).toThrow(`${name}: `);
    expect(op(none, 0).shape).toEqual([0]);
  });
});

test('over no axes nothing is reduced', () => {
  const x = tensor([1, 2]);
  expect(sum(x, []).toArray()).toEqual([1, 2]);
  expect(max(x, []).toArray()).toEqual([1, 2]);
  expect(argmax(x, []).toArray()).toEqual([0, 0]);
  expect(mean(tensor(5)).item()).toBe(5);
  expect(variance(x, []).toArray()).toEqual([0, 0]);
});

test('mean of integers and bools is a fraction', () => {
  expect(mean(tensor([1, 2], 'int32')).toString()).toBe('float32[] 1.5');
  expect(mean(tensor([true, false, false, true])).toString()).toBe('float32[] 0.5');
  expect(mean(full([1000], 255, 'uint8')).item()).toBe(255);
});
