// Splitting as types: tuples of parts where their number is known, and generic sizes.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Sections, Split, SplitProblem } from './split.ts';

type F<S extends Shape> = Tensor<S, 'float32'>;
type Tensors<Ss extends readonly Shape[]> = { [K in keyof Ss]: F<Ss[K]> };
declare function split<S extends Shape, const N extends Sections, const A extends number>(
  x: F<S>,
  sections: N & SplitProblem<'split', S, N, A>,
  axis: A,
): Tensors<Split<S, N, A>>;
declare function of<const S extends Dim[]>(...shape: S): F<S>;

test('equal parts', () => {
  expectTypeOf<Split<['batch', 6], 2, 1>>().toEqualTypeOf<[['batch', 3], ['batch', 3]]>();
  expectTypeOf<Split<['batch', 6], 3, -1>>().toEqualTypeOf<[['batch', 2], ['batch', 2], ['batch', 2]]>();
  expectTypeOf<Split<['batch', 6], 1, 0>>().toEqualTypeOf<[['batch', 6]]>();
  expectTypeOf<Split<['batch', 6], 2, 0>>().toEqualTypeOf<[[number, 6], [number, 6]]>();
  expectTypeOf<Split<[2, 6], 2, number>>().toEqualTypeOf<[[number, number], [number, number]]>();
  expectTypeOf<Split<[2, 6], number, 1>>().toEqualTypeOf<[2, number][]>();
  expectTypeOf<Split<Shape, 2, 1>>().toEqualTypeOf<[Shape, Shape]>();
  expectTypeOf<Split<[60000], 60000, 0>>().toEqualTypeOf<[1][]>();
});

test('given parts', () => {
  expectTypeOf<Split<['batch', 6], readonly [2, 4], 1>>().toEqualTypeOf<[['batch', 2], ['batch', 4]]>();
  expectTypeOf<Split<['batch', 6], [number, 4], 1>>().toEqualTypeOf<[['batch', number], ['batch', 4]]>();
  expectTypeOf<Split<['batch', 6], number[], 1>>().toEqualTypeOf<['batch', number][]>();
  expectTypeOf<Split<Shape, [2, 4], 1>>().toEqualTypeOf<[Shape, Shape]>();
});

test('certain mistakes read as at run time, others are none', () => {
  expectTypeOf<SplitProblem<'split', [2, 5], 2, 1>>().toEqualTypeOf<
    Problem<'split: the axis must divide evenly into sections. x: [2, 5], sections: 2, axis: 1'>
  >();
  expectTypeOf<SplitProblem<'split', [2, 5], [2, 2], -1>>().toEqualTypeOf<
    Problem<'split: sizes must add up to the axis. x: [2, 5], sections: [2, 2], axis: -1'>
  >();
  expectTypeOf<SplitProblem<'split', ['n', 5], 0, 0>>().toEqualTypeOf<
    Problem<'split: sections must be whole and positive. x: [n, 5], sections: 0, axis: 0'>
  >();
  expectTypeOf<SplitProblem<'split', [2, 5], [6, -1], 1>>().toEqualTypeOf<
    Problem<'split: sizes must be whole and not negative. x: [2, 5], sections: [6, -1], axis: 1'>
  >();
  expectTypeOf<SplitProblem<'split', [2, 5], 2, 2>>().toEqualTypeOf<
    Problem<'split: axes must be in range. x: [2, 5], axis: 2'>
  >();
  expectTypeOf<SplitProblem<'split', ['n', 5], 2, 0>>().toEqualTypeOf<unknown>();
  expectTypeOf<SplitProblem<'split', [2, 5], number, 1>>().toEqualTypeOf<unknown>();
  expectTypeOf<SplitProblem<'split', [2, 5], number[], 1>>().toEqualTypeOf<unknown>();
  expectTypeOf<SplitProblem<'split', Shape, 2, 7>>().toEqualTypeOf<unknown>();
  // @ts-expect-error -- split: the axis must divide evenly into sections. x: [2, 5], sections: 2, axis: 1
  split(of(2, 5), 2, 1);
});

test('generic sizes', () => {
  const halves = <B extends Dim, H extends number>(x: F<[B, 6, H]>): [F<[B, 3, H]>, F<[B, 3, H]>] => {
    // @ts-expect-error -- split: sizes must add up to the axis. x: [?, 6, ?], sections: [2, 3], axis: 1
    split(x, [2, 3], 1);
    expectTypeOf(split(x, 2, 0)).toEqualTypeOf<[F<[number, 6, H]>, F<[number, 6, H]>]>();
    return split(x, 2, 1);
  };
  expectTypeOf(halves(of('n', 6, 2))).toEqualTypeOf<[F<['n', 3, 2]>, F<['n', 3, 2]>]>();
});
