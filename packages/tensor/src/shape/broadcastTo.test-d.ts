// Broadcasting to a shape, as types.
import { expectTypeOf, test } from 'vitest';
import type { BroadcastTo, BroadcastToProblem } from './broadcastTo.ts';
import type { Problem, Shape } from './dim.ts';

test('the result is the shape', () => {
  expectTypeOf<BroadcastTo<[3], readonly [2, 3]>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<BroadcastTo<[3], readonly number[]>>().toEqualTypeOf<number[]>();
});

test('what may fit is no problem', () => {
  expectTypeOf<BroadcastToProblem<'broadcastTo', [3], [2, 3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastToProblem<'broadcastTo', [2, 1], [2, 0]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastToProblem<'broadcastTo', ['batch'], [1]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastToProblem<'broadcastTo', ['batch', 3], [number, 3]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastToProblem<'broadcastTo', [number], [4]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastToProblem<'broadcastTo', Shape, [4]>>().toEqualTypeOf<unknown>();
  expectTypeOf<BroadcastToProblem<'broadcastTo', [2, 3], readonly number[]>>().toEqualTypeOf<unknown>();
});

test('what cannot fit is one', () => {
  expectTypeOf<BroadcastToProblem<'broadcastTo', [2, 3], [4, 3]>>().toEqualTypeOf<
    Problem<'broadcastTo: x must broadcast to shape. x: [2, 3], shape: [4, 3]'>
  >();
  expectTypeOf<BroadcastToProblem<'broadcastTo', [3], [1]>>().toEqualTypeOf<
    Problem<'broadcastTo: x must broadcast to shape. x: [3], shape: [1]'>
  >();
  expectTypeOf<BroadcastToProblem<'broadcastTo', [1, 3], [3]>>().toEqualTypeOf<
    Problem<'broadcastTo: x must broadcast to shape. x: [1, 3], shape: [3]'>
  >();
  expectTypeOf<BroadcastToProblem<'broadcastTo', ['batch'], [4]>>().toEqualTypeOf<
    Problem<'broadcastTo: x must broadcast to shape. x: [batch], shape: [4]'>
  >();
  expectTypeOf<BroadcastToProblem<'broadcastTo', [1], [-1]>>().toEqualTypeOf<
    Problem<'broadcastTo: sizes must be whole and not negative. x: [1], shape: [-1]'>
  >();
});
