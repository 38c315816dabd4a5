// Axes moved, added and removed, as types.
import { expectTypeOf, test } from 'vitest';
import type { Dim, Problem, Shape } from './dim.ts';
import type {
  ExpandDims,
  ExpandDimsProblem,
  Permute,
  PermuteProblem,
  Squeeze,
  SqueezeProblem,
  Transpose,
  TransposeProblem,
} from './rearrange.ts';

test('permute', () => {
  expectTypeOf<Permute<[20, 3, 24, 'w'], readonly [0, 2, -1, 1]>>().toEqualTypeOf<[20, 24, 'w', 3]>();
  expectTypeOf<Permute<[], []>>().toEqualTypeOf<[]>();
  expectTypeOf<Permute<[2, 3], [0, number]>>().toEqualTypeOf<[2, number]>();
  expectTypeOf<Permute<[2, 3], number[]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Permute<Shape, [1, 0]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Permute<Shape, number[]>>().toExtend<Shape>();
  expectTypeOf<PermuteProblem<'permute', [2, 3], [1, -2]>>().toEqualTypeOf<unknown>();
  expectTypeOf<PermuteProblem<'permute', [2, 3], [1, number]>>().toEqualTypeOf<unknown>();
  expectTypeOf<PermuteProblem<'permute', Shape, [1, 0]>>().toEqualTypeOf<unknown>();
  expectTypeOf<PermuteProblem<'permute', [2, 3], [0]>>().toEqualTypeOf<
    Problem<'permute: axes must name every axis once. x: [2, 3], axes: [0]'>
  >();
  expectTypeOf<PermuteProblem<'permute', [2, 'b'], [0, -2]>>().toEqualTypeOf<
    Problem<'permute: axes must name every axis once. x: [2, b], axes: [0, -2]'>
  >();
  expectTypeOf<PermuteProblem<'permute', [2, 3], [0, 2]>>().toEqualTypeOf<
    Problem<'permute: axes must name every axis once. x: [2, 3], axes: [0, 2]'>
  >();
});

test('transpose', () => {
  expectTypeOf<Transpose<['b', 2, 3]>>().toEqualTypeOf<['b', 3, 2]>();
  expectTypeOf<Transpose<Shape>>().toEqualTypeOf<Shape>();
  expectTypeOf<TransposeProblem<'transpose', Shape>>().toEqualTypeOf<unknown>();
  expectTypeOf<TransposeProblem<'transpose', [2] | [2, 3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<TransposeProblem<'transpose', ['b']>>().toEqualTypeOf<
    Problem<'transpose: x must have at least two axes. x: [b]'>
  >();
  expectTypeOf<TransposeProblem<'transpose', []>>().toEqualTypeOf<
    Problem<'transpose: x must have at least two axes. x: []'>
  >();
});

test('expandDims', () => {
  expectTypeOf<ExpandDims<[2, 'b'], -1>>().toEqualTypeOf<[2, 'b', 1]>();
  expectTypeOf<ExpandDims<[2, 'b'], 0>>().toEqualTypeOf<[1, 2, 'b']>();
  expectTypeOf<ExpandDims<[2, 'b'], 1>>().toEqualTypeOf<[2, 1, 'b']>();
  expectTypeOf<ExpandDims<[2, 'b'], -3>>().toEqualTypeOf<[1, 2, 'b']>();
  expectTypeOf<ExpandDims<[2, 'b'], readonly [3, 1]>>().toEqualTypeOf<[2, 1, 'b', 1]>();
  expectTypeOf<ExpandDims<[], [0, 1]>>().toEqualTypeOf<[1, 1]>();
  expectTypeOf<ExpandDims<[2], number>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<ExpandDims<[2], number[]>>().toExtend<Shape>();
  expectTypeOf<ExpandDims<Shape, -1>>().toEqualTypeOf<[...Dim[], 1]>();
  expectTypeOf<ExpandDims<Shape, 2>>().toEqualTypeOf<Shape>();
  expectTypeOf<ExpandDimsProblem<'expandDims', [2], 0 | 5>>().toEqualTypeOf<unknown>();
  expectTypeOf<ExpandDimsProblem<'expandDims', [2], 1>>().toEqualTypeOf<unknown>();
  expectTypeOf<ExpandDimsProblem<'expandDims', [2], 2>>().toEqualTypeOf<
    Problem<'expandDims: axes must be in range. x: [2], axes: 2'>
  >();
  expectTypeOf<ExpandDimsProblem<'expandDims', [2], [0, -3]>>().toEqualTypeOf<
    Problem<'expandDims: axes must not repeat. x: [2], axes: [0, -3]'>
  >();
});

test('squeeze', () => {
  expectTypeOf<Squeeze<[2, 1, 3, 1], undefined>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Squeeze<[], undefined>>().toEqualTypeOf<[]>();
  expectTypeOf<Squeeze<[2, 1, number], undefined>>().toEqualTypeOf<Shape>();
  expectTypeOf<Squeeze<[2, 1, 'b'], undefined>>().toEqualTypeOf<Shape>();
  expectTypeOf<Squeeze<[2, 1, 'b', 1], readonly [1, -1]>>().toEqualTypeOf<[2, 'b']>();
  expectTypeOf<Squeeze<['b', number], 0>>().toEqualTypeOf<[number]>();
  expectTypeOf<Squeeze<[2, 1], number>>().toEqualTypeOf<[number]>();
  expectTypeOf<SqueezeProblem<'squeeze', ['b', 1], 0>>().toEqualTypeOf<unknown>();
  expectTypeOf<SqueezeProblem<'squeeze', [number, 1], [0, 1]>>().toEqualTypeOf<unknown>();
  expectTypeOf<SqueezeProblem<'squeeze', [2, 1], -2>>().toEqualTypeOf<
    Problem<'squeeze: squeezed axes must have size 1. x: [2, 1], axes: -2'>
  >();
  expectTypeOf<SqueezeProblem<'squeeze', [2, 1], 2>>().toEqualTypeOf<
    Problem<'squeeze: axes must be in range. x: [2, 1], axes: 2'>
  >();
  expectTypeOf<SqueezeProblem<'squeeze', [2, 1], [1, -1]>>().toEqualTypeOf<
    Problem<'squeeze: axes must not repeat. x: [2, 1], axes: [1, -1]'>
  >();
});

const moved = <B extends Dim, H extends Dim>(): [
  Permute<[B, H, 3], [1, 2, 0]>,
  Transpose<[B, H]>,
  ExpandDims<[B, H], 1>,
  Squeeze<[B, 1, H], 1>,
] => null as never as [[H, 3, B], [H, B], [B, 1, H], [B, H]];

test('generic sizes', () => {
  expectTypeOf(moved<2, 'b'>).returns.toEqualTypeOf<[['b', 3, 2], ['b', 2], [2, 1, 'b'], [2, 'b']]>();
});
