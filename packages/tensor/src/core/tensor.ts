// What a tensor is, as users see it: an immutable value with a typed shape and dtype.
// Who implements it (dense memory here, tracers above) is nobody's business but the interpreters'.
import type { DType, Scalar, TypedArray } from '../base/dtype.ts';
import type { Dim, Shape, Sizes } from '../shape/dim.ts';

/** float32 unless nothing is known of the shape, where nothing is known of the dtype either. */
export type DefaultDType<S extends Shape> = number extends S['length'] ? DType : 'float32';

/** Nested arrays, one level an axis: what `toArray` returns. */
export type Nested<S extends Shape, E> = number extends S['length']
  ? AnyNested<E>
  : S extends readonly [infer _, ...infer Rest extends Shape]
    ? Nested<Rest, E>[]
    : E;
/** Nested arrays of unknown depth. */
export type AnyNested<E> = E | AnyNested<E>[];

/**
 * An immutable tensor of shape `S` and dtype `D`. `Tensor` alone means: nothing known.
 *
 * Tensors are made by functions (`tensor`, `zeros`, …) and never change. JavaScript's operators do not work on
 * them and throw; truthiness (`if (x)`) cannot throw, so lint with `@typescript-eslint/strict-boolean-expressions`.
 *
 * @example
 * const x: Tensor<[2, 3]> = tensor([[1, 2, 3], [4, 5, 6]]);
 * const named: Tensor<['batch', 3], 'float64'> = withShape(cast(x, 'float64'), ['batch', 3]);
 */
export interface Tensor<out S extends Shape = Shape, out D extends DType = DefaultDType<S>> {
  /** The size of each axis, outermost first. */
  readonly shape: Sizes<S>;
  readonly dtype: D;
  /** The number of axes. */
  readonly rank: S['length'];
  /** The number of elements. */
  readonly size: number;
  /** A fresh, row-major typed array of the values: writing into it changes no tensor. */
  data(): TypedArray<D>;
  /** The values as nested arrays, one level an axis; a scalar for rank 0. Bools are `true` and `false`. */
  toArray<N = Nested<S, Scalar<D>>>(): N;
  /** The only value of a tensor of size 1. Throws for any other size. */
  item(): Scalar<D>;
  /** As `data`, also where a device cannot answer synchronously. */
  read(): Promise<TypedArray<D>>;
  /** dtype, shape and values, long axes summarized. */
  toString(): string;
  /** Throws for arithmetic and comparison with JavaScript's operators. */
  [Symbol.toPrimitive](hint: string): string;
}

/** A tensor, or a number that takes the other operand's dtype. */
export type TensorLike<S extends Shape = Shape, D extends DType = DefaultDType<S>> = Tensor<S, D> | number;

/** The shape of a tensor type. */
export type ShapeOf<T> = T extends Tensor<infer S, DType> ? S : readonly Dim[];
/** The dtype of a tensor type. */
export type DTypeOf<T> = T extends Tensor<Shape, infer D> ? D : DType;
