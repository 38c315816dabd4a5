// Numbers out of tensors and into them, for comparisons.
import type { DType, Tensor } from '@cotangent/tensor';
import { dense, type DenseTensor } from '@cotangent/tensor/extend';

/** The elements in float64, where all dtypes are exact. */
export function numbersOf(x: Tensor | DenseTensor): Float64Array {
  return Float64Array.from(x.data());
}

/** The largest magnitude; 0 if there are no numbers. */
export function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** A tensor of floats. */
export function floats(values: ArrayLike<number>, dtype: DType, shape: readonly number[]): DenseTensor {
  return dtype === 'float64'
    ? (dense(Float64Array.from(values), 'float64', shape) as DenseTensor)
    : (dense(Float32Array.from(values), 'float32', shape) as DenseTensor);
}
