// Folding as types.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Shape } from './dim.ts';
import type { Fold } from './fold.ts';

declare function fold<S extends Shape, const A extends readonly number[], const N extends readonly number[]>(
  x: Tensor<S, 'float32'>,
  axes: A,
  sizes: N,
): Tensor<Fold<S, A, N>, 'float32'>;

test('shapes', () => {
  expectTypeOf<Fold<['n', 3, 24, 24, 5, 5], [2, 3], [28, 28]>>().toEqualTypeOf<['n', 3, 28, 28]>();
  expectTypeOf<Fold<[2, 9, 2], [-1], [10]>>().toEqualTypeOf<[2, 10]>();
  expectTypeOf<Fold<[2, 9, 2], [1], number[]>>().toEqualTypeOf<[2, number]>();
  expectTypeOf<Fold<[2, 9, 2], [number], [10]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Fold<Shape, [1], [10]>>().toEqualTypeOf<Shape>();
  expectTypeOf<Fold<[2, 9, 2], number[], [10]>>().toEqualTypeOf<Shape>();
});

test('generic sizes', () => {
  const back = <B extends Dim>(x: Tensor<[B, 9, 2], 'float32'>): Tensor<[B, 10], 'float32'> =>
    fold(x, [1], [10]);
  expectTypeOf(back<'n'>).returns.toEqualTypeOf<Tensor<['n', 10], 'float32'>>();
});
