// Ranges, even spacing, the identity and one-hot rows: what they hold, and what they refuse to hold.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DType } from '../base/dtype.ts';
import { tensor, zeros } from './creation.ts';
import { arange, eye, linspace, oneHot } from './ranges.ts';

describe('arange', () => {
  test('counts up, down and not at all', () => {
    expect(arange(4).toString()).toBe('float32[4] [0, 1, 2, 3]');
    expect(arange(1, 6, 2, 'int32').toString()).toBe('int32[3] [1, 3, 5]');
    expect(arange(5, 0, -2, 'int32').toArray()).toEqual([5, 3, 1]);
    expect(arange(0, 1, 0.25, 'float64').toArray()).toEqual([0, 0.25, 0.5, 0.75]);
    expect(arange(5, 0).shape).toEqual([0]);
    expect(arange(0, 5, -1).shape).toEqual([0]);
    expect(() => arange(-2)).toThrow('stop must be an integer');
    expect(arange(250, 256, 1, 'uint8').toArray()).toEqual([250, 251, 252, 253, 254, 255]);
    expect(arange(2, 'bool').toArray()).toEqual([false, true]);
  });

  test('is start + i·step, from start up to but without stop', () => {
    const end = fc.integer({ min: -40, max: 40 });
    const step = fc.integer({ min: -5, max: 5 }).filter((n) => n !== 0);
    fc.assert(
      fc.property(
        end,
        end,
        step,
        fc.constantFrom<DType>('int32', 'float32', 'float64'),
        (a, b, by, dtype) => {
          const want: number[] = [];
          for (let value = a; by > 0 ? value < b : value > b; value += by) want.push(value);
          expect(arange(a, b, by, dtype).toArray()).toEqual(want);
        },
      ),
    );
  });

  test.each([
    ['a value that bool cannot hold', (): unknown => arange(3, 'bool')],
    ['a value past the end of uint8', (): unknown => arange(250, 260, 1, 'uint8')],
    ['a value below 0 in uint8', (): unknown => arange(3, -2, -1, 'uint8')],
    ['a value past the end of int32', (): unknown => arange(2 ** 31 - 2, 2 ** 31 + 2, 1, 'int32')],
    ['a fraction in int32', (): unknown => arange(0, 1, 0.5, 'int32')],
    ['a step of 0', (): unknown => arange(0, 3, 0)],
    ['an end that is not finite', (): unknown => arange(0, Infinity)],
    ['NaN', (): unknown => arange(NaN)],
    ['more elements than a tensor can have', (): unknown => arange(0, 1, 1e-12)],
  ])('throws for %s', (_, call) => {
    expect(call).toThrow('arange: ');
  });
});

describe('linspace', () => {
  test('holds both ends', () => {
    expect(linspace(0, 1, 5).toArray()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(linspace(2, -2, 3, 'float64').toArray()).toEqual([2, 0, -2]);
    expect(linspace(3, 7, 1).toArray()).toEqual([3]);
    expect(linspace(3, 7, 0).shape).toEqual([0]);
    expect(linspace(3, 3, 2).toArray()).toEqual([3, 3]);
  });

  test('begins exactly at start, ends exactly at stop, and never turns back', () => {
    const end = fc.double({ noNaN: true, min: -1e3, max: 1e3 });
    fc.assert(
      fc.property(end, end, fc.integer({ min: 2, max: 50 }), (start, stop, count) => {
        const values = linspace(start, stop, count, 'float64').data();
        expect(values[0] === start).toBe(true);
        expect(values[count - 1] === stop).toBe(true);
        const back = values.findIndex((v, i) => i > 0 && (v - values[i - 1]) * (stop - start) < 0);
        expect(back).toBe(-1);
      }),
    );
  });

  test.each(['int32', 'uint8', 'bool'] as const)('has no spacing in %s', (dtype) => {
    expect(() => linspace(0, 4, 5, dtype as never)).toThrow('linspace: even spacing needs fractions');
  });

  test.each([
    ['ends that are not finite', (): unknown => linspace(0, Infinity, 3)],
    ['a count that is no integer', (): unknown => linspace(0, 1, 2.5)],
    ['a negative count', (): unknown => linspace(0, 1, -1)],
  ])('throws for %s', (_, call) => {
    expect(call).toThrow('linspace: ');
  });
});

test('eye is 1 where row and column agree', () => {
  expect(eye(2).toArray()).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(eye(2, 3, 'int32').toArray()).toEqual([
    [1, 0, 0],
    [0, 1, 0],
  ]);
  expect(eye(3, 2, 'bool').toArray()).toEqual([
    [true, false],
    [false, true],
    [false, false],
  ]);
  expect(eye(0).shape).toEqual([0, 0]);
  expect(eye(0, 3).shape).toEqual([0, 3]);
});

describe('oneHot', () => {
  test('is 1 at each index', () => {
    expect(oneHot(tensor([2, 0], 'int32'), 3).toArray()).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(oneHot(tensor(1, 'uint8'), 2, 'bool').toArray()).toEqual([false, true]);
    expect(oneHot(tensor([[1], [0]], 'int32'), 2, 'int32').shape).toEqual([2, 1, 2]);
    expect(oneHot(zeros([0], 'int32'), 3).shape).toEqual([0, 3]);
    expect(
      oneHot(tensor([255], 'uint8'), 256)
        .data()
        .indexOf(1),
    ).toBe(255);
  });

  test.each([
    ['an index that is too large', (): unknown => oneHot(tensor([3], 'int32'), 3)],
    ['a negative index', (): unknown => oneHot(tensor([-1], 'int32'), 3)],
    ['indices that are no integers', (): unknown => oneHot(tensor([1]) as never, 3)],
    ['a negative depth', (): unknown => oneHot(tensor([0], 'int32'), -3)],
  ])('throws for %s', (_, call) => {
    expect(call).toThrow('oneHot: ');
  });
});
