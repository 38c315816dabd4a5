// Digits as tensors: their middles, which is what a network is tested with.
import { centerCrop } from '@cotangent/data';
import { fromTypedArray, type Tensor } from '@cotangent/tensor';
import type { Piece } from '../../../data/digits.ts';
import { imageSize } from '../../../data/pieces.ts';

/** The middles of `count` digits of a piece. `→ [count, 1, size, size]`, gray values. */
export function cut({ pixels }: Piece, from: number, count: number, size: number): Tensor {
  return middles(pixels.slice(from * imageSize, (from + count) * imageSize), size);
}

/** The middles of images of 28x28. */
export function middles(pixels: Uint8Array, size: number): Tensor {
  const whole = fromTypedArray(pixels, [pixels.length / imageSize, 1, 28, 28]) as Tensor;
  return centerCrop(whole, [size, size]) as Tensor;
}
