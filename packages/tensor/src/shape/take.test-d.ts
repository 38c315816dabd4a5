// Taking as types.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Take, TakeProblem } from './take.ts';

declare function take<S extends Shape, I extends Shape, const A extends number>(
  x: Tensor<S, 'float32'>,
  indices: Tensor<I, 'int32'>,
  axis: A & TakeProblem<'take', S, A>,
): Tensor<Take<S, I, A>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;
declare function indices<const S extends Dim[]>(...shape: S): Tensor<S, 'int32'>;

test('shapes', () => {
  expectTypeOf<Take<[10, 3], ['batch', 5], 0>>().toEqualTypeOf<['batch', 5, 3]>();
  expectTypeOf<Take<[10, 3], [], -1>>().toEqualTypeOf<[10]>();
  expectTypeOf<Take<[10, 3], [7], number>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Take<[10, 3], [7, 7], number>>().toEqualTypeOf<Shape>();
  expectTypeOf<Take<[10, 3], Shape, 0>>().toEqualTypeOf<Shape>();
  expectTypeOf<Take<Shape, [7], 0>>().toEqualTypeOf<Shape>();
});

test('certain mistakes read as at run time, others are none', () => {
  expectTypeOf<TakeProblem<'take', [10, 3], 2>>().toEqualTypeOf<
    Problem<'take: axes must be in range. x: [10, 3], axis: 2'>
  >();
  expectTypeOf<TakeProblem<'take', [10, 3] | [10, 3, 1], 2>>().toEqualTypeOf<unknown>();
  expectTypeOf<TakeProblem<'take', [10, 3], number>>().toEqualTypeOf<unknown>();
  // @ts-expect-error -- take: axes must be in range. x: [10, 3], axis: -3
  take(of(10, 3), indices(4), -3);
});

test('generic sizes', () => {
  const embed = <V extends number, H extends Dim, B extends Dim>(
    table: Tensor<[V, H], 'float32'>,
    words: Tensor<[B, 12], 'int32'>,
  ): Tensor<[B, 12, H], 'float32'> => take(table, words, 0);
  expectTypeOf(embed(of(1000, 64), indices('n', 12))).toEqualTypeOf<Tensor<['n', 12, 64], 'float32'>>();
});
