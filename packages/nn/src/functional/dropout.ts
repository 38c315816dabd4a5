// Dropout with a given key, for those who say themselves when it happens.
import {
  mul,
  random,
  type DType,
  type FloatDType,
  type Key,
  type Shape,
  type Tensor,
  type ToFloat,
} from '@cotangent/tensor';
import { floating } from './floating.ts';

/**
 * Each element is 0 with probability `rate`, else divided by `1 - rate`. `S → S`; integers give float32.
 *
 * Throws for what is no key, and for rates outside [0, 1).
 *
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
 * @example functional.dropout(ones([4]), 0.5, random.key(0)); // float32[4] [2, 0, 0, 0]
 */
export function dropout<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  rate: number,
  key: Key,
): Tensor<S, ToFloat<D>> {
  const values = floating('dropout', x);
  const mask = random.dropoutMask(key, rate, values.shape, values.dtype as FloatDType);
  return mul(values, mask as Tensor) as Tensor as Tensor<S, ToFloat<D>>;
}
