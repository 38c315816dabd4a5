// where: dtypes of what is chosen, shapes that meet three ways, and values that are not taken.
import { expect, expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import { tensor } from '../ops/creation.ts';
import { where } from './select.ts';

const mask = tensor([true, false]);

test('chooses among booleans, which stay bool', () => {
  const chosen = where(mask, true as never, false as never);
  expect(chosen.toString()).toBe('bool[2] [ true, false]');
  expect(where(mask, tensor([false, false]), true as never).toString()).toBe('bool[2] [false,  true]');
});

test('numbers take the dtype of the other value, and are float32 by themselves', () => {
  expect(where(mask, tensor([5, 6], 'int32'), 0).toString()).toBe('int32[2] [5, 0]');
  expect(where(mask, 1, 0).toString()).toBe('float32[2] [1, 0]');
  expectTypeOf(where(mask, 1, 0)).toEqualTypeOf<Tensor<[2], 'float32'>>();
  expect(() => where(mask, tensor([5, 6], 'int32'), 0.5)).toThrow('where: a value of dtype int32');
});

test('broadcasts all three', () => {
  const chosen = where(tensor([[true], [false]]), tensor([1, 2, 3]), tensor(0));
  expect(chosen.toArray()).toEqual([
    [1, 2, 3],
    [0, 0, 0],
  ]);
});

test('what is not taken leaves no trace', () => {
  expect(where(mask, tensor([1, NaN]), tensor([Infinity, 2])).toArray()).toEqual([1, 2]);
});
