// The type of a container: the trees of its layers, by their keys, and what the last one returns.
import type { Shape } from '@cotangent/tensor';
import type { Batch, Layer, OutputOf } from './layer.ts';

/** Where a container has no further layer. */
export interface End {
  readonly end: true;
}

/**
 * What a step gets from the one before it, which returned `R`.
 *
 * While the compiler has not yet looked at that one, because it is generic, `R` is `End`: then the step may take anything.
 */
export type Input<R> = R extends End ? never : Batch<OutputOf<R>>;

/** The key of a layer at position `At` whose tree `T` has leaves. */
type KeyAt<Key extends string, At extends string, T> = [keyof T] extends [never]
  ? never
  : Key extends `${infer Kind}#`
    ? `${Kind}${At}`
    : Key;

type ParamsKey<R, At extends string> =
  R extends Layer<infer _I, infer _O, infer P, infer _S, infer Key, infer _D> ? KeyAt<Key, At, P> : never;
type StateKey<R, At extends string> =
  R extends Layer<infer _I, infer _O, infer _P, infer S, infer Key, infer _D> ? KeyAt<Key, At, S> : never;
type Params<R> = R extends Layer<infer _I, infer _O, infer P, infer _S, infer _K, infer _D> ? P : never;
type State<R> = R extends Layer<infer _I, infer _O, infer _P, infer S, infer _K, infer _D> ? S : never;

/** What the last step returns; what goes in if there is none. */
type Last<Rs extends readonly unknown[], In> = Rs extends readonly [...infer Rest, infer R]
  ? R extends End
    ? Last<Rest, In>
    : R
  : In;

/** The model of steps that returned `Rs`. Conditional, and with its trees spelled out, so that editors show no alias. */
export type Sequential<I extends Shape, Rs extends readonly unknown[]> = Rs extends readonly unknown[]
  ? Layer<
      I,
      OutputOf<Last<Rs, Batch<I>>>,
      { [At in keyof Rs & `${number}` as ParamsKey<Rs[At], At>]: Params<Rs[At]> },
      { [At in keyof Rs & `${number}` as StateKey<Rs[At], At>]: State<Rs[At]> },
      'sequential#'
    >
  : never;
