// Windows as types: sizes, names kept by windows of 1, and generic image sizes.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { PerAxis, Windows, WindowSize, WindowsProblem } from './window.ts';

declare function windows<
  S extends Shape,
  const A extends readonly number[],
  const K extends PerAxis,
  const P extends PerAxis = 1,
  const D extends PerAxis = 1,
>(
  x: Tensor<S, 'float32'>,
  options: {
    readonly axes: A;
    readonly size: K;
    readonly stride?: P;
    readonly dilation?: D;
  } & WindowsProblem<'windows', S, A, K, P, D>,
): Tensor<Windows<S, A, K, P, D>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;

test('window sizes', () => {
  expectTypeOf<WindowSize<24, 5>>().toEqualTypeOf<20>();
  expectTypeOf<WindowSize<24, 5, 1, 1, 2, 2>>().toEqualTypeOf<24>();
  expectTypeOf<WindowSize<24, 2, 2>>().toEqualTypeOf<12>();
  expectTypeOf<WindowSize<25, 2, 2>>().toEqualTypeOf<12>();
  expectTypeOf<WindowSize<28, 3, 2, 4, 1, 0>>().toEqualTypeOf<11>();
  expectTypeOf<WindowSize<5, 5, 3>>().toEqualTypeOf<1>();
  expectTypeOf<WindowSize<3, 5>>().toEqualTypeOf<number>();
  expectTypeOf<WindowSize<'width', 1>>().toEqualTypeOf<'width'>();
  expectTypeOf<WindowSize<'width', 2>>().toEqualTypeOf<number>();
  expectTypeOf<WindowSize<number, 1, 2>>().toEqualTypeOf<number>();
});

test('windows of shapes', () => {
  expectTypeOf<Windows<['batch', 3, 28, 28], [2, 3], [5, 5]>>().toEqualTypeOf<['batch', 3, 24, 24, 5, 5]>();
  expectTypeOf<Windows<[2, 28, 30], [-1, 1], [2, 3], 2, [1, 4]>>().toEqualTypeOf<[2, 10, 15, 2, 3]>();
  expectTypeOf<Windows<['n', 30], [0, 1], [1, 30]>>().toEqualTypeOf<['n', 1, 1, 30]>();
  expectTypeOf<Windows<[2, 30], [1], number>>().toEqualTypeOf<[2, number, number]>();
  expectTypeOf<Windows<[2, 30], [1], number[]>>().toEqualTypeOf<[2, number, number]>();
  expectTypeOf<Windows<[2, 30], [number], 5>>().toEqualTypeOf<[number, number, 5]>();
  expectTypeOf<Windows<[2, 30], number[], 5>>().toEqualTypeOf<Shape>();
  expectTypeOf<Windows<Shape, [1], 5>>().toEqualTypeOf<Shape>();
});

test('certain mistakes read as at run time, others are none', () => {
  expectTypeOf<WindowsProblem<'conv', [20, 1, 3, 3], [2, 3], [5, 5]>>().toEqualTypeOf<
    Problem<'conv: the window must fit into the axis. x: [20, 1, 3, 3], axes: [2, 3], size: [5, 5]'>
  >();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [1], 5, 1, 2>>().toEqualTypeOf<
    Problem<'windows: the window must fit into the axis. x: [20, 8], axes: [1], size: 5'>
  >();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [2], 5>>().toEqualTypeOf<
    Problem<'windows: axes must be in range. x: [20, 8], axes: [2], size: 5'>
  >();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [1, -1], 5>>().toEqualTypeOf<
    Problem<'windows: axes must not repeat. x: [20, 8], axes: [1, -1], size: 5'>
  >();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [1], 5, 0>>().toEqualTypeOf<
    Problem<'windows: size, stride and dilation must be whole and positive. x: [20, 8], axes: [1], size: 5'>
  >();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [1], [5, 5]>>().toEqualTypeOf<
    Problem<'windows: there must be one entry an axis. x: [20, 8], axes: [1], size: [5, 5]'>
  >();
  expectTypeOf<WindowsProblem<'windows', ['n', 8], [0], 5>>().toEqualTypeOf<unknown>();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [1], 8>>().toEqualTypeOf<unknown>();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [number], 50>>().toEqualTypeOf<unknown>();
  expectTypeOf<WindowsProblem<'windows', [20, 8], [1], number>>().toEqualTypeOf<unknown>();
  expectTypeOf<WindowsProblem<'windows', Shape, [9], 5>>().toEqualTypeOf<unknown>();
  // @ts-expect-error -- windows: the window must fit into the axis. x: [20, 8], axes: [1], size: 9
  windows(of(20, 8), { axes: [1], size: 9 });
});

test('generic sizes', () => {
  const patches = <B extends Dim, C extends Dim>(
    x: Tensor<[B, C, 28, 28], 'float32'>,
  ): Tensor<[B, C, 24, 24, 5, 5], 'float32'> => {
    // @ts-expect-error -- windows: the window must fit into the axis. x: [?, ?, 28, 28], axes: [2], size: 29
    windows(x, { axes: [2], size: 29 });
    return windows(x, { axes: [2, 3], size: [5, 5] });
  };
  const pool = <B extends Dim, H extends number>(
    x: Tensor<[B, H], 'float32'>,
  ): Tensor<[B, number, 2], 'float32'> => windows(x, { axes: [-1], size: 2, stride: 2 });
  expectTypeOf(patches(of('n', 3, 28, 28))).toEqualTypeOf<Tensor<['n', 3, 24, 24, 5, 5], 'float32'>>();
  expectTypeOf(pool(of('n', 8))).toEqualTypeOf<Tensor<['n', number, 2], 'float32'>>();
});
