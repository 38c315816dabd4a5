// Slicing as types: exact for literal indices, whole ranges keep their dims, all else is number.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Indices, Slice, SliceProblem } from './slice.ts';

declare function slice<
  S extends Shape,
  const A extends Indices,
  const B extends Indices = [],
  const C extends Indices = [],
>(
  x: Tensor<S, 'float32'> & SliceProblem<'slice', S, A, B, C>,
  start: A,
  stop?: B,
  step?: C,
): Tensor<Slice<S, A, B, C>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;

test('literal indices', () => {
  expectTypeOf<Slice<[10], [2], [7]>>().toEqualTypeOf<[5]>();
  expectTypeOf<Slice<[10], [-3]>>().toEqualTypeOf<[3]>();
  expectTypeOf<Slice<[10], [2], [-1]>>().toEqualTypeOf<[7]>();
  expectTypeOf<Slice<[10], [-20], [20]>>().toEqualTypeOf<[10]>();
  expectTypeOf<Slice<[10], [5], [5]>>().toEqualTypeOf<[0]>();
  expectTypeOf<Slice<[10], [7], [-5]>>().toEqualTypeOf<[0]>();
  expectTypeOf<Slice<[10], [1], [null], [3]>>().toEqualTypeOf<[3]>();
  expectTypeOf<Slice<[10, 20], [null], [null, 5], [null, 2]>>().toEqualTypeOf<[10, 3]>();
});

test('whole ranges keep names, also backwards', () => {
  expectTypeOf<Slice<['batch', 10], [0, -3]>>().toEqualTypeOf<['batch', 3]>();
  expectTypeOf<Slice<['batch', 10, 'time'], [], [], [-1]>>().toEqualTypeOf<['batch', 10, 'time']>();
  expectTypeOf<Slice<['batch'], [0], [undefined], [1]>>().toEqualTypeOf<['batch']>();
});

test('unknowns', () => {
  expectTypeOf<Slice<['batch'], [1]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Slice<['batch'], [0], [3]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Slice<[10], [number]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Slice<[10], [1 | 2]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Slice<[10], [1 | null]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Slice<[10], [], [], [number]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Slice<[10], [8], [2], [-2]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Slice<[10, 10], number[]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Slice<Shape, [1]>>().toEqualTypeOf<Shape>();
  expectTypeOf<SliceProblem<'slice', Shape, [1, 2]>>().toEqualTypeOf<unknown>();
  expectTypeOf<SliceProblem<'slice', [2], number[], [], [number]>>().toEqualTypeOf<unknown>();
});

test('certain mistakes read as at run time', () => {
  expectTypeOf<SliceProblem<'slice', [2, 3], [0, 0, 1]>>().toEqualTypeOf<
    Problem<'slice: there must be at most one index an axis. x: [2, 3]'>
  >();
  expectTypeOf<SliceProblem<'slice', [2, 3], [], [], [1, 0]>>().toEqualTypeOf<
    Problem<'slice: steps must not be 0. x: [2, 3]'>
  >();
  // @ts-expect-error -- slice: there must be at most one index an axis. x: [2, 3]
  slice(of(2, 3), [0], [1, 1, 1]);
});

test('generic sizes', () => {
  const head = <B extends Dim, H extends number>(
    x: Tensor<[B, H, 10], 'float32'>,
  ): Tensor<[B, number, 4], 'float32'> => {
    // @ts-expect-error -- slice: steps must not be 0. x: [?, ?, 10]
    slice(x, [], [], [0]);
    expectTypeOf(slice(x, [0, 0, 2])).toEqualTypeOf<Tensor<[B, H, 8], 'float32'>>();
    return slice(x, [null, 1, -4]);
  };
  expectTypeOf(head(of('n', 6, 10))).toEqualTypeOf<Tensor<['n', number, 4], 'float32'>>();
});
