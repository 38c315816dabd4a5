// Contractions that people write: matrix products and the three roles of a convolution.
import type { ContractionAxis } from './spec.ts';

const axis = (size: number, a: number, b: number, out: number | null): ContractionAxis => ({
  size,
  a,
  b,
  out,
});

/** `m × k` by `k × n`, with either operand stored transposed. */
export function product(m: number, k: number, n: number, layout: 'AB' | 'AᵀB' | 'ABᵀ'): ContractionAxis[] {
  return [
    layout === 'AᵀB' ? axis(m, 1, 0, n) : axis(m, k, 0, n),
    layout === 'ABᵀ' ? axis(n, 0, k, 1) : axis(n, 0, 1, 1),
    axis(k, layout === 'AᵀB' ? m : 1, layout === 'ABᵀ' ? 1 : n, null),
  ];
}

/** What a convolution over padded images is made of. */
export interface Convolution {
  readonly batch: number;
  readonly channels: number;
  readonly outputs: number;
  readonly kernel: number;
  /** Rows and columns of the output. */
  readonly size: number;
  readonly stride?: number;
  readonly dilation?: number;
}

/** The weighted sum of windows. `[n, c, h, w], [o, c, k, k] → [n, o, size, size]` */
export function forward(conv: Convolution): ContractionAxis[] {
  const { batch, channels, outputs, kernel, size, stride = 1, dilation = 1 } = conv;
  const padded = (size - 1) * stride + (kernel - 1) * dilation + 1;
  const taps = kernel * kernel;
  return [
    axis(batch, channels * padded * padded, 0, outputs * size * size),
    axis(size, padded * stride, 0, size),
    axis(size, stride, 0, 1),
    axis(outputs, 0, channels * taps, size * size),
    axis(channels, padded * padded, taps, null),
    axis(kernel, padded * dilation, kernel, null),
    axis(kernel, dilation, 1, null),
  ];
}

/** Windows of the padded cotangent by flipped, transposed weights; stride 1. */
export function inputGradient({ batch, channels, outputs, kernel, size }: Convolution): ContractionAxis[] {
  const padded = size + kernel - 1;
  const taps = kernel * kernel;
  return [
    axis(batch, outputs * padded * padded, 0, channels * size * size),
    axis(size, padded, 0, size),
    axis(size, 1, 0, 1),
    axis(channels, 0, taps, size * size),
    axis(outputs, padded * padded, channels * taps, null),
    axis(kernel, padded, -kernel, null),
    axis(kernel, 1, -1, null),
  ];
}

/** The cotangent by windows of the padded images, summed over pixels. */
export function weightGradient(conv: Convolution): ContractionAxis[] {
  const { batch, channels, outputs, kernel, size, stride = 1, dilation = 1 } = conv;
  const padded = (size - 1) * stride + (kernel - 1) * dilation + 1;
  const taps = kernel * kernel;
  return [
    axis(batch, outputs * size * size, channels * padded * padded, null),
    axis(size, size, padded * stride, null),
    axis(size, 1, stride, null),
    axis(outputs, size * size, 0, channels * taps),
    axis(channels, 0, padded * padded, taps),
    axis(kernel, 0, padded * dilation, kernel),
    axis(kernel, 0, dilation, 1),
  ];
}

/** Each channel by weights of its own. */
export function depthwise({ batch, channels, kernel, size }: Convolution): ContractionAxis[] {
  const padded = size + kernel - 1;
  return [
    axis(batch, channels * padded * padded, 0, channels * size * size),
    axis(channels, padded * padded, kernel * kernel, size * size),
    axis(size, padded, 0, size),
    axis(size, 1, 0, 1),
    axis(kernel, padded, kernel, null),
    axis(kernel, 1, 1, null),
  ];
}
