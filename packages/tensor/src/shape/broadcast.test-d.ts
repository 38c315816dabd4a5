// Broadcasting as types: literals, names and unknowns, then functions generic over sizes and over leading axes.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Broadcast, BroadcastProblem } from './broadcast.ts';
import type { Dim, Problem, Shape } from './dim.ts';

declare function add<A extends Shape, B extends Shape>(
  x: Tensor<A, 'float32'>,
  y: Tensor<B, 'float32'> & BroadcastProblem<'add', A, B>,
): Tensor<Broadcast<A, B>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;

test('literals', () => {
  expectTypeOf<Broadcast<[2, 3], [2, 3]>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Broadcast<[2, 3], [3]>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Broadcast<[3], [2, 3]>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Broadcast<[8, 1, 6, 1], [7, 1, 5]>>().toEqualTypeOf<[8, 7, 6, 5]>();
  expectTypeOf<Broadcast<[1], [1]>>().toEqualTypeOf<[1]>();
  expectTypeOf<Broadcast<[], []>>().toEqualTypeOf<[]>();
  expectTypeOf<Broadcast<[], [4]>>().toEqualTypeOf<[4]>();
  expectTypeOf<Broadcast<[0], [1]>>().toEqualTypeOf<[0]>();
  expectTypeOf<Broadcast<readonly [2, 1], readonly [3]>>().toEqualTypeOf<[2, 3]>();
});

test('names equal only themselves, and may be 1', () => {
  expectTypeOf<Broadcast<['batch', 10], [10]>>().toEqualTypeOf<['batch', 10]>();
  expectTypeOf<Broadcast<['batch', 1], [10]>>().toEqualTypeOf<['batch', 10]>();
  expectTypeOf<Broadcast<['batch'], [1]>>().toEqualTypeOf<['batch']>();
  expectTypeOf<Broadcast<['batch'], [number]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Broadcast<['batch'], ['batch']>>().toEqualTypeOf<['batch']>();
});

test('unknown sizes', () => {
  expectTypeOf<Broadcast<[number], [5]>>().toEqualTypeOf<[5]>();
  expectTypeOf<Broadcast<[5], [number]>>().toEqualTypeOf<[5]>();
  expectTypeOf<Broadcast<[number], [1]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Broadcast<[number], [number]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Broadcast<[2 | 3], [3]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Broadcast<[1 | 3], [number]>>().toEqualTypeOf<[number]>();
  expectTypeOf<BroadcastProblem<'add', [number, 3], [4, 3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastProblem<'add', [2 | 3], [4]>>().toEqualTypeOf<unknown>();
});

test('unknown ranks', () => {
  expectTypeOf<Broadcast<Shape, [2, 3]>>().toEqualTypeOf<Shape>();
  expectTypeOf<Broadcast<Shape, Shape>>().toEqualTypeOf<Shape>();
  expectTypeOf<Broadcast<Shape, []>>().toEqualTypeOf<Shape>();
  expectTypeOf<Broadcast<[...Dim[], 3], [1]>>().toEqualTypeOf<[...Dim[], 3]>();
  expectTypeOf<BroadcastProblem<'add', Shape, [4]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastProblem<'add', [2] | [2, 3], [3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<Broadcast<[2] | [2, 3], [1]>>().toExtend<Shape>();
});

test('certain mistakes read as at run time', () => {
  expectTypeOf<BroadcastProblem<'add', [2, 3], [4, 3]>>().toEqualTypeOf<
    Problem<'add: shapes must broadcast. x: [2, 3], y: [4, 3]'>
  >();
  expectTypeOf<BroadcastProblem<'add', ['batch', 3], [4, 3]>>().toEqualTypeOf<
    Problem<'add: shapes must broadcast. x: [batch, 3], y: [4, 3]'>
  >();
  expectTypeOf<BroadcastProblem<'add', ['batch', number], ['time', 3]>>().toEqualTypeOf<
    Problem<'add: shapes must broadcast. x: [batch, ?], y: [time, 3]'>
  >();
  // @ts-expect-error -- add: shapes must broadcast. x: [2, 3], y: [4, 3]
  add(of(2, 3), of(4, 3));
  add(of(2, 3), of(1, 3));
});

const dense = <B extends Dim, H extends Dim>(h: Tensor<[B, H]>, bias: Tensor<[H]>): Tensor<[B, H]> =>
  add(h, bias);
const center = <B extends Dim, H extends Dim>(h: Tensor<[B, H]>, mean: Tensor<[B, 1]>): Tensor<[B, H]> =>
  add(mean, add(h, mean));
const chain = <H extends Dim>(a: Tensor<[H]>, b: Tensor<[1, H]>, c: Tensor<[]>): Tensor<[1, H]> =>
  add(add(a, c), add(b, add(c, a)));

test('generic sizes', () => {
  expectTypeOf(dense(of('batch', 10), of(10))).toEqualTypeOf<Tensor<['batch', 10]>>();
  expectTypeOf(center(of(20, 10), of(20, 1))).toEqualTypeOf<Tensor<[20, 10]>>();
  expectTypeOf(chain(of(4), of(1, 4), of())).toEqualTypeOf<Tensor<[1, 4]>>();
});

const outer = <H extends Dim, K extends Dim>(a: Tensor<[H]>, b: Tensor<[K]>) => add(a, b);
const mistaken = <B extends Dim>(x: Tensor<[B, 784]>, y: Tensor<[783]>): unknown =>
  // @ts-expect-error -- add: shapes must broadcast. x: [?, 784], y: [783]
  add(x, y);

test('sizes that may differ wait, and the others are checked', () => {
  expectTypeOf(outer(of(4), of(1))).toEqualTypeOf<Tensor<[4]>>();
  expectTypeOf(outer(of(1), of('time'))).toEqualTypeOf<Tensor<['time']>>();
  expectTypeOf(mistaken).returns.toBeUnknown();
});

const twice = <S extends Shape>(x: Tensor<S, 'float32'>): Tensor<S, 'float32'> => add(x, add(x, of()));
const biased = <S extends Shape, H extends Dim>(
  x: Tensor<[...S, H], 'float32'>,
  mean: Tensor<[...S, 1], 'float32'>,
  bias: Tensor<[H], 'float32'>,
): Tensor<[...S, H], 'float32'> => add(mean, add(x, bias));

test('generic ranks', () => {
  expectTypeOf(twice(of(2, 3))).toEqualTypeOf<Tensor<[2, 3], 'float32'>>();
  expectTypeOf(biased<[20, 4], 8>).returns.toEqualTypeOf<Tensor<[20, 4, 8], 'float32'>>();
});
