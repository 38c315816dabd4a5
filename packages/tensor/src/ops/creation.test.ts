// Tensors from JavaScript values: the dtype they take, what a dtype can hold, and whose memory it is.
import { Buffer } from 'node:buffer';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import { fromTypedArray, full, fullLike, ones, onesLike, tensor, zeros, zerosLike } from './creation.ts';

describe('tensor', () => {
  test('takes float32 for numbers and bool for booleans', () => {
    expect(tensor(3).toString()).toBe('float32[] 3');
    expect(tensor(true).toString()).toBe('bool[] true');
    expect(tensor([[true], [false]]).dtype).toBe('bool');
    expect(tensor([]).toString()).toBe('float32[0] (empty)');
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expectTypeOf(tensor([[1, 2]])).toEqualTypeOf<Tensor<[1, 2], 'float32'>>();
    expectTypeOf(tensor([true, false])).toEqualTypeOf<Tensor<[2], 'bool'>>();
  });

  test('counts booleans as 1 and 0 in other dtypes', () => {
    expect(tensor([true, false], 'int32').toArray()).toEqual([1, 0]);
    expect(tensor([1, 0], 'bool').toArray()).toEqual([true, false]);
  });

  test('rounds to the dtype', () => {
    expect(tensor([0.1, 1e39, 1e-50]).toArray()).toEqual([Math.fround(0.1), Infinity, 0]);
    expect(tensor([0.1], 'float64').toArray()).toEqual([0.1]);
    expect(tensor([2 ** 31 - 1, -(2 ** 31)], 'int32').toArray()).toEqual([2147483647, -2147483648]);
  });

  test.each([
    ['a fraction', [1.5], 'int32'],
    ['NaN', [NaN], 'int32'],
    ['a number past the range', [2 ** 31], 'int32'],
    ['a negative number', [-1], 'uint8'],
    ['a number past the range', [256], 'uint8'],
    ['a number that is no truth value', [2], 'bool'],
    ['Infinity', [Infinity], 'uint8'],
  ] as const)('refuses %s: %j as %s', (_, values, dtype) => {
    expect(() => tensor(values, dtype)).toThrow(`tensor: a value of dtype ${dtype} must be`);
  });
});

describe('fromTypedArray', () => {
  test.each([
    [new Float32Array([1, 2]), 'float32'],
    [new Float64Array([1, 2]), 'float64'],
    [new Int32Array([1, 2]), 'int32'],
    [new Uint8Array([1, 2]), 'uint8'],
    [Buffer.from([1, 2]), 'uint8'],
  ] as const)('takes the dtype of the array: %o is %s', (values, dtype) => {
    const x = fromTypedArray(values, [2]);
    expect(x.dtype).toBe(dtype);
    expect(x.toArray()).toEqual([1, 2]);
  });

  test('takes bytes of 0 and 1 as bools', () => {
    expect(fromTypedArray(new Uint8Array([1, 0]), [2], 'bool').toArray()).toEqual([true, false]);
    expect(() => fromTypedArray(new Uint8Array([2]), [1], 'bool')).toThrow('true or false');
  });

  test('reads a part of a larger buffer', () => {
    const all = new Float64Array([0, 1, 2, 3, 4]);
    expect(fromTypedArray(all.subarray(1, 4), [3]).toArray()).toEqual([1, 2, 3]);
  });

  test('gives a plain typed array back, also of a Buffer', () => {
    const data = fromTypedArray(Buffer.from([1, 2]), [2]).data();
    expect(Object.getPrototypeOf(data)).toBe(Uint8Array.prototype);
  });
});

test('full and its kin', () => {
  expect(full([2, 2], 7, 'uint8').toArray()).toEqual([
    [7, 7],
    [7, 7],
  ]);
  expect(full([], true, 'bool').item()).toBe(true);
  expect(full([2], 0.1, 'float64').toArray()).toEqual([0.1, 0.1]);
  expect(zeros([0, 3]).size).toBe(0);
  expect(ones([2], 'bool').toArray()).toEqual([true, true]);
  const x = tensor([[3], [4]], 'int32');
  expect(zerosLike(x).toArray()).toEqual([[0], [0]]);
  expect(onesLike(x).toArray()).toEqual([[1], [1]]);
  expect(fullLike(x, -5).toArray()).toEqual([[-5], [-5]]);
  expect(() => fullLike(x, 0.5)).toThrow('fullLike: a value of dtype int32 must be an integer');
});

test('constants of any size occupy one element', () => {
  const huge = zeros([1_000_000, 1_000_000]);
  expect(huge.size).toBe(1e12);
  expect(huge.shape).toEqual([1_000_000, 1_000_000]);
});
