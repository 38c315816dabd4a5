// Buffers: memory for the elements of one tensor, row-major, placed once all of them are known.
import type { DType } from '@cotangent/tensor';

/** Memory for `size` elements. */
export interface Buffer {
  readonly id: number;
  readonly dtype: DType;
  readonly size: number;
  /** Whose values it holds, for messages: a line of the user's code, or an argument. */
  readonly origin?: () => string | undefined;
}

/** The bytes of one element in memory. */
export const bytesOf: Readonly<Record<DType, 1 | 4 | 8>> = {
  bool: 1,
  uint8: 1,
  int32: 4,
  float32: 4,
  float64: 8,
};

/** Bytes from which on what one pass touches is not in the cache any more when the next one gets there. */
const far = 2 ** 20;

/** Whether a buffer is too large for the cache. */
export function isFar({ dtype, size }: Buffer): boolean {
  return size * bytesOf[dtype] >= far;
}

/** Where buffers lie in memory, in bytes. */
export type Addresses = (buffer: Buffer) => number;
