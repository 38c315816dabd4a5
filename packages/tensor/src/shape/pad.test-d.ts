// Padding as types.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Pad, PadProblem, Pads } from './pad.ts';

declare function pad<S extends Shape, const P extends Pads>(
  x: Tensor<S, 'float32'>,
  pads: P & PadProblem<'pad', S, P>,
): Tensor<Pad<S, P>, 'float32'>;
declare function of<const S extends Dim[]>(...shape: S): Tensor<S, 'float32'>;

test('sizes', () => {
  expectTypeOf<Pad<['batch', 24], [[0, 0], [2, 3]]>>().toEqualTypeOf<['batch', 29]>();
  expectTypeOf<Pad<['batch', number], [[1, 0], [0, 0]]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Pad<[2, 3], [[number, 0], [1, 2 | 3]]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Pad<[2, 3], Pads>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Pad<Shape, [[1, 1]]>>().toEqualTypeOf<Shape>();
});

test('certain mistakes read as at run time, others are none', () => {
  expectTypeOf<PadProblem<'pad', [2, 3], [[1, 1]]>>().toEqualTypeOf<
    Problem<'pad: there must be one pair an axis. x: [2, 3], pairs: 1'>
  >();
  expectTypeOf<PadProblem<'pad', [2], [[0, -1]]>>().toEqualTypeOf<
    Problem<'pad: padding must be whole and not negative. x: [2]'>
  >();
  expectTypeOf<PadProblem<'pad', [2, 3], Pads>>().toEqualTypeOf<unknown>();
  expectTypeOf<PadProblem<'pad', Shape, [[1, 1]]>>().toEqualTypeOf<unknown>();
  // @ts-expect-error -- pad: there must be one pair an axis. x: [2, 3], pairs: 1
  pad(of(2, 3), [[1, 1]]);
});

test('generic sizes', () => {
  const frame = <B extends Dim, H extends number>(
    x: Tensor<[B, H, 24], 'float32'>,
  ): Tensor<[B, number, 28], 'float32'> => {
    // @ts-expect-error -- pad: there must be one pair an axis. x: [?, ?, 24], pairs: 1
    pad(x, [[0, 0]]);
    return pad(x, [
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  };
  expectTypeOf(frame(of('n', 5, 24))).toEqualTypeOf<Tensor<['n', number, 28], 'float32'>>();
});
