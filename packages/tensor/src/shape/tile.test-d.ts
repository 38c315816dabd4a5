// Tiling as types.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Tile, TileProblem } from './tile.ts';

declare function tile<S extends Shape, const R extends readonly number[]>(
  x: Tensor<S, 'float32'>,
  counts: R & TileProblem<'tile', S, R>,
): Tensor<Tile<S, R>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;

test('sizes', () => {
  expectTypeOf<Tile<['batch', 3], [1, 2]>>().toEqualTypeOf<['batch', 6]>();
  expectTypeOf<Tile<['batch', number], [2, 0]>>().toEqualTypeOf<[number, 0]>();
  expectTypeOf<Tile<[2, 3], [number, 1 | 2]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Tile<[2, 3], number[]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Tile<Shape, [2]>>().toEqualTypeOf<Shape>();
});

test('certain mistakes read as at run time, others are none', () => {
  expectTypeOf<TileProblem<'tile', [2, 3], [2]>>().toEqualTypeOf<
    Problem<'tile: there must be one count an axis. x: [2, 3], counts: [2]'>
  >();
  expectTypeOf<TileProblem<'tile', [2], [-1]>>().toEqualTypeOf<
    Problem<'tile: counts must be whole and not negative. x: [2], counts: [-1]'>
  >();
  expectTypeOf<TileProblem<'tile', [2, 3], number[]>>().toEqualTypeOf<unknown>();
  expectTypeOf<TileProblem<'tile', Shape, [2]>>().toEqualTypeOf<unknown>();
  // @ts-expect-error -- tile: there must be one count an axis. x: [2, 3], counts: [2]
  tile(of(2, 3), [2]);
});

test('generic sizes', () => {
  const twice = <B extends Dim>(x: Tensor<[B, 3], 'float32'>): Tensor<[B, 6], 'float32'> => tile(x, [1, 2]);
  expectTypeOf(twice(of('n', 3))).toEqualTypeOf<Tensor<['n', 6], 'float32'>>();
});
