// Variance, standard deviation and norm: reductions of squares, with derivative 0 where a root has none.
// Both roots go through `flatSqrt`.
import { toFloat, type DType, type ToFloat } from '../base/dtype.ts';
import { complain, showSpec } from '../base/error.ts';
import { requireOptions, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { div, square, sub } from '../primitives/arithmetic.ts';
import { restoreDims, sumAxes, type KeepDims } from '../primitives/broadcast.ts';
import { equal } from '../primitives/comparison.ts';
import { castTo } from '../primitives/constant.ts';
import { sqrt } from '../primitives/power.ts';
import { where } from '../primitives/select.ts';
import { normalizeAxes, type Axes, type AxesProblem, type Reduce } from '../shape/axes.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { countOf, mean } from './reductions.ts';

/** What variance and standard deviation take besides the axes. */
export interface VarianceOptions<K extends boolean> extends KeepDims<K> {
  /** Subtracted from the count: 0 (the default) for a population, 1 for an unbiased estimate from a sample. */
  readonly correction?: number;
}

function varianceOf(
  op: string,
  x: Tensor,
  axes: Axes | undefined,
  options: VarianceOptions<boolean>,
): Tensor {
  const { keepDims, correction = 0 } = requireOptions(op, options, {
    keepDims: 'boolean',
    correction: 'number',
  });
  const normal = normalizeAxes(op, x, axes);
  const count = countOf(op, x, normal);
  if (!(count > correction)) {
    complain({
      op,
      rule: 'there must be more elements than the correction takes away',
      got: { x: showSpec(x), correction: String(correction) },
      argument: 'correction',
      expected: `a correction below ${count}`,
    });
  }
  const y = castTo(x, toFloat(x.dtype));
  const deviation = sub(y, mean(y, normal, { keepDims: true })) as Tensor;
  return restoreDims(div(sumAxes(square(deviation), normal), count - correction), x.shape, normal, keepDims);
}

/**
 * The variance over `axes`, of a population unless `correction` is 1. `[m, n], 1 → [m]`; integers give float32.
 *
 * Throws as `mean` does, and unless the count exceeds the correction.
 * @example variance(tensor([1, 3])); // float32[] 1
 */
export function variance<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'variance', Settled<S, A>, A>,
  options: VarianceOptions<K> = {},
): Tensor<Reduce<S, A, K>, ToFloat<D>> {
  requireTensor('variance', x);
  return varianceOf('variance', x, axes, options) as Tensor<Reduce<S, A, K>, ToFloat<D>>;
}

/**
 * The square root of the variance; its derivative is 0 where all elements are equal. `[m, n], 1 → [m]`.
 *
 * Throws as `variance` does.
 * @example standardDeviation(tensor([1, 3])); // float32[] 1
 */
export function standardDeviation<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'standardDeviation', Settled<S, A>, A>,
  options: VarianceOptions<K> = {},
): Tensor<Reduce<S, A, K>, ToFloat<D>> {
  requireTensor('standardDeviation', x);
  return flatSqrt(varianceOf('standardDeviation', x, axes, options)) as Tensor<Reduce<S, A, K>, ToFloat<D>>;
}

/**
 * The Euclidean norm over `axes`: `√Σ x²`, with derivative 0 at 0. `[m, n], 1 → [m]`.
 *
 * Throws for axes out of range or repeated.
 * @example norm(tensor([3, 4])); // float32[] 5
 */
export function norm<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'norm', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, ToFloat<D>> {
  requireTensor('norm', x);
  const { keepDims } = requireOptions('norm', options, { keepDims: 'boolean' });
  const normal = normalizeAxes('norm', x, axes);
  const squares = sumAxes(square(castTo(x, toFloat(x.dtype))), normal);
  return restoreDims(flatSqrt(squares), x.shape, normal, keepDims) as Tensor<Reduce<S, A, K>, ToFloat<D>>;
}

/** The square root, with derivative 0 at 0. */
function flatSqrt(x: Tensor): Tensor {
  const zero = equal(x, 0);
  return where(zero, 0, sqrt(where(zero, 1, x)));
}
