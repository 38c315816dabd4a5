import { ones, zeros, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { gruCell, lstmCell } from './cells.ts';

const params = { wi: ones([3, 16]), wh: ones([4, 16]), b: ones([16]) };
const state = { h: zeros([2, 4]), c: zeros([2, 4]) };

test('weights that do not fit are named', () => {
  expect(() => lstmCell(ones([2, 3]), state, { ...params, wh: ones([4, 12]) as Tensor })).toThrow(
    /lstmCell: weights fit the input and the state[^]*wh: float32\[4, 12\]\nExpected wh of shape \[4, 16\]/,
  );
});

test('weights that are missing are named', () => {
  const gru = { wi: ones([3, 12]), wh: ones([4, 12]), b: ones([12]) };
  expect(() => gruCell(ones([2, 3]), zeros([2, 4]), gru as never)).toThrow(/gruCell[^]*bh/);
});

test('whatever else stands in the tree is left alone', () => {
  const more = { ...params, note: zeros([1]) };
  expect(lstmCell(ones([2, 3]), state, more).h.shape).toEqual([2, 4]);
});
