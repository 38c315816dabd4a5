// Joining as types: sums along the axis, the better known of equal dims elsewhere, lists of any length.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Concat, ConcatProblem, Stack, StackProblem } from './concat.ts';
import type { Dim, Problem, Shape } from './dim.ts';

type F<S extends Shape> = Tensor<S, 'float32'>;
type ShapesOf<Ts extends readonly F<Shape>[]> = {
  [K in keyof Ts]: Ts[K] extends Tensor<infer S, 'float32'> ? S : Shape;
};
declare function concat<const Ts extends readonly F<Shape>[], const A extends number>(
  xs: Ts,
  axis: A & ConcatProblem<'concat', ShapesOf<Ts>, A>,
): F<Concat<ShapesOf<Ts>, A>>;
declare function stack<const Ts extends readonly F<Shape>[], const A extends number>(
  xs: Ts,
  axis: A & StackProblem<'stack', ShapesOf<Ts>, A>,
): F<Stack<ShapesOf<Ts>, A>>;
declare function of<const S extends Dim[]>(...shape: S): F<S>;
declare function some<T>(): T;

test('concat', () => {
  expectTypeOf<Concat<[[2, 3], [2, 4]], 1>>().toEqualTypeOf<[2, 7]>();
  expectTypeOf<Concat<[[2, 3], [5, 3], [7, 3]], -2>>().toEqualTypeOf<[14, 3]>();
  expectTypeOf<Concat<[['batch', 3], ['batch', 4]], 1>>().toEqualTypeOf<['batch', 7]>();
  expectTypeOf<Concat<[['batch', 3], ['batch', 3]], 0>>().toEqualTypeOf<[number, 3]>();
  expectTypeOf<Concat<[[number, number], ['m', 3]], 0>>().toEqualTypeOf<[number, 3]>();
  expectTypeOf<Concat<[[2, 3], [2, 3]], number>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Concat<[[2, 3], Shape], 0>>().toEqualTypeOf<[number, 3]>();
  expectTypeOf<Concat<[Shape, [2, 3]], 0>>().toEqualTypeOf<Shape>();
  expectTypeOf<Concat<[2, 3][], 0>>().toEqualTypeOf<[number, 3]>();
  expectTypeOf<Concat<Shape[], 0>>().toEqualTypeOf<Shape>();
});

test('stack', () => {
  expectTypeOf<Stack<[[2, 3], [2, 3]], 0>>().toEqualTypeOf<[2, 2, 3]>();
  expectTypeOf<Stack<[[2, 3], [2, 3]], 1>>().toEqualTypeOf<[2, 2, 3]>();
  expectTypeOf<Stack<[[4, number], [number, 3]], -1>>().toEqualTypeOf<[4, 3, 2]>();
  expectTypeOf<Stack<[[], []], 0>>().toEqualTypeOf<[2]>();
  expectTypeOf<Stack<['n', 3][], 1>>().toEqualTypeOf<['n', number, 3]>();
  expectTypeOf<Stack<[[2], [2]], number>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Stack<Shape[], 0>>().toEqualTypeOf<Shape>();
});

test('what is not certain is no mistake', () => {
  expectTypeOf<ConcatProblem<'concat', [[2, 3], [2, number]], 0>>().toEqualTypeOf<unknown>();
  expectTypeOf<ConcatProblem<'concat', [[2, 3], Shape], 0>>().toEqualTypeOf<unknown>();
  expectTypeOf<ConcatProblem<'concat', [[2, 3], [3, 3]], number>>().toEqualTypeOf<unknown>();
  expectTypeOf<ConcatProblem<'concat', [[2, 3] | [2, 4], [2, 3]], 0>>().toEqualTypeOf<unknown>();
  expectTypeOf<ConcatProblem<'concat', [2, 3][], 1>>().toEqualTypeOf<unknown>();
  expectTypeOf<StackProblem<'stack', [[2, 3], [2, number]], -3>>().toEqualTypeOf<unknown>();
});

test('certain mistakes read as at run time', () => {
  expectTypeOf<ConcatProblem<'concat', [], 0>>().toEqualTypeOf<
    Problem<'concat: there must be at least one tensor. xs: []'>
  >();
  expectTypeOf<ConcatProblem<'concat', [[2, 3], [2, 3], [3, 3]], 1>>().toEqualTypeOf<
    Problem<'concat: sizes must be equal except along axis. xs[0]: [2, 3], xs[2]: [3, 3]'>
  >();
  expectTypeOf<ConcatProblem<'concat', [['n', 3], ['m', 3]], 1>>().toEqualTypeOf<
    Problem<'concat: sizes must be equal except along axis. xs[0]: [n, 3], xs[1]: [m, 3]'>
  >();
  expectTypeOf<ConcatProblem<'concat', [[2, 3], [2, 3, 4]], 0>>().toEqualTypeOf<
    Problem<'concat: ranks must be equal. xs[0]: [2, 3], xs[1]: [2, 3, 4]'>
  >();
  expectTypeOf<ConcatProblem<'concat', [2, 3][], 2>>().toEqualTypeOf<
    Problem<'concat: axes must be in range. xs[0]: [2, 3], axis: 2'>
  >();
  expectTypeOf<StackProblem<'stack', [], 0>>().toEqualTypeOf<
    Problem<'stack: there must be at least one tensor. xs: []'>
  >();
  expectTypeOf<StackProblem<'stack', [[2, 3], [2, 4]], 0>>().toEqualTypeOf<
    Problem<'stack: shapes must be equal. xs[0]: [2, 3], xs[1]: [2, 4]'>
  >();
  expectTypeOf<StackProblem<'stack', [[2], [2, 4]], 0>>().toEqualTypeOf<
    Problem<'stack: shapes must be equal. xs[0]: [2], xs[1]: [2, 4]'>
  >();
  expectTypeOf<StackProblem<'stack', [[2, 3], [2, 3]], 3>>().toEqualTypeOf<
    Problem<'stack: axes must be in range. xs[0]: [2, 3], axis: 3'>
  >();
  // @ts-expect-error -- concat: sizes must be equal except along axis. xs[0]: [2, 3], xs[1]: [4, 4]
  concat([of(2, 3), of(4, 4)], 1);
});

test('generic sizes', () => {
  const join = <B extends Dim, C extends number>(x: F<[B, C, 3]>, y: F<[B, C, 4]>): F<[B, C, 7]> => {
    // @ts-expect-error -- stack: shapes must be equal. xs[0]: [?, ?, 3], xs[1]: [?, ?, 4]
    stack([x, y], 0);
    expectTypeOf(concat([x, x], 0)).toEqualTypeOf<F<[number, C, 3]>>();
    expectTypeOf(stack([x, x, x], -1)).toEqualTypeOf<F<[B, C, 3, 3]>>();
    expectTypeOf(stack(some<(typeof x)[]>(), 0)).toEqualTypeOf<F<[number, B, C, 3]>>();
    return concat([x, y], -1);
  };
  expectTypeOf(join(of('n', 5, 3), of('n', 5, 4))).toEqualTypeOf<F<['n', 5, 7]>>();
});
