// The shape of nested arrays: one axis a level. What `tensor([[1, 2], [3, 4]])` is made of.
// Rows are compared as a union, not one after the other, so that long literals cost little.
import type { Box } from '../base/dtype.ts';
import { complain, show, showList } from '../base/error.ts';
import type { Dim, IfSame, Only, Problem, Shape, Show } from './dim.ts';

const rule = 'rows must have equal shapes';

/** Numbers or bools, nested to any depth. */
export type NestedValues = number | boolean | readonly NestedValues[];

/** The shapes of the rows of `V`: one shape, or a union if they differ. */
type Rows<V extends readonly unknown[]> = { [K in keyof V]: LiteralShape<V[K]> }[number];
/** The union of shapes `R` as one shape of unions; `Shape` if their ranks differ. */
type Merge<R extends Shape, Out extends readonly Dim[] = []> =
  number extends Only<R['length']>
    ? Shape
    : Out['length'] extends R['length']
      ? Out
      : Merge<R, [...Out, R[Out['length']]]>;
type Grow<N, R extends Shape> = number extends R['length']
  ? Shape
  : [Only<N>, ...{ [K in keyof R]: Only<R[K]> }];

/**
 * The shape of nested arrays: literal sizes for literals, `number` for arrays of unknown length.
 *
 * An array that is empty at run time has no rows to look into: its shape is `[0]` whatever its type says.
 *
 * @example
 * type Two = LiteralShape<[[1, 2, 3], [4, 5, 6]]>; // [2, 3]
 * type Unknown = LiteralShape<number[][]>; // [number, number]
 */
export type LiteralShape<V> = 0 extends 1 & V
  ? Shape
  : [V] extends [number | boolean]
    ? []
    : [V] extends [readonly unknown[]]
      ? V['length'] extends 0
        ? [0]
        : (number extends V['length'] ? LiteralShape<V[number]> : Rows<V>) extends infer R extends Shape
          ? Grow<V['length'], Merge<R>>
          : Shape
      : Shape;

/** `[shape of the first row, shapes of the others]` for rows that certainly differ, at any depth; else `never`. */
type Ragged<V, All = V> = V extends readonly [infer First, ...infer _]
  ? Box<V> extends Box<All>
    ? Differ<Rows<V>> extends true
      ? [LiteralShape<First>, Exclude<Rows<V>, LiteralShape<First>>]
      : { [K in keyof V]: Ragged<V[K]> }[number]
    : never
  : never;
type Differ<R extends Shape> = number extends R['length']
  ? false
  : Merge<R> extends infer M extends Shape
    ? number extends M['length']
      ? true
      : true extends {
            [K in keyof M]: number extends M[K] ? false : IfSame<Only<M[K]>, M[K], false, true>;
          }[number]
        ? true
        : false
    : false;

/**
 * The sentence for nested literals whose rows certainly differ in length or depth, else `unknown`.
 *
 * @example
 * type Why = RaggedProblem<'tensor', [[1, 2, 3], [4, 5]]>;
 * // Problem<'tensor: rows must have equal shapes. first row: [3], another row: [2]'>
 */
export type RaggedProblem<Op extends string, V> = [Ragged<V>] extends [never]
  ? unknown
  : Ragged<V> extends [infer First extends Shape, infer Other extends Shape]
    ? Problem<`${Op}: ${typeof rule}. first row: ${Show<First>}, another row: ${Show<Other>}`>
    : unknown;

/**
 * The shape of nested arrays: `[[1, 2, 3], [4, 5, 6]]` has `[2, 3]`, a number `[]`.
 *
 * Throws for rows that differ in length or depth and for a value that is neither number nor bool, naming it
 * (`values[1][2]`).
 *
 * @example
 * literalShape('tensor', [[1, 2, 3], [4, 5, 6]]); // [2, 3]
 */
export function literalShape(op: string, values: unknown): readonly number[] {
  const shape = shapeOfFirst(values);
  check(op, values, shape, []);
  return Object.freeze(shape);
}

function shapeOfFirst(values: unknown): number[] {
  const shape: number[] = [];
  for (let first = values; Array.isArray(first); first = first[0]) shape.push(first.length);
  return shape;
}

function check(op: string, value: unknown, shape: readonly number[], path: number[]): void {
  const depth = path.length;
  if (Array.isArray(value) ? value.length !== shape[depth] : depth < shape.length)
    failRagged(op, value, shape, path);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      path.push(i);
      check(op, value[i], shape, path);
      path.pop();
    }
  } else if (typeof value !== 'number' && typeof value !== 'boolean') {
    const name = showPath(path);
    complain({
      op,
      rule: 'values must be numbers or bools',
      got: { [name]: show(value) },
      argument: name,
      expected: 'numbers or bools, nested in arrays to any depth',
      hint: ArrayBuffer.isView(value) ? 'For typed arrays, use fromTypedArray(values, shape).' : undefined,
    });
  }
}

function failRagged(op: string, value: unknown, shape: readonly number[], path: readonly number[]): never {
  const row = showPath(path);
  const expected = showList(shape.slice(path.length));
  complain({
    op,
    rule,
    got: {
      [showPath(path.map((i, k) => (k === path.length - 1 ? 0 : i)))]: expected,
      [row]: Array.isArray(value) ? showList(shapeOfFirst(value)) : 'a single value',
    },
    argument: row,
    expected: `${row} of shape ${expected}`,
  });
}

function showPath(path: readonly number[]): string {
  return `values${path.map((i) => `[${i}]`).join('')}`;
}
