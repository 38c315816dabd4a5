// Trees of tensors stacked along their first axis: what a scan takes apart into steps and builds of them.
import { complain, show, showSpec } from '../base/error.ts';
import type { Tensor } from '../core/tensor.ts';
import { concatAlong, splitInto } from '../primitives/concatSplit.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import type { Dim, Only, Shape } from '../shape/dim.ts';
import { at } from '../tree/path.ts';
import { pathsOf } from '../tree/structure.ts';
import type { Leaves, Tree } from '../tree/types.ts';
import type { Carry } from './carry.ts';

/** One step of stacked tensors: `[n, ...s] → [...s]` at each leaf. For no inputs, `undefined`. */
export type Row<X> =
  X extends Tensor<infer S, infer D>
    ? Tensor<S extends readonly [infer _, ...infer Rest extends Shape] ? Rest : Shape, D>
    : X extends null | undefined
      ? undefined
      : Endless<X> extends true
        ? readonly Tree[]
        : { [K in keyof X]: Row<X[K]> };

/** Steps stacked: `[...s] → [n, ...s]` at each leaf. */
export type Stacked<Y, N extends Dim> =
  Y extends Tensor<infer S, infer D>
    ? Tensor<[N, ...S], D>
    : Endless<Y> extends true
      ? readonly Tree[]
      : { [K in keyof Y]: Stacked<Y[K], N> };

/** `true` for lists that can be their own elements: those of trees of which nothing is known. */
type Endless<T> = T extends readonly unknown[] ? ([T] extends [T[number]] ? true : false) : false;

/** The number of steps: the size that all first axes share, or the length that is given. */
export type Steps<X, N extends Dim> = X extends null | undefined
  ? N
  : X extends Tensor<infer S, infer _>
    ? FirstDim<S>
    : Only<FirstDims<Leaves<X>>>;
type FirstDims<L> = L extends Tensor<infer S, infer _> ? FirstDim<S> : never;
type FirstDim<S extends Shape> = S extends readonly [infer N extends Dim, ...infer _] ? N : number;

/** The number of steps; throws unless all leaves of `xs` agree on it, and on `length` where that is given. */
export function stepsOf(op: string, xs: Carry, length: unknown): number {
  if (length !== undefined && !(Number.isSafeInteger(length) && (length as number) >= 0)) {
    complain({
      op,
      rule: 'the length must be an integer of at least 0',
      got: { length: show(length) },
      argument: 'length',
      expected: 'a number of steps',
    });
  }
  if (xs.leaves.length === 0 && length === undefined) {
    complain({
      op,
      rule: 'the number of steps must be known',
      got: { xs: 'no leaves', length: 'undefined' },
      argument: 'length',
      expected: 'xs with at least one tensor, or a length',
    });
  }
  const paths = pathsOf(xs.structure);
  const n = (length as number | undefined) ?? xs.leaves[0].shape[0];
  xs.leaves.forEach((x, i) => {
    if (x.shape.length > 0 && x.shape[0] === n) return;
    const wanted = length === undefined ? `xs${at(paths[0])}` : 'length';
    complain({
      op,
      rule: 'the first axis of every leaf of xs is the number of steps',
      got: {
        ...(i === 0 && length === undefined
          ? {}
          : { [wanted]: length === undefined ? `${showSpec(xs.leaves[0])}   first axis ${n}` : String(n) }),
        [`xs${at(paths[i])}`]: `${showSpec(x)}   ${x.shape.length === 0 ? 'no axis' : `first axis ${x.shape[0]}`}`,
      },
      argument: `xs${at(paths[i])}`,
      expected: x.shape.length === 0 ? 'a tensor of rank 1 or more' : `a first axis of ${n}`,
    });
  });
  return n;
}

/** The `n` steps of `x`: `[n, ...s] → n × [...s]`. Views. */
export function unstack(x: Tensor, n: number): readonly Tensor[] {
  if (n === 0) return [];
  const shape = Object.freeze(x.shape.slice(1));
  return splitInto(x, 0, Object.freeze(new Array<number>(n).fill(1))).map((part) => reshapeTo(part, shape));
}

/** At least one tensor of one shape, stacked: `n × [...s] → [n, ...s]`. */
export function stackRows(xs: readonly Tensor[]): Tensor {
  const shape = Object.freeze([1, ...xs[0].shape]);
  return concatAlong(
    xs.map((x) => reshapeTo(x, shape)),
    0,
  );
}
