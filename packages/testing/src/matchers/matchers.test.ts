import { ones, tensor, zeros } from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { matchers } from '../matchers.ts';

expect.extend(matchers);

describe('toBeCloseToTensor', () => {
  it('passes for close elements, NaN and infinities among them', () => {
    expect(tensor([1, NaN, Infinity])).toBeCloseToTensor([1 + 1e-6, NaN, Infinity]);
    expect(tensor([[1, 2]])).toBeCloseToTensor(tensor([[1, 2.1]]), { absolute: 0.11, relative: 0 });
    expect(zeros([0, 2])).toBeCloseToTensor(zeros([0, 2]));
    expect(tensor([true, false])).toBeCloseToTensor([true, false]);
    expect(tensor(2)).toBeCloseToTensor(2);
    expect(tensor([1])).not.toBeCloseToTensor([2]);
  });

  it('shows the worst element', () => {
    expect(() =>
      expect(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ).toBeCloseToTensor([
        [1, 2.5],
        [3, 5],
      ]),
    ).toThrowErrorMatchingInlineSnapshot(`
      [Error: 2 of 4 elements are too far off.
        received: float32[2, 2]
        expected: numbers of shape [2, 2]
      The worst is at [1, 1]:
        received: 4
        expected: 5
        apart: 1, allowed: 0.00005]
    `);
    expect(() => expect(tensor([0, NaN], 'float64')).toBeCloseToTensor(tensor([0, 1], 'float64')))
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: 1 of 2 elements is too far off.
        received: float64[2]
        expected: float64[2]
      The worst is at [1]:
        received: NaN
        expected: 1
        apart: NaN, allowed: 0.00001]
    `);
    expect(() => expect(tensor([Infinity])).toBeCloseToTensor([-Infinity])).toThrow('1 of 1 elements is');
  });

  it('shows shapes and dtypes that differ', () => {
    expect(() => expect(ones([2, 1])).toBeCloseToTensor(ones([2]))).toThrowErrorMatchingInlineSnapshot(`
      [Error: The shapes differ.
        received: float32[2, 1]
        expected: float32[2]]
    `);
    expect(() => expect(ones([2])).toBeCloseToTensor(ones([2], 'float64')))
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: The dtypes differ.
        received: float32[2]
        expected: float64[2]]
    `);
    expect(() => expect([1]).toBeCloseToTensor([1])).toThrowErrorMatchingInlineSnapshot(
      `[Error: Expected a tensor, received [1].]`,
    );
    expect(() => expect(ones([2])).not.toBeCloseToTensor(ones([2]))).toThrowErrorMatchingInlineSnapshot(`
      [Error: The tensors are close.
        received: float32[2]
        expected: float32[2]]
    `);
  });
});

it('toHaveShape', () => {
  expect(zeros([2, 3])).toHaveShape([2, 3]);
  expect(zeros([])).toHaveShape([]);
  expect(zeros([2, 3])).not.toHaveShape([3, 2]);
  expect(() => expect(zeros([2, 3])).toHaveShape([6])).toThrowErrorMatchingInlineSnapshot(`
    [Error: The shape is another.
      received: float32[2, 3]
      expected: [6]]
  `);
  expect(() => expect(zeros([2, 3])).not.toHaveShape([2, 3])).toThrowErrorMatchingInlineSnapshot(`
    [Error: The shape is the one it should not be.
      received: float32[2, 3]
      expected: not [2, 3]]
  `);
  expect(() => expect(3).toHaveShape([])).toThrow('Expected a tensor, received 3.');
});
