// localResponseNorm: each channel against its neighbors at the same place, as AlexNet had it.
import { add, div, mul, pad, pow, square, sum, windows } from '@cotangent/tensor';
import type { DType, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { complain, requireInteger, requireOptions, showSpec } from '@cotangent/tensor/extend';
import { floating } from './floating.ts';

/** The numbers of the formula. */
export interface LocalResponseNormOptions {
  /** How many channels count, the own in the middle; 5 unless given. */
  readonly size?: number | undefined;
  /** 1e-4 unless given; it is divided by `size`. */
  readonly alpha?: number | undefined;
  /** 0.75 unless given. */
  readonly beta?: number | undefined;
  /** 1 unless given. */
  readonly k?: number | undefined;
}

/**
 * `x / (k + alpha / size · Σ x²)^beta`, the sum over `size` neighboring channels, fewer at the ends. `[b, c, ...n] →
 * [b, c, ...n]`.
 *
 * Throws without an axis of channels, and for sizes below 1.
 *
 * Source: Krizhevsky et al., "ImageNet classification with deep convolutional neural networks", 2012.
 * @example functional.localResponseNorm(tensor([[1, 2]]), { size: 1, alpha: 1, beta: 1 }); // float32[1, 2] [[0.5, 0.4]]
 */
export function localResponseNorm<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  options: LocalResponseNormOptions = {},
): Tensor<S, ToFloat<D>> {
  const op = 'localResponseNorm';
  const values = floating(op, x);
  requireOptions(op, options, { size: 'any', alpha: 'number', beta: 'number', k: 'number' });
  const { size = 5, alpha = 1e-4, beta = 0.75, k = 1 } = options;
  requireInteger(op, size, 'size', 1);
  if (x.rank < 2) {
    complain({
      op,
      rule: 'x has a batch axis and channels',
      got: { x: showSpec(x) },
      argument: 'x',
      expected: 'a tensor of shape [batch, channels, ...sizes]',
    });
  }
  const pads = (x.shape as readonly number[]).map((_, axis): [number, number] =>
    axis === 1 ? [Math.floor(size / 2), Math.floor((size - 1) / 2)] : [0, 0],
  );
  const neighbors = windows(pad(square(values), pads), { axes: [1], size });
  const energy = add(mul(sum(neighbors, -1), alpha / size), k) as Tensor;
  return div(values, pow(energy, beta)) as Tensor as Tensor<S, ToFloat<D>>;
}
