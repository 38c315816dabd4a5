// What a layer is: parameters and state as plain trees, and a pure function of them.
// A constructor such as `conv(8, 5)` gives a function from input shape to layer; that is how shapes flow.
import type { Dim, DType, FloatDType, Key, Shape, Tensor } from '@cotangent/tensor';

/** What one call of a model is told besides its input. */
export interface Context {
  /** Whether this is training: dropout drops, batchNorm uses the batch. `false` unless given. */
  readonly training?: boolean | undefined;
  /** Where layers that draw get their randomness from; each folds its own name into it. */
  readonly key?: Key | undefined;
}

/** How parameters are made. */
export interface InitOptions {
  /** The dtype of parameters and state; float32 unless given. */
  readonly dtype?: FloatDType | undefined;
}

/** What `init` returns: what is trained, and what is kept from batch to batch. */
export interface Variables<P, S> {
  readonly params: P;
  readonly state: S;
}

/** A tree without leaves: the parameters of what has none, and the state of most layers. */
export type Empty = Readonly<Record<never, never>>;

/**
 * A layer for examples of shape `I`, which become examples of shape `O`; `P` are its parameters, `S` its state.
 *
 * Shapes are those of one example, without the batch axis: `apply` takes `[b, ...I]` and returns `[b, ...O]`.
 * @example
 * const layer: Layer<[4], [3], { w: Tensor<[4, 3]>; b: Tensor<[3]> }> = linear(3)([4]);
 */
export interface Layer<
  I extends Shape = Shape,
  O extends Shape = Shape,
  P = unknown,
  S = Empty,
  Name extends string = string,
  D extends FloatDType = 'float32',
> {
  /** Itself, for examples of its own shape: so a layer that is built stands in models like a definition. */
  (input: Example<I>): Layer<I, O, P, S, Name, D>;
  /** What it is, such as `'conv'`. */
  readonly kind: string;
  /** Under what key its parameters stand in a model: its name, or its kind and `#`, for which its position is put. */
  readonly key: Name;
  /** The shape of one example that goes in, and of what comes out. */
  readonly input: SizesOf<I>;
  readonly output: SizesOf<O>;
  /** What a container holds, in order. */
  readonly parts: readonly Part[];
  /** With what numbers it was made, where its constructor says so. */
  readonly settings?: Settings;
  /** Fresh parameters and state. The same key gives the same ones. */
  init(key: Key, options?: InitOptions): Variables<P, S>;
  /** What the layer makes of a batch, and its state thereafter. Pure: nothing is changed. */
  apply<B extends Dim>(
    params: P,
    state: S,
    x: Tensor<[B, ...I], DType>,
    context?: Context,
  ): [y: Tensor<[B, ...O], D>, state: S];
}

/** A shape at run time; what is no literal has become a number. */
type SizesOf<S extends Shape> = { readonly [A in keyof S]: S[A] extends number ? S[A] : number };

/** One step of a container. */
export interface Part {
  /** Under what key its parameters stand: its name, or kind and position (`conv0`); empty if they are its container's. */
  readonly key: string;
  readonly kind: string;
  /** What errors call it: `sequential[3].conv`. */
  readonly path: string;
  readonly output: readonly number[];
  /** `undefined` for plain functions. */
  readonly layer: AnyLayer | undefined;
  /** What it does; plain functions have no parameters and no state. */
  readonly run: AnyLayer['apply'];
}

/**
 * The numbers that a layer was made with, for summaries and for files of others: `{ size: [5, 5], stride: [1, 1] }`.
 */
export type Settings = Readonly<Record<string, number | readonly number[]>>;

/** A layer of which no shape is known, as containers handle it; every `Layer` is one. */
export interface AnyLayer {
  readonly kind: string;
  readonly key: string;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly parts: readonly Part[];
  readonly settings?: Settings;
  init(key: Key, options?: InitOptions): Variables<object, object>;
  apply(params: object, state: object, x: Tensor, context?: Context): readonly [y: Tensor, state: object];
}

/** What a function in a model gets: a batch of examples of shape `I`. */
export type Batch<I extends Shape> = Tensor<['batch', ...I]>;

/** How a constructor's function is told the shape of one example: as it is, or by a batch of examples. */
export type Example<I extends Shape> = readonly [...I] | Tensor<[Dim, ...I], DType>;

/** The shape of one example of what a step returns: a layer, or a batch. */
export type OutputOf<R> =
  R extends Layer<infer _I, infer O, infer _P, infer _S, infer _N, infer _D>
    ? O
    : R extends Tensor<readonly [Dim, ...infer O extends Shape], DType>
      ? O
      : Shape;
