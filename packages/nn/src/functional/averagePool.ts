// Means over windows along all axes but batch and channels.
// Padding counts as zeros, unless told that only what is inside counts.
import { div, mean, ones, sum } from '@cotangent/tensor';
import type { DType, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { requireOptions, type PerAxis } from '@cotangent/tensor/extend';
import { pools, type Pool, type PoolProblem, type SlidingOptions } from './maxPool.ts';
import type { Padding } from './spatial.ts';

/** How windows slide, and what they divide by. */
export interface AveragePoolOptions<
  St extends PerAxis | undefined = PerAxis | undefined,
  Pa extends Padding = Padding,
> extends SlidingOptions<St, Pa> {
  /** Whether cells of the padding count; `true` unless given. */
  readonly countPadding?: boolean | undefined;
}

/** The options of `averagePool`, for `requireOptions`. */
export const averageKinds = {
  stride: 'any',
  padding: 'any',
  strict: 'boolean',
  countPadding: 'boolean',
} as const;

/**
 * The mean of each window. `[b, c, ...n] → [b, c, ...n′]`; integers give float32.
 *
 * The stride is the size unless given. Padding counts as zeros; with `countPadding: false`, only cells inside count.
 * Throws for windows larger than their axis, and for padding as large as the window.
 * @example functional.averagePool(ones([20, 8, 24, 24]), 2); // Tensor<[20, 8, 12, 12]>
 */
export function averagePool<
  S extends Shape,
  D extends DType,
  const K extends PerAxis,
  const St extends PerAxis | undefined = undefined,
  const Pa extends Padding = 0,
>(
  x: Tensor<S, D> & PoolProblem<'averagePool', S>,
  size: K,
  options: AveragePoolOptions<St, Pa> = {},
): Tensor<Pool<S, K, St, Pa>, ToFloat<D>> {
  requireOptions<AveragePoolOptions>('averagePool', options, averageKinds);
  return average(x as Tensor, size, options) as Tensor as Tensor<Pool<S, K, St, Pa>, ToFloat<D>>;
}

function average(x: Tensor, size: PerAxis, { countPadding = true, ...options }: AveragePoolOptions): Tensor {
  const { patches, axes } = pools('averagePool', x, size, options, 0);
  if (countPadding) return mean(patches, axes);
  const cells = ones([1, 1, ...(x.shape as readonly number[]).slice(2)]) as Tensor;
  const counted = pools('averagePool', cells, size, options, 0);
  return div(sum(patches, axes), sum(counted.patches, counted.axes));
}
