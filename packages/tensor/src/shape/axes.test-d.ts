// Reductions as types: axes of every form, then normalizations written over generic sizes.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Axes, AxesProblem, Reduce } from './axes.ts';
import type { Broadcast, BroadcastProblem } from './broadcast.ts';
import type { Dim, Problem, Shape } from './dim.ts';

declare function sub<A extends Shape, B extends Shape>(
  x: Tensor<A, 'float32'>,
  y: Tensor<B, 'float32'> & BroadcastProblem<'sub', A, B>,
): Tensor<Broadcast<A, B>, 'float32'>;
declare function mean<
  S extends Shape,
  const A extends Axes | undefined = undefined,
  Keep extends boolean = false,
>(
  x: Tensor<S, 'float32'>,
  axes?: A & AxesProblem<'mean', S, A>,
  options?: { readonly keepDims?: Keep },
): Tensor<Reduce<S, A, Keep>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;

test('dropping axes', () => {
  expectTypeOf<Reduce<[2, 3, 4], undefined, false>>().toEqualTypeOf<[]>();
  expectTypeOf<Reduce<[2, 3, 4], 0, false>>().toEqualTypeOf<[3, 4]>();
  expectTypeOf<Reduce<[2, 3, 4], -1, false>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Reduce<[2, 3, 4], -2, false>>().toEqualTypeOf<[2, 4]>();
  expectTypeOf<Reduce<['batch', 3, number], readonly [1, -1], false>>().toEqualTypeOf<['batch']>();
  expectTypeOf<Reduce<[2, 3, 4], [], false>>().toEqualTypeOf<[2, 3, 4]>();
});

test('keeping them', () => {
  expectTypeOf<Reduce<[2, 3, 4], undefined, true>>().toEqualTypeOf<[1, 1, 1]>();
  expectTypeOf<Reduce<[2, 3, 4], -1, true>>().toEqualTypeOf<[2, 3, 1]>();
  expectTypeOf<Reduce<['batch', 3, 4], [2, 1], true>>().toEqualTypeOf<['batch', 1, 1]>();
});

test('unknown axes, ranks and options', () => {
  expectTypeOf<Reduce<[2, 3, 4], number, false>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Reduce<[2, 3, 4], 0 | 1, false>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Reduce<[2, 3, 4], number, true>>().toEqualTypeOf<[number, number, number]>();
  expectTypeOf<Reduce<[2, 3, 4], number[], false>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<[2, 3, 4], [0 | 1], false>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<[2, 3, 4], 0 | undefined, false>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<[2, 3, 4], 0, boolean>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<Shape, 0, false>>().toEqualTypeOf<Shape>();
  expectTypeOf<Reduce<Shape, undefined, false>>().toEqualTypeOf<[]>();
  expectTypeOf<Reduce<[...Dim[], 3], -1, true>>().toEqualTypeOf<[...Dim[], 1]>();
  expectTypeOf<Reduce<[2] | [2, 3], 1, false>>().toEqualTypeOf<Shape>();
  expectTypeOf<AxesProblem<'sum', Shape, 3>>().toEqualTypeOf<unknown>();
  expectTypeOf<AxesProblem<'sum', [2, 3], number>>().toEqualTypeOf<unknown>();
  expectTypeOf<AxesProblem<'sum', [2, 3], 1 | 5>>().toEqualTypeOf<unknown>();
  expectTypeOf<AxesProblem<'sum', [2] | [2, 3], 1>>().toEqualTypeOf<unknown>();
});

test('certain mistakes read as at run time', () => {
  expectTypeOf<AxesProblem<'sum', [2, 3], 2>>().toEqualTypeOf<
    Problem<'sum: axes must be in range. x: [2, 3], axes: 2'>
  >();
  expectTypeOf<AxesProblem<'sum', ['batch', number], readonly [0, -3]>>().toEqualTypeOf<
    Problem<'sum: axes must be in range. x: [batch, ?], axes: [0, -3]'>
  >();
  expectTypeOf<AxesProblem<'sum', [], -1>>().toEqualTypeOf<
    Problem<'sum: axes must be in range. x: [], axes: -1'>
  >();
  expectTypeOf<AxesProblem<'sum', [2, 3], 0.5>>().toEqualTypeOf<
    Problem<'sum: axes must be in range. x: [2, 3], axes: 0.5'>
  >();
  expectTypeOf<AxesProblem<'sum', [2, 3], [0, -2]>>().toEqualTypeOf<
    Problem<'sum: axes must not repeat. x: [2, 3], axes: [0, -2]'>
  >();
  // @ts-expect-error -- mean: axes must be in range. x: [2, 3], axes: 2
  mean(of(2, 3), 2);
  mean(of(2, 3), [0, -1]);
});

const center = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>): Tensor<[B, H]> =>
  sub(x, mean(x, -1, { keepDims: true }));
const perColumn = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>): Tensor<[H]> =>
  mean(sub(x, mean(x, 0, { keepDims: true })), [0]);
const perRow = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>): Tensor<[B]> => mean(x, 1);
const whole = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>): Tensor<[]> => mean(x);
const mistaken = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>): unknown =>
  // @ts-expect-error -- mean: axes must be in range. x: [?, ?], axes: 2
  mean(x, 2);

test('generic sizes', () => {
  expectTypeOf(center(of(20, 10))).toEqualTypeOf<Tensor<[20, 10]>>();
  expectTypeOf(perColumn(of('batch', 10))).toEqualTypeOf<Tensor<[10]>>();
  expectTypeOf(perRow(of('batch', 10))).toEqualTypeOf<Tensor<['batch']>>();
  expectTypeOf(whole(of('batch', 10))).toEqualTypeOf<Tensor<[]>>();
  expectTypeOf(mistaken).returns.toBeUnknown();
});

const centerLast = <S extends Shape, H extends Dim>(
  x: Tensor<[...S, H], 'float32'>,
): Tensor<[...S, H], 'float32'> => sub(x, mean(x, -1, { keepDims: true }));
const wholeOf = <S extends Shape>(x: Tensor<S, 'float32'>): Tensor<[], 'float32'> => mean(x);

test('generic ranks', () => {
  expectTypeOf(centerLast<[20, 5], 8>).returns.toEqualTypeOf<Tensor<[20, 5, 8], 'float32'>>();
  expectTypeOf(wholeOf(of(2, 3))).toEqualTypeOf<Tensor<[], 'float32'>>();
});
