// How much memory elements take: what passes weigh, and what loops are laid out by.
import type { DType } from '@cotangent/tensor';

/** The bytes of one element in memory. */
export const bytesOf: Readonly<Record<DType, 1 | 4 | 8>> = {
  bool: 1,
  uint8: 1,
  int32: 4,
  float32: 4,
  float64: 8,
};
