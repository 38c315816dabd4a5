// layerNorm and rmsNorm: each example by itself, along its last axis unless told otherwise.
import { add, mean, mul, rsqrt, square } from '@cotangent/tensor';
import type { DType, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { floating } from './floating.ts';
import { affine, axesFrom, normalized, type Affine } from './normalize.ts';

/** Along which axes, and what comes after. */
export interface LayerNormOptions extends Affine {
  /** The last one unless given. */
  readonly axes?: number | readonly number[] | undefined;
  /** Added to the variance; 1e-5 unless given. */
  readonly epsilon?: number | undefined;
}

/**
 * `(x − mean) / √(variance + ε)·gain + bias` along the last axis, or along `axes`. `S → S`; integers give float32.
 *
 * Gain and bias have the sizes of those axes. Throws for other shapes, and axes that `x` lacks.
 *
 * Source: Ba et al., "Layer normalization", 2016.
 * @example functional.layerNorm(tensor([1, 2, 3])); // float32[3] [-1.2247,       0,  1.2247]
 */
export function layerNorm<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  options: LayerNormOptions = {},
): Tensor<S, ToFloat<D>> {
  const op = 'layerNorm';
  const values = floating(op, x);
  requireOptions(op, options, { gain: 'any', bias: 'any', axes: 'any', epsilon: 'number' });
  const axes = axesFrom(op, values, options.axes ?? -1);
  const y = normalized(values, axes, options.epsilon ?? 1e-5);
  return affine(op, y, axes, options) as Tensor as Tensor<S, ToFloat<D>>;
}

/** Along which axes, and the factor after. */
export type RmsNormOptions = Omit<LayerNormOptions, 'bias'>;

/**
 * `x / √(mean of x² + ε)·gain` along the last axis, or along `axes`. `S → S`; integers give float32.
 *
 * The gain has the sizes of those axes; ε is 1e-6 unless given. Throws for other shapes, and axes that `x` lacks.
 *
 * Source: Zhang and Sennrich, "Root mean square layer normalization", 2019.
 * @example functional.rmsNorm(tensor([3, 4])); // float32[2] [0.8485, 1.1314]
 */
export function rmsNorm<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  options: RmsNormOptions = {},
): Tensor<S, ToFloat<D>> {
  const op = 'rmsNorm';
  const values = floating(op, x);
  requireOptions(op, options, { gain: 'any', axes: 'any', epsilon: 'number' });
  const axes = axesFrom(op, values, options.axes ?? -1);
  const squares = mean(square(values), axes, { keepDims: true }) as Tensor;
  const y = mul(values, rsqrt(add(squares, options.epsilon ?? 1e-6))) as Tensor;
  return affine(op, y, axes, { gain: options.gain }) as Tensor as Tensor<S, ToFloat<D>>;
}
