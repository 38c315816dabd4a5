// einsum as types: labels, ellipses and generic sizes; then every rule that an equation can break.
import { expectTypeOf, test } from 'vitest';
import type { Tensor } from '../core/tensor.ts';
import type { Dim, Problem, Shape } from './dim.ts';
import type { Einsum, EinsumProblem } from './einsum.ts';

type F<S extends Shape> = Tensor<S, 'float32'>;
type ShapesOf<Ts extends readonly F<Shape>[]> = {
  readonly [K in keyof Ts]: Ts[K] extends Tensor<infer S, 'float32'> ? S : Shape;
};
declare function einsum<const Eq extends string, const Ts extends readonly F<Shape>[]>(
  equation: Eq & EinsumProblem<'einsum', Eq, ShapesOf<Ts>>,
  ...operands: Ts
): F<Einsum<Eq, ShapesOf<Ts>>>;
declare function of<const S extends Dim[]>(...shape: S): F<S>;
declare function some<T>(): T;

test('labels', () => {
  expectTypeOf<Einsum<'ij,jk->ik', [[2, 3], [3, 4]]>>().toEqualTypeOf<[2, 4]>();
  expectTypeOf<Einsum<' ij , jk ', [['n', 3], [3, 4]]>>().toEqualTypeOf<['n', 4]>();
  expectTypeOf<Einsum<'ba', [[2, 3]]>>().toEqualTypeOf<[3, 2]>();
  expectTypeOf<Einsum<'aB', [[2, 3]]>>().toEqualTypeOf<[3, 2]>();
  expectTypeOf<Einsum<'ii->i', [[2, 2]]>>().toEqualTypeOf<[2]>();
  expectTypeOf<Einsum<'ii', [[2, 2]]>>().toEqualTypeOf<[]>();
  expectTypeOf<Einsum<'ij->', [[2, 3]]>>().toEqualTypeOf<[]>();
  expectTypeOf<Einsum<',i->i', [[], [3]]>>().toEqualTypeOf<[3]>();
  expectTypeOf<Einsum<'ij,jk,kl->li', [[2, 3], [3, 4], [4, 5]]>>().toEqualTypeOf<[5, 2]>();
});

test('ellipses broadcast', () => {
  expectTypeOf<Einsum<'...ij,...jk->...ik', [[5, 1, 2, 3], [7, 3, 4]]>>().toEqualTypeOf<[5, 7, 2, 4]>();
  expectTypeOf<Einsum<'...ij->...ji', [['n', 2, 3]]>>().toEqualTypeOf<['n', 3, 2]>();
  expectTypeOf<Einsum<'i...j', [[2, 'n', 3]]>>().toEqualTypeOf<['n', 2, 3]>();
  expectTypeOf<Einsum<'...,...', [[3], [2, 1]]>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Einsum<'...i->i', [[3]]>>().toEqualTypeOf<[3]>();
});

test('unknowns', () => {
  expectTypeOf<Einsum<string, [[2, 3]]>>().toEqualTypeOf<Shape>();
  expectTypeOf<Einsum<'ij,jk->ikj', [[2, number], [3, number]]>>().toEqualTypeOf<[2, number, 3]>();
  expectTypeOf<Einsum<'ij,jk->ik', [[2, 3], Shape]>>().toEqualTypeOf<[2, number]>();
  expectTypeOf<Einsum<'...i,i->...i', [Shape, [3]]>>().toEqualTypeOf<Shape>();
  expectTypeOf<Einsum<'ij,jk->ik', Shape[]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Einsum<'ij->j', [[2, 3] | [2, 4]]>>().toEqualTypeOf<[3 | 4]>();
  expectTypeOf<EinsumProblem<'einsum', string, [[2, 3]]>>().toEqualTypeOf<unknown>();
  expectTypeOf<EinsumProblem<'einsum', 'ij,jk', [[2, 3], [number, 4]]>>().toEqualTypeOf<unknown>();
  expectTypeOf<EinsumProblem<'einsum', 'ij,jk', [[2, 3], Shape]>>().toEqualTypeOf<unknown>();
  expectTypeOf<EinsumProblem<'einsum', 'ij,jk', Shape[]>>().toEqualTypeOf<unknown>();
  expectTypeOf<EinsumProblem<'einsum', 'ij', [[2, 3] | [2]]>>().toEqualTypeOf<unknown>();
});

test('broken equations read as at run time', () => {
  type Why<Eq extends string, Ss extends readonly Shape[]> = EinsumProblem<'einsum', Eq, Ss>;
  expectTypeOf<Why<'ij,jk->ik', [[2, 3], [4, 5]]>>().toEqualTypeOf<
    Problem<"einsum: axes of one label must have one size. equation: 'ij,jk->ik', operands: [2, 3], [4, 5]">
  >();
  expectTypeOf<Why<'ij,jk->ik', [['n', 3], [1, 5]]>>().toEqualTypeOf<
    Problem<"einsum: axes of one label must have one size. equation: 'ij,jk->ik', operands: [n, 3], [1, 5]">
  >();
  expectTypeOf<Why<'ij,jk->ik', [[2, 3]]>>().toEqualTypeOf<
    Problem<"einsum: there must be one term an operand. equation: 'ij,jk->ik', operands: [2, 3]">
  >();
  expectTypeOf<Why<'ij,jk->ik', [[2, 3], [4]]>>().toEqualTypeOf<
    Problem<"einsum: there must be one label an axis. equation: 'ij,jk->ik', operands: [2, 3], [4]">
  >();
  expectTypeOf<Why<'...ij->...i', [[4]]>>().toEqualTypeOf<
    Problem<"einsum: there must be one label an axis. equation: '...ij->...i', operands: [4]">
  >();
  expectTypeOf<Why<'...i,...i', [[2, 3], [4, 3]]>>().toEqualTypeOf<
    Problem<"einsum: axes behind the ellipsis must broadcast. equation: '...i,...i', operands: [2, 3], [4, 3]">
  >();
  expectTypeOf<Why<'...i->i', [[2, 3]]>>().toEqualTypeOf<
    Problem<"einsum: the output must keep the ellipsis. equation: '...i->i', operands: [2, 3]">
  >();
  expectTypeOf<Why<'ij->ijk', [[2, 3]]>>().toEqualTypeOf<
    Problem<"einsum: output labels must occur in an input. equation: 'ij->ijk', operands: [2, 3]">
  >();
  expectTypeOf<Why<'ij->ii', [[2, 3]]>>().toEqualTypeOf<
    Problem<"einsum: output labels must not repeat. equation: 'ij->ii', operands: [2, 3]">
  >();
  expectTypeOf<Why<'i->...i', [[2]]>>().toEqualTypeOf<
    Problem<"einsum: an ellipsis in the output must occur in an input. equation: 'i->...i', operands: [2]">
  >();
  expectTypeOf<Why<'...i...', [[2]]>>().toEqualTypeOf<
    Problem<"einsum: a term must not have two ellipses. equation: '...i...', operands: [2]">
  >();
  // @ts-expect-error -- einsum: equations must consist of letters, commas, ellipses and at most one ->. …
  einsum('i1->i', of(2, 3));
});

test('generic sizes', () => {
  const conv = <B extends Dim, C extends number, O extends Dim>(
    x: F<[B, C, 24, 24, 5, 5]>,
    w: F<[O, C, 5, 5]>,
  ): F<[B, O, 24, 24]> => {
    // @ts-expect-error -- einsum: axes of one label ... operands: [?, ?, 24, 24, 5, 5], [?, ?, 5, 5]
    einsum('nchwij,ocih->nohw', x, w);
    expectTypeOf(einsum('nchwij,ocij', x, w)).toEqualTypeOf<F<[24, B, O, 24]>>();
    return einsum('nchwij,ocij->nohw', x, w);
  };
  expectTypeOf(conv(of('n', 3, 24, 24, 5, 5), of(16, 3, 5, 5))).toEqualTypeOf<F<['n', 16, 24, 24]>>();
  const heads = <B extends Dim, H extends Dim, Q extends number>(q: F<[B, H, Q, 64]>, k: F<[B, H, Q, 64]>) =>
    einsum('...qd,...kd->...qk', q, k);
  expectTypeOf(heads(of('n', 8, 10, 64), of('n', 8, 10, 64))).toEqualTypeOf<F<['n', 8, 10, 10]>>();
  expectTypeOf(einsum('ij->i', ...some<F<[2, 3]>[]>())).toEqualTypeOf<F<[number]>>();
});
