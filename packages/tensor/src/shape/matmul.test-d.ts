// Matrix products as types: every combination of ranks, then layers written over generic sizes.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Broadcast, BroadcastProblem } from './broadcast.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Matmul, MatmulProblem } from './matmul.ts';

declare function add<A extends Shape, B extends Shape>(
  x: Tensor<A, 'float32'>,
  y: Tensor<B, 'float32'> & BroadcastProblem<'add', A, B>,
): Tensor<Broadcast<A, B>, 'float32'>;
declare function matmul<A extends Shape, B extends Shape>(
  a: Tensor<A, 'float32'>,
  b: Tensor<B, 'float32'> & MatmulProblem<'matmul', A, B>,
): Tensor<Matmul<A, B>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;

test('matrices, vectors and batches', () => {
  expectTypeOf<Matmul<[2, 3], [3, 4]>>().toEqualTypeOf<[2, 4]>();
  expectTypeOf<Matmul<[3], [3]>>().toEqualTypeOf<[]>();
  expectTypeOf<Matmul<[3], [3, 4]>>().toEqualTypeOf<[4]>();
  expectTypeOf<Matmul<[3], [7, 3, 4]>>().toEqualTypeOf<[7, 4]>();
  expectTypeOf<Matmul<[7, 2, 3], [3]>>().toEqualTypeOf<[7, 2]>();
  expectTypeOf<Matmul<[7, 2, 3], [3, 4]>>().toEqualTypeOf<[7, 2, 4]>();
  expectTypeOf<Matmul<[2, 3], [7, 3, 4]>>().toEqualTypeOf<[7, 2, 4]>();
  expectTypeOf<Matmul<[7, 1, 2, 3], [5, 3, 4]>>().toEqualTypeOf<[7, 5, 2, 4]>();
});

test('names and unknowns', () => {
  expectTypeOf<Matmul<['batch', 784], [784, 10]>>().toEqualTypeOf<['batch', 10]>();
  expectTypeOf<Matmul<['batch', number], [784, number]>>().toEqualTypeOf<['batch', number]>();
  expectTypeOf<Matmul<Shape, [2, 3]>>().toEqualTypeOf<Shape>();
  expectTypeOf<Matmul<[2, 3], Shape>>().toEqualTypeOf<Shape>();
  expectTypeOf<Matmul<[...Dim[], 5, 6], [6, 7]>>().toEqualTypeOf<[...Dim[], 5, 7]>();
  expectTypeOf<MatmulProblem<'matmul', [2, number], [4, 3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<MatmulProblem<'matmul', Shape, [4, 3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<MatmulProblem<'matmul', [2, 3 | 4], [5, 3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<MatmulProblem<'matmul', [] | [3], [3]>>().toEqualTypeOf<unknown>();
});

test('certain mistakes read as at run time', () => {
  expectTypeOf<MatmulProblem<'matmul', [2, 3], [4, 3]>>().toEqualTypeOf<
    Problem<'matmul: inner dimensions must match. a: [2, 3], b: [4, 3]'>
  >();
  expectTypeOf<MatmulProblem<'matmul', ['batch', 'in'], ['out', 3]>>().toEqualTypeOf<
    Problem<'matmul: inner dimensions must match. a: [batch, in], b: [out, 3]'>
  >();
  expectTypeOf<MatmulProblem<'matmul', [3], [4]>>().toEqualTypeOf<
    Problem<'matmul: inner dimensions must match. a: [3], b: [4]'>
  >();
  expectTypeOf<MatmulProblem<'matmul', ['batch', 2, 3], [4, 3, 7]>>().toEqualTypeOf<
    Problem<'matmul: batch axes must broadcast. a: [batch, 2, 3], b: [4, 3, 7]'>
  >();
  expectTypeOf<MatmulProblem<'matmul', [], [2]>>().toEqualTypeOf<
    Problem<'matmul: operands must have at least one axis. a: [], b: [2]'>
  >();
  // @ts-expect-error -- matmul: inner dimensions must match. a: [2, 3], b: [4, 3]
  matmul(of(2, 3), of(4, 3));
});

const mlp = <B extends Dim, H extends Dim>(
  x: Tensor<[B, 784]>,
  w1: Tensor<[784, H]>,
  b1: Tensor<[H]>,
  w2: Tensor<[H, 10]>,
  b2: Tensor<[10]>,
): Tensor<[B, 10]> => add(matmul(add(matmul(x, w1), b1), w2), b2);
const residual = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>, w: Tensor<[H, H]>): Tensor<[B, H]> =>
  add(x, matmul(add(x, matmul(x, w)), w));
const attention = <B extends Dim, T extends Dim, H extends Dim>(
  q: Tensor<[B, T, H]>,
  k: Tensor<[B, H, T]>,
  v: Tensor<[B, T, H]>,
): Tensor<[B, T, H]> => matmul(matmul(q, k), v);

test('generic sizes', () => {
  expectTypeOf(mlp(of('batch', 784), of(784, 32), of(32), of(32, 10), of(10))).toEqualTypeOf<
    Tensor<['batch', 10]>
  >();
  expectTypeOf(residual(of(20, 8), of(8, 8))).toEqualTypeOf<Tensor<[20, 8]>>();
  expectTypeOf(attention(of(2, 5, 8), of(2, 8, 5), of(2, 5, 8))).toEqualTypeOf<Tensor<[2, 5, 8]>>();
});

const product = <B extends Dim, K extends Dim, L extends Dim>(a: Tensor<[B, K]>, b: Tensor<[L, 5]>) =>
  matmul(a, b);
const mistaken = <B extends Dim>(x: Tensor<[B, 784]>, w: Tensor<[783, 10]>): unknown =>
  // @ts-expect-error -- matmul: inner dimensions must match. a: [?, 784], b: [783, 10]
  matmul(x, w);

test('sizes that may differ wait, and the others are checked', () => {
  expectTypeOf(product(of(2, 3), of(3, 5))).toEqualTypeOf<Tensor<[2, 5], 'float32'>>();
  expectTypeOf(mistaken).returns.toBeUnknown();
});

const linear = <S extends Shape, I extends Dim, O extends Dim>(
  x: Tensor<[...S, I], 'float32'>,
  w: Tensor<[I, O], 'float32'>,
  b: Tensor<[O], 'float32'>,
): Tensor<[...S, O], 'float32'> => add(matmul(x, w), b);

test('generic ranks', () => {
  expectTypeOf(linear<[20, 5], 8, 4>).returns.toEqualTypeOf<Tensor<[20, 5, 4], 'float32'>>();
});
