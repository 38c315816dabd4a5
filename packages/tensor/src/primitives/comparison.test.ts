// Comparisons where order is not what it seems: NaN, zeros of either sign, dtypes that meet; and the truth tables.
import { expect, test } from 'vitest';
import { tensor } from '../ops/creation.ts';
import { equal, greater, greaterEqual, isNaN, less, lessEqual, notEqual } from './comparison.ts';
import { logicalAnd, logicalNot, logicalOr, logicalXor } from './logic.ts';

const [yes, no] = [true, false];

test('NaN equals nothing and stands in no order', () => {
  const x = tensor([NaN, NaN, 1]);
  const y = tensor([NaN, 1, NaN]);
  for (const op of [equal, less, lessEqual, greater, greaterEqual]) {
    expect(op(x, y).toArray()).toEqual([no, no, no]);
  }
  expect(notEqual(x, y).toArray()).toEqual([yes, yes, yes]);
  expect(isNaN(x).toArray()).toEqual([yes, yes, no]);
  expect(isNaN(tensor([1], 'int32')).toArray()).toEqual([no]);
});

test('zeros of either sign are equal, infinities are ordered', () => {
  const x = tensor([-0, -Infinity, Infinity]);
  const y = tensor([0, Infinity, Infinity]);
  expect(equal(x, y).toArray()).toEqual([yes, no, yes]);
  expect(less(x, y).toArray()).toEqual([no, yes, no]);
  expect(lessEqual(x, y).toArray()).toEqual([yes, yes, yes]);
  expect(greater(x, y).toArray()).toEqual([no, no, no]);
  expect(greaterEqual(x, y).toArray()).toEqual([yes, no, yes]);
});

test('dtypes meet before they are compared; bools count as 0 and 1', () => {
  expect(less(tensor([1], 'int32'), tensor([1.5])).toArray()).toEqual([yes]);
  expect(equal(tensor([true, false]), tensor([1, 1], 'int32')).toArray()).toEqual([yes, no]);
  expect(less(tensor([false, true]), tensor([true, true])).toArray()).toEqual([yes, no]);
  expect(equal(tensor([0.1]), tensor([0.1], 'float64')).toArray()).toEqual([no]);
});

test('the truth tables', () => {
  const x = tensor([no, no, yes, yes]);
  const y = tensor([no, yes, no, yes]);
  expect(logicalAnd(x, y).toArray()).toEqual([no, no, no, yes]);
  expect(logicalOr(x, y).toArray()).toEqual([no, yes, yes, yes]);
  expect(logicalXor(x, y).toArray()).toEqual([no, yes, yes, no]);
  expect(logicalNot(x).toArray()).toEqual([yes, yes, no, no]);
  expect(logicalAnd(x, tensor(true)).toArray()).toEqual([no, no, yes, yes]);
});
