// Buffers: memory for the elements of one tensor, row-major, placed once all of them are known.
import type { DType } from '@cotangent/tensor';
import { bytesOf } from '../graph/bytes.ts';

/** Memory for `size` elements. */
export interface Buffer {
  readonly id: number;
  readonly dtype: DType;
  readonly size: number;
  /** Whose values it holds, for messages: a line of the user's code, or an argument. */
  readonly origin?: () => string | undefined;
}

export { bytesOf };

/** Bytes from which on what one pass touches is not in the cache any more when the next one gets there. */
const far = 2 ** 20;

/** Whether a buffer is too large for the cache. */
export function isFar({ dtype, size }: Buffer): boolean {
  return size * bytesOf[dtype] >= far;
}

/** Where buffers lie in memory, in bytes. */
export type Addresses = (buffer: Buffer) => number;
