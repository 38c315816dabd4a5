// Reshaping as types: exact where everything is known, dims that cancel, and generic sizes.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Reshape, ReshapeProblem } from './reshape.ts';

declare function reshape<S extends Shape, const T extends readonly number[]>(
  x: Tensor<S, 'float32'>,
  shape: T & ReshapeProblem<'reshape', S, T>,
): Tensor<Reshape<S, T>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;
declare function some<T>(): T;

test('literal sizes', () => {
  expectTypeOf<Reshape<[2, 3], [6]>>().toEqualTypeOf<[6]>();
  expectTypeOf<Reshape<[20, 16, 4, 4], [-1, 256]>>().toEqualTypeOf<[20, 256]>();
  expectTypeOf<Reshape<[], [1, -1]>>().toEqualTypeOf<[1, 1]>();
  expectTypeOf<Reshape<[60000, 784], [-1]>>().toEqualTypeOf<[47040000]>();
  expectTypeOf<Reshape<[0, 3], [-1, 3]>>().toEqualTypeOf<[0, 3]>();
});

test('a dim stands for -1 if all else cancels', () => {
  expectTypeOf<Reshape<['batch', 4, 4], [-1, 16]>>().toEqualTypeOf<['batch', 16]>();
  expectTypeOf<Reshape<['batch', 4, 4], [-1, 8]>>().toEqualTypeOf<[number, 8]>();
  expectTypeOf<Reshape<['a', 'b', 4], [-1, 4]>>().toEqualTypeOf<[number, 4]>();
  expectTypeOf<Reshape<['batch', 0], [-1, 0]>>().toEqualTypeOf<[number, 0]>();
});

test('unknowns', () => {
  expectTypeOf<Reshape<[number, 3], [-1, 3]>>().toEqualTypeOf<[number, 3]>();
  expectTypeOf<Reshape<Shape, [-1, 3]>>().toEqualTypeOf<[number, 3]>();
  expectTypeOf<Reshape<[2, 3], number[]>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reshape<[2, 3], [number, 2 | 3]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Reshape<[2, 3], [number, -1]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Reshape<[2 | 4, 3], [-1, 3]>>().toEqualTypeOf<[2 | 4, 3]>();
  expectTypeOf<ReshapeProblem<'reshape', Shape, [7]>>().toEqualTypeOf<unknown>();
  expectTypeOf<ReshapeProblem<'reshape', [2, 3], number[]>>().toEqualTypeOf<unknown>();
  expectTypeOf<ReshapeProblem<'reshape', [number, 3], [number, 5]>>().toEqualTypeOf<unknown>();
  expectTypeOf<ReshapeProblem<'reshape', [2, 3] | [7], [6]>>().toEqualTypeOf<unknown>();
  expectTypeOf<ReshapeProblem<'reshape', ['batch', 'batch'], [7]>>().toEqualTypeOf<unknown>();
});

test('certain mistakes read as at run time', () => {
  expectTypeOf<ReshapeProblem<'reshape', [2, 3], [4]>>().toEqualTypeOf<
    Problem<'reshape: the number of elements must stay the same. x: [2, 3], shape: [4]'>
  >();
  expectTypeOf<ReshapeProblem<'reshape', ['batch', 3], [4]>>().toEqualTypeOf<
    Problem<'reshape: the number of elements must stay the same. x: [batch, 3], shape: [4]'>
  >();
  expectTypeOf<ReshapeProblem<'reshape', [2, 3], [number, 4]>>().toEqualTypeOf<
    Problem<'reshape: the number of elements must stay the same. x: [2, 3], shape: [?, 4]'>
  >();
  expectTypeOf<ReshapeProblem<'reshape', [2, 3], [-1, 4]>>().toEqualTypeOf<
    Problem<'reshape: the other sizes must divide the number of elements. x: [2, 3], shape: [-1, 4]'>
  >();
  expectTypeOf<ReshapeProblem<'reshape', Shape, [-1, -1]>>().toEqualTypeOf<
    Problem<'reshape: only one size may be -1. x: [...], shape: [-1, -1]'>
  >();
  expectTypeOf<ReshapeProblem<'reshape', [2, 3], [-2, -3]>>().toEqualTypeOf<
    Problem<'reshape: sizes must be whole and not negative. x: [2, 3], shape: [-2, -3]'>
  >();
  // @ts-expect-error -- reshape: the number of elements must stay the same. x: [2, 3], shape: [4]
  reshape(of(2, 3), [4]);
});

test('generic sizes', () => {
  const flatten = <B extends Dim>(x: Tensor<[B, 16, 4, 4], 'float32'>): Tensor<[B, 256], 'float32'> => {
    const flat = reshape(x, [-1, 256]);
    expectTypeOf(reshape(x, [-1, 64])).toEqualTypeOf<Tensor<[number, 64], 'float32'>>();
    reshape(x, [some<number>(), 2]);
    // @ts-expect-error -- reshape: the number of elements must stay the same. x: [?, 16, 4, 4], shape: [100]
    reshape(x, [100]);
    return flat;
  };
  const numeric = <N extends number>(x: Tensor<[2, N], 'float32'>): Tensor<[N, 2], 'float32'> =>
    reshape(x, [-1, 2]);
  expectTypeOf(flatten(of('batch', 16, 4, 4))).toEqualTypeOf<Tensor<['batch', 256], 'float32'>>();
  expectTypeOf(numeric(of(2, 7))).toEqualTypeOf<Tensor<[7, 2], 'float32'>>();
});
