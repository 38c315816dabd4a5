// Tensors of a dtype, shape and domain, for properties of functions of tensors.
import type { DType, Shape, Tensor } from '@cotangent/tensor';
import { allocate, dense, sizeOf } from '@cotangent/tensor/extend';
import type fc from 'fast-check';
import { numbers, type NumberOptions } from './numbers.ts';
import { shapes, type ShapeOptions } from './shapes.ts';

/** Which tensors to draw: of one shape, or of those that `ShapeOptions` allow. */
export interface TensorOptions<S extends readonly number[] = readonly number[], D extends DType = DType>
  extends NumberOptions, ShapeOptions {
  readonly shape?: S;
  /** float32 unless given. */
  readonly dtype?: D;
}

/**
 * Tensors. Their values are spread evenly over the domain and shrink toward small integers.
 *
 * Throws if the domain holds no number of the dtype, or too few distinct ones.
 * @example tensors({ shape: [2, 3], domain: [0.5, 2] }); // of type Arbitrary<Tensor<readonly [2, 3]>>
 * @example tensors({ dtype: 'float64', maxRank: 2, avoid: [0] }); // any shape, no element near 0
 */
export function tensors<const S extends readonly number[], D extends DType = 'float32'>(
  options: TensorOptions<S, D> & { readonly shape: S },
): fc.Arbitrary<Tensor<S, D>>;
export function tensors<D extends DType = 'float32'>(
  options?: TensorOptions<readonly number[], D>,
): fc.Arbitrary<Tensor<Shape, D>>;
export function tensors(options: TensorOptions = {}): fc.Arbitrary<Tensor> {
  const { shape, dtype = 'float32' } = options;
  const own = (s: readonly number[]): fc.Arbitrary<Tensor> =>
    numbers(dtype, sizeOf(s), options).map((values) => filled(s, dtype, values));
  return shape === undefined ? shapes(options).chain(own) : own(shape);
}

/** A tensor of values in row-major order. */
export function filled(shape: readonly number[], dtype: DType, values: ArrayLike<number>): Tensor {
  const array = allocate(dtype, values.length);
  array.set(values);
  return dense(array, dtype, Object.freeze([...shape])) as Tensor;
}
