// Reshaping: the same elements, in the same row-major order, under other sizes.
// One size may be -1, which means whatever is left.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Compare, Divide, Multiply, Remainder } from './arithmetic.ts';
import type { Certain, Dim, IfSame, Problem, Shape, Show, Spec, Stated } from './dim.ts';

/** `[product of the known sizes, the other dims as they stand in S]`; `C` is what is certain of `S`. */
type Elements<
  S extends Shape,
  C extends Shape,
  Known extends Dim = 1,
  Unknown extends readonly Dim[] = [],
> = number extends C['length']
  ? [1, [Dim, Dim]]
  : C extends readonly [infer E extends Dim, ...infer CRest extends Shape]
    ? S extends readonly [infer D extends Dim, ...infer SRest extends Shape]
      ? IsSize<E> extends true
        ? Elements<SRest, CRest, Multiply<Known, E>, Unknown>
        : Elements<SRest, CRest, Known, [...Unknown, D]>
      : [1, [Dim, Dim]]
    : [Known, Unknown];
type IsSize<E> = E extends number
  ? number extends E
    ? false
    : `${E}` extends `-${string}`
      ? false
      : true
  : false;

/** What -1 stands for, given the elements of `x` and those of the target. */
type Inferred<X, T> = X extends [infer Known extends Dim, infer Unknown extends readonly Dim[]]
  ? T extends [infer Given extends Dim, readonly [-1]]
    ? Unknown extends readonly []
      ? Divide<Known, Given>
      : Unknown extends readonly [infer D extends Dim]
        ? Given extends 0
          ? number
          : IfSame<Known, Given, D, number>
        : number
    : number
  : number;
type Target<X, C extends Shape, T> = {
  [K in keyof C]: IsSize<C[K]> extends true
    ? C[K]
    : C[K] extends -1
      ? Inferred<X, Elements<C, C>>
      : K extends keyof T
        ? T[K]
        : number;
};

/**
 * The shape of `x` of shape `S` reshaped to `T`, where one size may be -1: `[2, 3] → [-1]` is `[6]`.
 *
 * A single unknown dim takes the place of -1 if everything else cancels: `['batch', 4, 4] → [-1, 16]` is
 * `['batch', 16]`.
 *
 * @example
 * type Flat = Reshape<[20, 16, 4, 4], [-1, 256]>; // [20, 256]
 */
export type Reshape<S extends Shape, T extends readonly number[]> = number extends T['length']
  ? Shape
  : Target<Elements<S, Certain<S>>, Certain<T>, Stated<T>>;

type HasNegative<T extends Shape> = {
  [K in keyof T]: T[K] extends -1 ? false : `${T[K]}` extends `-${string}` ? true : false;
}[number];
/** The broken rule, `unknown` if none certainly is. */
type Broken<X, T> = X extends [infer Known extends Dim, infer Unknown extends readonly Dim[]]
  ? T extends [infer Given extends Dim, infer Open extends readonly Dim[]]
    ? Open extends readonly [-1, -1, ...infer _]
      ? typeof oneInferred
      : [Open, Given] extends [readonly [-1], 0]
        ? typeof undetermined
        : Open extends readonly []
          ? Unknown extends readonly []
            ? Compare<Known, Given> extends '<' | '>'
              ? typeof sameCount
              : unknown
            : Leaves<Given, Known, typeof sameCount>
          : Unknown extends readonly []
            ? Leaves<Known, Given, Open extends readonly [-1] ? typeof evenly : typeof sameCount>
            : unknown
    : unknown
  : unknown;
type Leaves<P extends Dim, Q extends Dim, Rule> = Compare<Remainder<P, Q>, 0> extends '>' ? Rule : unknown;
type Report<Op extends string, S extends Shape, T extends Shape, Rule> = Rule extends string
  ? Problem<`${Op}: ${Rule}. x: ${Show<S>}, shape: ${Show<T>}`>
  : unknown;

/**
 * The sentence for a reshape of `S` to `T` that certainly fails, else `unknown`.
 *
 * @example
 * type Why = ReshapeProblem<'reshape', [2, 3], [4]>;
 * // Problem<'reshape: the number of elements must stay the same. x: [2, 3], shape: [4]'>
 */
export type ReshapeProblem<Op extends string, S extends Shape, T extends Shape> = number extends T['length']
  ? unknown
  : Report<
      Op,
      Certain<S>,
      Certain<T>,
      true extends HasNegative<Certain<T>>
        ? typeof notNegative
        : Broken<Elements<S, Certain<S>>, Elements<Certain<T>, Certain<T>>>
    >;

const sameCount = 'the number of elements must stay the same';
const evenly = 'the other sizes must divide the number of elements';
const oneInferred = 'only one size may be -1';
const undetermined = 'a size of 0 leaves -1 undetermined';
const notNegative = 'sizes must be whole and not negative';

/**
 * The shape of `x` reshaped to `shape`, with -1 replaced by what is left: `[2, 3] → [-1]` is `[6]`.
 *
 * Throws if the number of elements would change, for a size that is negative or not whole, for a second -1, and
 * for a -1 that the other sizes leave undetermined.
 *
 * @example
 * reshapeShape('reshape', { dtype: 'float32', shape: [20, 16, 4, 4] }, [-1, 256]); // [20, 256]
 */
export function reshapeShape(op: string, x: Spec, shape: readonly number[]): readonly number[] {
  const elements = count(x.shape);
  const given = count(shape.filter((size) => size !== -1));
  const open = shape.filter((size) => size === -1).length;
  const refuse = (rule: string, expected: string): never =>
    complain({
      op,
      rule,
      got: { x: `${showSpec(x)}   ${showCount(elements)}`, shape: showList(shape) },
      argument: 'shape',
      expected,
    });
  if (!shape.every((size) => size === -1 || (Number.isSafeInteger(size) && size >= 0))) {
    refuse(notNegative, 'whole sizes, 0 or more, and at most one -1');
  }
  if (open > 1) refuse(oneInferred, 'at most one -1, which stands for whatever is left');
  if (open === 1) {
    if (given === 0) refuse(undetermined, 'no size 0 beside -1');
    if (elements % given !== 0) refuse(evenly, `other sizes whose product divides ${elements}`);
  } else if (given !== elements) {
    refuse(sameCount, `sizes whose product is ${elements}`);
  }
  return Object.freeze(shape.map((size) => (size === -1 ? elements / given : size)));
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function showCount(n: number): string {
  return n === 1 ? '1 element' : `${n} elements`;
}
