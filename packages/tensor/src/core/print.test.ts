// Tensors as text, in full.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { fromTypedArray, tensor, zeros } from '../ops/creation.ts';
import { arange } from '../ops/ranges.ts';
import { reshape } from '../primitives/reshape.ts';
import { transpose } from '../primitives/permute.ts';
import { Tracer, type Interpreter } from './bind.ts';

describe('dtypes', () => {
  test.each([
    [tensor([1, -2.5, 0.1]), 'float32[3] [   1, -2.5,  0.1]'],
    [tensor([0.1, 1 / 3], 'float64'), 'float64[2] [   0.1, 0.3333]'],
    [tensor([123456789, -5], 'int32'), 'int32[2] [123456789,        -5]'],
    [tensor([2147483647], 'int32'), 'int32[1] [2147483647]'],
    [tensor([255, 0], 'uint8'), 'uint8[2] [255,   0]'],
    [tensor([true, false]), 'bool[2] [ true, false]'],
  ])('%#: %s', (x, text) => {
    expect(x.toString()).toBe(text);
    expect(`${x}`).toBe(text);
    expect(inspect(x)).toBe(text);
    expect(inspect({ x })).toBe(`{ x: ${text} }`);
  });
});

describe('ranks', () => {
  test.each([
    [tensor(3.5), 'float32[] 3.5'],
    [tensor(-7, 'int32'), 'int32[] -7'],
    [tensor([5]), 'float32[1] [5]'],
    [tensor([[5]]), 'float32[1, 1] [[5]]'],
    [tensor([[1, 2]]), 'float32[1, 2] [[1, 2]]'],
    [reshape(arange(6), [2, 3]), 'float32[2, 3]\n[[0, 1, 2],\n [3, 4, 5]]'],
    [transpose(reshape(arange(6), [2, 3])), 'float32[3, 2]\n[[0, 3],\n [1, 4],\n [2, 5]]'],
    [
      reshape(arange(8, 'int32'), [2, 2, 2]),
      'int32[2, 2, 2]\n[[[0, 1],\n  [2, 3]],\n\n [[4, 5],\n  [6, 7]]]',
    ],
    [
      reshape(arange(8, 'int32'), [2, 1, 2, 2]),
      'int32[2, 1, 2, 2]\n[[[[0, 1],\n   [2, 3]]],\n\n [[[4, 5],\n   [6, 7]]]]',
    ],
  ])('%#: %s', (x, text) => {
    expect(x.toString()).toBe(text);
  });

  test.each([
    [zeros([0]), 'float32[0] (empty)'],
    [zeros([2, 0, 3], 'int32'), 'int32[2, 0, 3] (empty)'],
  ])('empty: %s', (x, text) => {
    expect(x.toString()).toBe(text);
  });
});

describe('floats', () => {
  const print = (...values: number[]): string =>
    tensor(values, 'float64')
      .toString()
      .replace(/^[^ ]* /, '');

  test.each([
    ['not finite', [NaN, Infinity, -Infinity, 1], '[      NaN,  Infinity, -Infinity,         1]'],
    ['none finite', [NaN, NaN], '[NaN, NaN]'],
    ['zeros of either sign', [0, -0], '[ 0, -0]'],
    ['a small one beside a large one', [-0.00004, 1000], '[-4e-5,  1000]'],
    ['small ones', [1e-5, 2.5e-7], '[  1e-5, 2.5e-7]'],
    ['large ones', [1e10, 2.5e12], '[  1e+10, 2.5e+12]'],
    ['large whole ones', [12345678, 1], '[12345678,        1]'],
    ['mixed magnitudes', [1e-10, 1, 1e10], '[1e-10,     1, 1e+10]'],
    ['fractions beside thousands', [1234.5678, 0.5], '[1234.57,     0.5]'],
    ['thirds', [1 / 3, 2 / 3], '[0.3333, 0.6667]'],
  ])('%s', (_, values, text) => {
    expect(print(...values)).toBe(text);
  });

  test('of float32 show no digits of float64', () => {
    expect(tensor([0.1, 0.7]).toString()).toBe('float32[2] [0.1, 0.7]');
  });
});

describe('long ones', () => {
  test('up to a thousand elements are shown whole, in lines', () => {
    const text = arange(100, 'int32').toString();
    expect(text.split('\n').every((line) => line.length <= 90)).toBe(true);
    expect(text.match(/\d+/g)?.slice(2).map(Number)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test('above, the ends of long axes are', () => {
    expect(arange(2000, 'int32').toString()).toBe('int32[2000] [   0,    1,    2, …, 1997, 1998, 1999]');
    expect(reshape(arange(2000, 'int32'), [1000, 2]).toString()).toBe(
      [
        'int32[1000, 2]',
        '[[   0,    1],',
        ' [   2,    3],',
        ' [   4,    5],',
        ' …,',
        ' [1994, 1995],',
        ' [1996, 1997],',
        ' [1998, 1999]]',
      ].join('\n'),
    );
  });

  test('with an empty or a short axis among them', () => {
    expect(zeros([5000, 0]).toString()).toBe('float32[5000, 0] (empty)');
    expect(reshape(arange(1200, 'int32'), [2, 600]).toString()).toBe(
      'int32[2, 600]\n[[   0,    1,    2, …,  597,  598,  599],\n [ 600,  601,  602, …, 1197, 1198, 1199]]',
    );
  });

  test('cost nothing, whatever their size', () => {
    const start = performance.now();
    expect(zeros([100_000, 100_000]).toString().split('\n').length).toBe(8);
    expect(zeros([3, 100_000, 100_000, 2], 'bool').toString()).toContain('…');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('a view of few among many values is shown whole', () => {
    const x = fromTypedArray(
      Int32Array.from({ length: 3000 }, (_, i) => i),
      [3, 1000],
    );
    expect(transpose(x).toString()).toContain('[   0, 1000, 2000],');
  });
});

test('tracers show what is known of them', () => {
  class Anonymous extends Tracer {
    readonly interpreter: Interpreter = { level: 1, process: () => [] };
    concrete(): never {
      throw new Error('nothing to read');
    }
  }
  const x = new Anonymous({ shape: [2, 3], dtype: 'int32' });
  expect(`${x}`).toBe('Tracer int32[2, 3]');
  expect(inspect([x])).toBe('[ Tracer int32[2, 3] ]');
});
