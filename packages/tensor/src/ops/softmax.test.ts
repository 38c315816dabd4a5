// softmax, logSoftmax and logSumExp where a literal formula would overflow, underflow or divide by nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, zeros } from './creation.ts';
import { logSoftmax, logSumExp, softmax } from './softmax.ts';

describe.each(['float32', 'float64'] as const)('in %s', (dtype) => {
  const ln2 = dtype === 'float32' ? Math.fround(Math.LN2) : Math.LN2;

  test('at ±1e4', () => {
    const x = tensor([1e4, -1e4, 1e4], dtype);
    const rounded = (value: number): number => (dtype === 'float32' ? Math.fround(value) : value);
    expect(softmax(x).toArray()).toEqual([0.5, 0, 0.5]);
    expect(logSumExp(x).item()).toBe(rounded(1e4 + Math.LN2));
    expect(logSoftmax(x).toArray()).toEqual([-ln2, rounded(-2e4 - Math.LN2), -ln2]);
    expect(logSumExp(tensor([-1e4, -1e4], dtype)).item()).toBe(rounded(-1e4 + Math.LN2));
  });

  test('-Infinity has no share, unless there is nothing else', () => {
    const x = tensor([-Infinity, 0, 0], dtype);
    expect(softmax(x).toArray()).toEqual([0, 0.5, 0.5]);
    expect(logSoftmax(x).toArray()).toEqual([-Infinity, -ln2, -ln2]);
    expect(logSumExp(x).item()).toBe(ln2);
    expect(logSumExp(tensor([-Infinity, -Infinity], dtype)).item()).toBe(-Infinity);
    expect(softmax(tensor([-Infinity, -Infinity], dtype)).toArray()).toEqual([NaN, NaN]);
  });

  test('Infinity and NaN', () => {
    expect(logSumExp(tensor([Infinity, 0], dtype)).item()).toBe(Infinity);
    expect(logSumExp(tensor([Infinity, -Infinity], dtype)).item()).toBe(Infinity);
    expect(logSumExp(tensor([NaN, 0], dtype)).item()).toBe(NaN);
    expect(softmax(tensor([NaN, 0], dtype)).toArray()).toEqual([NaN, NaN]);
  });
});

test('each line sums to 1, along whichever axes', () => {
  const x = tensor(
    [
      [1, 2, 3],
      [4, 6, 8],
    ],
    'float64',
  );
  const sums = (values: number[][]): number[] => values.map((row) => row.reduce((sum, v) => sum + v, 0));
  for (const total of sums(softmax(x).toArray())) expect(total).toBeCloseTo(1, 15);
  const columns = softmax(x, 0).toArray();
  expect(columns[0].map((v, j) => v + columns[1][j]).every((v) => Math.abs(v - 1) < 1e-15)).toBe(true);
  expect(sums(softmax(x, [0, 1]).toArray()).reduce((a, b) => a + b)).toBeCloseTo(1, 15);
});

test('moving all scores by a constant changes nothing but logSumExp', () => {
  const scores = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(scores, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
      const x = tensor(values, 'float64');
      const moved = tensor(
        values.map((v) => v + shift),
        'float64',
      );
      expect(softmax(moved).toArray()).toEqual(softmax(x).toArray());
      expect(logSoftmax(moved).toArray()).toEqual(logSoftmax(x).toArray());
      expect(logSumExp(moved).item()).toBeCloseTo(logSumExp(x).item() + shift, 9);
    }),
  );
});

test('of nothing', () => {
  expect(logSumExp(zeros([0])).item()).toBe(-Infinity);
  expect(logSumExp(zeros([2, 0]), 1).toArray()).toEqual([-Infinity, -Infinity]);
  expect(softmax(zeros([2, 0])).shape).toEqual([2, 0]);
  expect(logSoftmax(zeros([0, 2])).shape).toEqual([0, 2]);
});

test('integers give float32', () => {
  expect(softmax(tensor([1, 1], 'int32')).toString()).toBe('float32[2] [0.5, 0.5]');
  expect(logSumExp(tensor([true, true])).dtype).toBe('float32');
});
