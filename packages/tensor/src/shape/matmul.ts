// Matrix products, with NumPy's meaning of vectors and batch axes.
// The type twin and the value twin check in one order: ranks, then the inner axes, then the batch.
import { complain, showSpec } from '../base/error.ts';
import { axisFromEnd, clashFromEnd, meet, type Broadcast, type Clash } from './broadcast.ts';
import type { Certain, Dim, Of, Problem, Shape, Show, Spec } from './dim.ts';

const rankRule = 'operands must have at least one axis';
const innerRule = 'inner dimensions must match';
const batchRule = 'batch axes must broadcast';

/**
 * The shape of a matrix product: `[...b, m, k] × [...b, k, n] → [...b, m, n]`, where batch axes broadcast.
 *
 * A vector loses its axis: `[k] × [...b, k, n] → [...b, n]`, `[...b, m, k] × [k] → [...b, m]`, `[k] × [k] → []`.
 * @example
 * type Hidden = Matmul<['batch', 784], [784, 10]>; // ['batch', 10]
 */
export type Matmul<A extends Shape, B extends Shape> =
  Of<B> extends Of<readonly [infer _, infer N extends Dim]>
    ? Of<A> extends Of<readonly [...infer Lead extends Shape, infer _]>
      ? [...Lead, N]
      : Shape
    : Of<B> extends Of<readonly [infer _]>
      ? Of<A> extends Of<readonly [...infer Lead extends Shape, infer _]>
        ? [...Lead]
        : Shape
      : Of<B> extends Of<readonly [...infer BatchB extends Shape, infer _, infer N extends Dim]>
        ? Of<A> extends Of<readonly [infer _]>
          ? [...BatchB, N]
          : Of<A> extends Of<readonly [...infer BatchA extends Shape, infer M extends Dim, infer _]>
            ? [...Broadcast<BatchA, BatchB>, M, N]
            : Shape
        : Shape;

/** `unknown`, or the sentence if `A` and `B` certainly cannot be multiplied. */
export type MatmulProblem<Op extends string, A extends Shape, B extends Shape> = Verdict<
  Op,
  Certain<A>,
  Certain<B>
>;

type Verdict<Op extends string, A extends Shape, B extends Shape> =
  Of<A> extends Of<readonly []>
    ? Problem<`${Op}: ${typeof rankRule}. a: ${Show<A>}, b: ${Show<B>}`>
    : Of<B> extends Of<readonly []>
      ? Problem<`${Op}: ${typeof rankRule}. a: ${Show<A>}, b: ${Show<B>}`>
      : Differ<LastAxis<A>, InnerAxis<B>> extends true
        ? Problem<`${Op}: ${typeof innerRule}. a: ${Show<A>}, b: ${Show<B>}`>
        : Clash<Batch<A>, Batch<B>> extends true
          ? Problem<`${Op}: ${typeof batchRule}. a: ${Show<A>}, b: ${Show<B>}`>
          : unknown;

type LastAxis<A> = Of<A> extends Of<readonly [...infer _Lead extends Shape, infer K]> ? K : number;
type InnerAxis<B> =
  Of<B> extends Of<readonly [...infer _Batch extends Shape, infer K, infer _N]>
    ? K
    : Of<B> extends Of<readonly [infer K]>
      ? K
      : number;
type Batch<S> = Of<S> extends Of<readonly [...infer Lead extends Shape, infer _M, infer _N]> ? Lead : [];
/** Whether two certain dims differ. */
type Differ<K, L> = number extends K | L ? false : K extends L ? false : true;

/**
 * The shape of the matrix product of `a` and `b`: `[...b, m, k] × [...b, k, n] → [...b, m, n]`; vectors lose their
 * axis.
 *
 * Throws for rank 0, for inner dimensions that differ, and for batch axes that do not broadcast.
 * @example
 * matmulShape('matmul', zeros([20, 784]), zeros([784, 10])); // [20, 10]
 */
export function matmulShape(op: string, a: Spec, b: Spec): readonly number[] {
  const rankA = a.shape.length;
  const rankB = b.shape.length;
  if (rankA === 0 || rankB === 0) failRank(op, a, b);
  const k = a.shape[rankA - 1]!;
  if (k !== b.shape[rankB === 1 ? 0 : rankB - 2]) failInner(op, a, b, k);
  const batchA = a.shape.slice(0, -2);
  const batchB = b.shape.slice(0, -2);
  const clash = clashFromEnd(batchA, batchB);
  if (clash > 0) failBatch(op, a, b, clash);
  return Object.freeze([
    ...meet(batchA, batchB),
    ...(rankA === 1 ? [] : [a.shape[rankA - 2]!]),
    ...(rankB === 1 ? [] : [b.shape[rankB - 1]!]),
  ]);
}

function failRank(op: string, a: Spec, b: Spec): never {
  const argument = a.shape.length === 0 ? 'a' : 'b';
  complain({
    op,
    rule: rankRule,
    got: { a: showSpec(a), b: showSpec(b) },
    argument,
    expected: `${argument} of rank 1 or more`,
    hint: 'To scale by a number, use mul(a, b).',
  });
}

function failInner(op: string, a: Spec, b: Spec, k: number): never {
  const rank = b.shape.length;
  const inner = rank === 1 ? 1 : 2;
  const transposed =
    rank > 1 && b.shape[rank - 1] === k && clashFromEnd(a.shape.slice(0, -2), b.shape.slice(0, -2)) === 0;
  complain({
    op,
    rule: innerRule,
    got: {
      a: `${showSpec(a)}   last axis ${k}`,
      b: `${showSpec(b)}   ${axisFromEnd(inner)} ${b.shape[rank - inner]}`,
    },
    argument: 'b',
    expected: `b of shape ${rank === 1 ? `[${k}]` : rank === 2 ? `[${k}, n]` : `[..., ${k}, n]`}`,
    hint: transposed ? 'If b is stored transposed, pass transpose(b).' : undefined,
  });
}

function failBatch(op: string, a: Spec, b: Spec, clash: number): never {
  const mark = (x: Spec): string =>
    `${showSpec(x)}   ${axisFromEnd(clash + 2)} ${x.shape[x.shape.length - clash - 2]}`;
  complain({
    op,
    rule: batchRule,
    got: { a: mark(a), b: mark(b) },
    argument: 'b',
    expected: 'all axes before the last two, counted from the last, to be equal or 1',
  });
}
