// What is finite, and what is close.
import { expect, test } from 'vitest';
import { tensor, zeros } from './creation.ts';
import { allClose, isFinite } from './predicates.ts';

test('isFinite is false for infinities and NaN alone', () => {
  const x = tensor([1e308, -1e308, 0, Infinity, -Infinity, NaN], 'float64');
  expect(isFinite(x).toArray()).toEqual([true, true, true, false, false, false]);
  expect(isFinite(tensor([-(2 ** 31)], 'int32')).toArray()).toEqual([true]);
});

test('allClose is relative to the second operand, plus an absolute bound', () => {
  expect(allClose(tensor([1.000009]), tensor([1]))).toBe(true);
  expect(allClose(tensor([1.001]), tensor([1]))).toBe(false);
  expect(allClose(tensor([1.001]), tensor([1]), { relative: 1e-2 })).toBe(true);
  expect(allClose(tensor([1e-9]), 0)).toBe(true);
  expect(allClose(tensor([1e-7]), 0)).toBe(false);
  expect(allClose(tensor([0.1]), 0, { absolute: 0.2 })).toBe(true);
  expect(allClose(11, 10, { relative: 0.1, absolute: 0 })).toBe(true);
  expect(allClose(10, 11, { relative: 0.1, absolute: 0 })).toBe(true);
  expect(allClose(10, 11.2, { relative: 0.1, absolute: 0 })).toBe(false);
});

test('equal infinities are close, NaN only if asked', () => {
  expect(allClose(tensor([Infinity, -Infinity]), tensor([Infinity, -Infinity]))).toBe(true);
  expect(allClose(tensor([Infinity]), tensor([-Infinity]))).toBe(false);
  expect(allClose(tensor([1]), tensor([Infinity]))).toBe(false);
  expect(allClose(tensor([NaN]), tensor([NaN]))).toBe(false);
  expect(allClose(tensor([NaN, 1]), tensor([NaN, 1]), { equalNaN: true })).toBe(true);
  expect(allClose(tensor([NaN]), tensor([1]), { equalNaN: true })).toBe(false);
});

test('broadcasts, compares across dtypes, and holds for nothing', () => {
  expect(allClose(tensor([[1, 1]]), tensor([1], 'int32'))).toBe(true);
  expect(allClose(tensor([0.1]), tensor([0.1], 'float64'))).toBe(true);
  expect(allClose(tensor([true]), tensor([1], 'uint8'))).toBe(true);
  expect(allClose(zeros([0]), 5)).toBe(true);
});
