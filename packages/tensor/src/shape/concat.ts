// Joining: `concat` lays tensors one after another along an axis they have, `stack` along a new one.
// Everything else about their shapes must be equal, so the first tensor speaks for all.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Add } from './arithmetic.ts';
import { locateAll } from './axes.ts';
import type { At, AxisKey, AxisProblem } from './axis.ts';
import type { Certain, Dim, IfSame, Plain, Problem, Shape, Show, Spec } from './dim.ts';

const some = 'there must be at least one tensor';
const ranks = 'ranks must be equal';
const sizes = 'sizes must be equal except along axis';
const shapes = 'shapes must be equal';

type Shapes = readonly Shape[];

/** `A` joined with `B` along axis `I`; elsewhere the better known of two equal dims stands. */
type Join<A extends Shape, CA extends Shape, CB extends Shape, I> = {
  -readonly [K in keyof A]: '?' extends I
    ? number
    : K extends I
      ? Add<At<CA, K>, At<CB, K>>
      : number extends At<CA, K>
        ? number extends At<CB, K>
          ? A[K]
          : At<CB, K>
        : A[K];
};
type JoinAll<A extends Shape, Rest extends Shapes, I> = Rest extends readonly [
  infer B extends Shape,
  ...infer More extends Shapes,
]
  ? JoinAll<Join<A, Certain<A>, Certain<B>, I>, More, I>
  : A;
/** `S` with a dim of unknown size at `I`. */
type Loosen<S extends Shape, I> = {
  -readonly [K in keyof S]: '?' extends I ? number : K extends I ? number : S[K];
};

/**
 * The shape of `concat(xs, axis)`: `[…, n, …] × […, m, …] → […, n + m, …]`.
 *
 * @example
 * type Longer = Concat<[[2, 3], [2, 4]], 1>; // [2, 7]
 */
export type Concat<Ss extends Shapes, Axis extends number> = Ss extends readonly [
  infer A extends Shape,
  ...infer Rest extends Shapes,
]
  ? number extends A['length']
    ? Shape
    : JoinAll<Plain<A>, Rest, AxisKey<A, Axis>>
  : number extends Ss[number]['length'] | (Ss extends readonly [] ? number : never)
    ? Shape
    : Loosen<Ss[number], AxisKey<Ss[number], Axis>>;

/** `S`, unless it is a union. */
type Lone<S extends Shape, All = S> = S extends All ? IfSame<S, All, S, Shape> : never;
/** Whether the certain shapes `A` and `B` clash at an axis other than `I`. */
type Clash<A extends Shape, B extends Shape, I> = true extends {
  [K in keyof A]: '?' extends I
    ? false
    : K extends I
      ? false
      : number extends A[K] | At<B, K>
        ? false
        : A[K] extends At<B, K>
          ? false
          : true;
}[number]
  ? true
  : false;
/** The rule that `B` breaks beside the first shape `A`, `unknown` if none certainly is. */
type Beside<A extends Shape, B extends Shape, I, Rule> = number extends A['length'] | B['length']
  ? unknown
  : A['length'] extends B['length']
    ? Clash<A, B, I> extends true
      ? Rule
      : unknown
    : [I] extends [never]
      ? Rule
      : typeof ranks;
type Compared<
  Op extends string,
  A extends Shape,
  Rest extends Shapes,
  I,
  Rule,
  Seen extends readonly unknown[],
> = Rest extends readonly [infer B extends Shape, ...infer More extends Shapes]
  ? Beside<A, Lone<Certain<B>>, I, Rule> extends infer Broken extends string
    ? Problem<`${Op}: ${Broken}. xs[0]: ${Show<A>}, xs[${Seen['length']}]: ${Show<Certain<B>>}`>
    : Compared<Op, A, More, I, Rule, [...Seen, B]>
  : unknown;

/**
 * The sentence for a concat that certainly fails, else `unknown`.
 *
 * @example
 * type Why = ConcatProblem<'concat', [[2, 3], [4, 4]], 1>;
 * // Problem<'concat: sizes must be equal except along axis. xs[0]: [2, 3], xs[1]: [4, 4]'>
 */
export type ConcatProblem<Op extends string, Ss extends Shapes, Axis extends number> = Ss extends readonly []
  ? Problem<`${Op}: ${typeof some}. xs: []`>
  : Ss extends readonly [infer A extends Shape, ...infer Rest extends Shapes]
    ? AxisKey<A, Axis> extends 'none'
      ? AxisProblem<Op, 'xs[0]', A, 'none', Axis>
      : Compared<Op, Lone<Certain<A>>, Rest, AxisKey<A, Axis>, typeof sizes, [A]>
    : AxisProblem<Op, 'xs[0]', Ss[number], AxisKey<Ss[number], Axis>, Axis>;

/** `S` with `N` put in before axis `I`. */
type Insert<
  S extends Shape,
  N extends number,
  I,
  Lead extends readonly Dim[] = [],
> = `${Lead['length']}` extends I
  ? [...Lead, N, ...S]
  : S extends readonly [infer D extends Dim, ...infer Rest extends Shape]
    ? Insert<Rest, N, I, [...Lead, D]>
    : Shape;
type StackShape<S extends Shape, N extends number, Axis extends number> = number extends S['length']
  ? Shape
  : AxisKey<[...S, N], Axis> extends infer I
    ? '?' extends I
      ? [...{ -readonly [K in keyof S]: number }, number]
      : Insert<S, N, I>
    : Shape;

/**
 * The shape of `stack(xs, axis)`: `k × [n, m] → [k, n, m]` for axis 0.
 *
 * @example
 * type Pair = Stack<[[2, 3], [2, 3]], 0>; // [2, 2, 3]
 */
export type Stack<Ss extends Shapes, Axis extends number> = Ss extends readonly [
  infer A extends Shape,
  ...infer Rest extends Shapes,
]
  ? StackShape<JoinAll<Plain<A>, Rest, never>, Ss['length'], Axis>
  : StackShape<Plain<Ss[number]>, number, Axis>;

/**
 * The sentence for a stack that certainly fails, else `unknown`.
 *
 * @example
 * type Why = StackProblem<'stack', [[2, 3], [2, 4]], 0>;
 * // Problem<'stack: shapes must be equal. xs[0]: [2, 3], xs[1]: [2, 4]'>
 */
export type StackProblem<Op extends string, Ss extends Shapes, Axis extends number> = Ss extends readonly []
  ? Problem<`${Op}: ${typeof some}. xs: []`>
  : Ss extends readonly [infer A extends Shape, ...infer Rest extends Shapes]
    ? AxisKey<[...A, 1], Axis> extends 'none'
      ? AxisProblem<Op, 'xs[0]', A, 'none', Axis>
      : Compared<Op, Lone<Certain<A>>, Rest, never, typeof shapes, [A]>
    : AxisProblem<Op, 'xs[0]', Ss[number], AxisKey<[...Ss[number], 1], Axis>, Axis>;

/**
 * The shape of `concat(xs, axis)`: `[…, n, …] × […, m, …] → […, n + m, …]`.
 *
 * Throws for no tensors, for ranks that differ or lack `axis`, and for sizes that differ along another axis.
 *
 * @example
 * const x = { dtype: 'float32', shape: [2, 3] } as const;
 * concatShape('concat', [x, x], -1); // [2, 6]
 */
export function concatShape(op: string, xs: readonly Spec[], axis: number): readonly number[] {
  if (xs.length === 0) failEmpty(op);
  const { shape } = xs[0];
  const at = locateAll(op, xs[0], shape.length, axis, 'axis', 'xs[0]')[0];
  xs.forEach((x, i) => {
    if (x.shape.length !== shape.length) failUnequal(op, ranks, xs, i, `xs[${i}] of rank ${shape.length}`);
    if (!x.shape.every((n, a) => a === at || n === shape[a])) {
      failUnequal(
        op,
        sizes,
        xs,
        i,
        `xs[${i}] of shape ${showList(shape.map((n, a) => (a === at ? 'n' : n)))}`,
      );
    }
  });
  const total = xs.reduce((sum, x) => sum + x.shape[at], 0);
  return Object.freeze(shape.map((n, a) => (a === at ? total : n)));
}

/**
 * The shape of `stack(xs, axis)`: `k × [n, m] → [k, n, m]` for axis 0.
 *
 * Throws for no tensors, for shapes that differ, and for an axis that the result lacks.
 *
 * @example
 * const x = { dtype: 'float32', shape: [2, 3] } as const;
 * stackShape('stack', [x, x], 0); // [2, 2, 3]
 */
export function stackShape(op: string, xs: readonly Spec[], axis: number): readonly number[] {
  if (xs.length === 0) failEmpty(op);
  const { shape } = xs[0];
  const at = locateAll(op, xs[0], shape.length + 1, axis, 'axis', 'xs[0]')[0];
  xs.forEach((x, i) => {
    if (x.shape.length !== shape.length || !x.shape.every((n, a) => n === shape[a])) {
      failUnequal(op, shapes, xs, i, `xs[${i}] of shape ${showList(shape)}`);
    }
  });
  return Object.freeze([...shape.slice(0, at), xs.length, ...shape.slice(at)]);
}

function failEmpty(op: string): never {
  return complain({ op, rule: some, got: { xs: '[]' }, argument: 'xs', expected: 'one tensor or more' });
}

function failUnequal(op: string, rule: string, xs: readonly Spec[], i: number, expected: string): never {
  return complain({
    op,
    rule,
    got: { 'xs[0]': showSpec(xs[0]), [`xs[${i}]`]: showSpec(xs[i]) },
    argument: `xs[${i}]`,
    expected,
  });
}
