// Shapes read off literals, arrays and mixtures of them; ragged literals are refused only where certain.
import { expectTypeOf, test } from 'vitest';
import type { AnyNested } from '../core/tensor.ts';
import type { Problem, Shape } from './dim.ts';
import type { LiteralShape, NestedValues, RaggedProblem } from './literal.ts';

declare function shape<const V extends NestedValues>(values: V & RaggedProblem<'tensor', V>): LiteralShape<V>;
declare function some<T>(): T;

test('literals', () => {
  expectTypeOf(shape(3)).toEqualTypeOf<[]>();
  expectTypeOf(shape(true)).toEqualTypeOf<[]>();
  expectTypeOf(shape([])).toEqualTypeOf<[0]>();
  expectTypeOf(shape([1, 2, 3])).toEqualTypeOf<[3]>();
  expectTypeOf(shape([true, false])).toEqualTypeOf<[2]>();
  expectTypeOf(shape([[], []])).toEqualTypeOf<[2, 0]>();
  expectTypeOf(shape([[[1, 2]], [[3, 4]], [[5, 6]]])).toEqualTypeOf<[3, 1, 2]>();
});

test('arrays', () => {
  expectTypeOf(shape(some<number[]>())).toEqualTypeOf<[number]>();
  expectTypeOf(shape(some<number[][]>())).toEqualTypeOf<[number, number]>();
  expectTypeOf(shape(some<[number, number][]>())).toEqualTypeOf<[number, 2]>();
  expectTypeOf(shape([[1, 2, 3], some<number[]>()])).toEqualTypeOf<[2, number]>();
  expectTypeOf(shape([some<number[]>(), some<number[]>()])).toEqualTypeOf<[2, number]>();
});

test('what may be of several shapes', () => {
  expectTypeOf(shape(some<AnyNested<number>>())).toEqualTypeOf<Shape>();
  expectTypeOf(shape(some<number | number[]>())).toEqualTypeOf<Shape>();
  expectTypeOf(shape([[1], some<number | number[]>()])).toEqualTypeOf<Shape>();
  expectTypeOf(shape(some<[1, 2] | [1]>())).toEqualTypeOf<[number]>();
  expectTypeOf(shape(some<[[1], [2]] | [[1, 2], [3, 4]]>())).toEqualTypeOf<[2, number]>();
});

test('ragged literals read as at run time', () => {
  expectTypeOf<RaggedProblem<'tensor', [[1, 2, 3], [4, 5]]>>().toEqualTypeOf<
    Problem<'tensor: rows must have equal shapes. first row: [3], another row: [2]'>
  >();
  expectTypeOf<RaggedProblem<'tensor', [[1], 2]>>().toEqualTypeOf<
    Problem<'tensor: rows must have equal shapes. first row: [1], another row: []'>
  >();
  expectTypeOf<RaggedProblem<'tensor', [[[1], [2, 3]], [[1], [3]]]>>().toEqualTypeOf<
    Problem<'tensor: rows must have equal shapes. first row: [1], another row: [2]'>
  >();
  // @ts-expect-error -- tensor: rows must have equal shapes. first row: [2, 1], another row: [2, 2]
  shape([
    [[1], [2]],
    [
      [1, 2],
      [3, 4],
    ],
  ]);
});

test('a literal of many rows', () => {
  type Row = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  type Rows = [...Ten, ...Ten, ...Ten, ...Ten, ...Ten, ...Ten, ...Ten, ...Ten, ...Ten, ...Ten, ...Ten];
  type Ten = [Row, Row, Row, Row, Row, Row, Row, Row, Row, Row];
  expectTypeOf<LiteralShape<Rows>>().toEqualTypeOf<[110, 10]>();
  expectTypeOf<RaggedProblem<'tensor', Rows>>().toEqualTypeOf<unknown>();
});
