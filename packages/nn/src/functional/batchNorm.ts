// batchNorm: each channel over the batch, or by statistics kept from batches before.
import { add, mul, rsqrt, sub } from '@cotangent/tensor';
import type { DType, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { complain, requireOptions, showSpec } from '@cotangent/tensor/extend';
import { floating } from './floating.ts';
import { affine, along, normalized } from './normalize.ts';
import { normKinds, type NormOptions } from './groupNorm.ts';

/** What comes after normalizing, and by which statistics. */
export interface BatchNormOptions extends NormOptions {
  /** Of each channel, `[c]`: both, as kept from training; those of the batch unless given. */
  readonly mean?: Tensor<Shape, DType> | undefined;
  readonly variance?: Tensor<Shape, DType> | undefined;
}

/** All axes but that of channels. */
export function batchAxes(op: string, x: Tensor): readonly number[] {
  if (x.rank < 2) {
    complain({
      op,
      rule: 'x has a batch axis and channels',
      got: { x: showSpec(x) },
      argument: 'x',
      expected: 'a tensor of shape [batch, channels, ...sizes]',
    });
  }
  return [...x.shape.keys()].filter((axis) => axis !== 1);
}

/**
 * `(x − mean) / √(variance + ε)·gain + bias` for each channel, over the batch and all sizes. `[b, c, ...n] → [b, c, ...n]`.
 *
 * Gain, bias, `mean` and `variance` are `[c]`; with the latter two, an example does not depend on its batch. Throws for
 * other shapes, and if only one of the two is given.
 *
 * Source: Ioffe and Szegedy, "Batch normalization", 2015.
 * @example functional.batchNorm(tensor([[1, 10], [3, 30]])); // float32[2, 2] [[-1, -1], [ 1,  1]]
 */
export function batchNorm<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  options: BatchNormOptions = {},
): Tensor<S, ToFloat<D>> {
  const op = 'batchNorm';
  const values = floating(op, x);
  requireOptions(op, options, { ...normKinds, mean: 'any', variance: 'any' });
  const { mean, variance, epsilon = 1e-5 } = options;
  const axes = batchAxes(op, values);
  if ((mean === undefined) !== (variance === undefined)) {
    complain({
      op,
      rule: 'mean and variance are given together',
      got: { mean: mean ? showSpec(mean) : 'none', variance: variance ? showSpec(variance) : 'none' },
      argument: mean ? 'variance' : 'mean',
      expected: 'both, or neither',
    });
  }
  const y =
    mean && variance
      ? byStatistics(values, mean as Tensor, variance as Tensor, epsilon)
      : normalized(values, axes, epsilon);
  return affine(op, y, [1], options) as Tensor as Tensor<S, ToFloat<D>>;
}

function byStatistics(x: Tensor, mean: Tensor, variance: Tensor, epsilon: number): Tensor {
  const centered = sub(x, along('batchNorm', 'mean', mean, x, [1]));
  const spread = add(along('batchNorm', 'variance', variance, x, [1]), epsilon);
  return mul(centered as Tensor, rsqrt(spread) as Tensor) as Tensor;
}
