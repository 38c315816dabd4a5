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

/** A tensor on the heap with a copy of the values. */
export function denseOf(values: ArrayLike<number>, dtype: DType, shape: readonly number[]): DenseTensor {
  switch (dtype) {
    case 'float32':
      return dense(Float32Array.from(values), dtype, shape) as DenseTensor;
    case 'float64':
      return dense(Float64Array.from(values), dtype, shape) as DenseTensor;
    case 'int32':
      return dense(Int32Array.from(values), dtype, shape) as DenseTensor;
    default:
      return dense(Uint8Array.from(values), dtype, shape) as DenseTensor;
  }
}
