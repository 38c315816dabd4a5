// maximum and minimum: NaN, signed zeros, and how a tie shares the cotangent.
import { describe, expect, test } from 'vitest';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { fullLike, tensor } from '../ops/creation.ts';
import { maximum, maximumPrimitive, minimum, minimumPrimitive } from './extrema.ts';

test('NaN wins on either side', () => {
  const x = tensor([NaN, 1, NaN, 2]);
  const y = tensor([1, NaN, NaN, 3]);
  expect(maximum(x, y).toArray()).toEqual([NaN, NaN, NaN, 3]);
  expect(minimum(x, y).toArray()).toEqual([NaN, NaN, NaN, 2]);
});

test('infinities and zeros of either sign', () => {
  const x = tensor([-Infinity, Infinity, -0, 0]);
  const y = tensor([0, 0, 0, -0]);
  expect(maximum(x, y).toArray()).toEqual([0, Infinity, 0, 0]);
  expect(minimum(x, y).toArray()).toEqual([-Infinity, 0, -0, -0]);
});

test('integers, and a number that takes their dtype', () => {
  expect(maximum(tensor([-5, 5], 'int32'), 2).toArray()).toEqual([2, 5]);
  expect(minimum(200, tensor([100, 255], 'uint8')).toArray()).toEqual([100, 200]);
});

describe('the cotangent goes to the winner, half of it to each at a tie', () => {
  const x = tensor([1, 2, 3]);
  const y = tensor([2, 2, 2]);
  test.each([
    ['maximum', maximumPrimitive, [0, 0.5, 1], [1, 0.5, 0]],
    ['minimum', minimumPrimitive, [1, 0.5, 0], [0, 0.5, 1]],
  ] as const)('%s', (_, { rule }, toX, toY) => {
    if (rule.kind !== 'elementwise') throw new Error(rule.kind);
    const shares = rule.derivatives.map((derivative) => derivative?.of(fullLike(x, 1) as Tensor, x, y));
    expect(shares.map((share) => isTensor(share) && share.toArray())).toEqual([toX, toY]);
  });
});
