// softmax and its logarithm, and logSumExp. The largest element is subtracted first, as a constant, so that
// nothing overflows.
import type { DType, ToFloat } from '../base/dtype.ts';
import { requireOptions, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { add, mul, reciprocal, sub } from '../primitives/arithmetic.ts';
import { broadcastShape, restoreDims, sumAxes, type KeepDims } from '../primitives/broadcast.ts';
import { exp, log } from '../primitives/exponential.ts';
import { floatOperand } from '../primitives/operands.ts';
import { maxPrimitive } from '../primitives/order.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { where } from '../primitives/select.ts';
import { stopGradient } from '../primitives/stopGradient.ts';
import { bindOne } from '../core/bind.ts';
import { normalizeAxes, reduceShape, type Axes, type AxesProblem, type Reduce } from '../shape/axes.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { isFinite } from './predicates.ts';

/** `x` less its largest element along `axes` (which is returned too, and 0 where it is infinite). */
function shifted(x: Tensor, axes: readonly number[]): { shifted: Tensor; largest: Tensor } {
  const kept = reduceShape(x.shape, axes, true);
  const largest = reshapeTo(bindOne(maxPrimitive, [stopGradient(x)], { axes }), kept);
  const finite = where(isFinite(largest), largest, 0) as Tensor;
  return { shifted: sub(x, broadcastShape(finite, x.shape)), largest: finite };
}

/**
 * `ln Σ eˣ` over `axes`, without overflow. `[m, n], 1 → [m]`; integers give float32, no elements -Infinity.
 *
 * Throws for axes out of range or repeated.
 * @example logSumExp(tensor([1e4, 1e4])); // float32[] 10000.69
 */
export function logSumExp<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'logSumExp', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, ToFloat<D>> {
  requireTensor('logSumExp', x);
  const { keepDims } = requireOptions('logSumExp', options, { keepDims: 'boolean' });
  const y = floatOperand('logSumExp', x);
  const normal = normalizeAxes('logSumExp', y, axes);
  const { shifted: z, largest } = shifted(y, normal);
  const total = log(sumAxes(exp(z), normal));
  const result = add(total, reshapeTo(largest, total.shape)) as Tensor;
  return restoreDims(result, x.shape, normal, keepDims) as Tensor<Reduce<S, A, K>, ToFloat<D>>;
}

/**
 * `eˣ / Σ eˣ` over `axes`, the last one unless others are given. `S → S`; each line sums to 1.
 *
 * Throws for axes out of range or repeated.
 * @example softmax(tensor([0, 0])); // float32[2] [0.5, 0.5]
 */
export function softmax<S extends Shape, D extends DType, const A extends Axes | undefined = undefined>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'softmax', Settled<S, A>, A>,
): Tensor<S, ToFloat<D>> {
  requireTensor('softmax', x);
  const y = floatOperand('softmax', x);
  const normal = normalizeAxes('softmax', y, axes ?? -1);
  const exponentials = exp(shifted(y, normal).shifted);
  const total = reshapeTo(sumAxes(exponentials, normal), reduceShape(y.shape, normal, true));
  return mul(exponentials, broadcastShape(reciprocal(total), y.shape)) as Tensor<S, ToFloat<D>>;
}

/**
 * `x - ln Σ eˣ` over `axes`, the last one unless others are given: the logarithm of `softmax`, without its
 * underflow. `S → S`.
 *
 * Throws for axes out of range or repeated.
 * @example logSoftmax(tensor([0, 1e4])); // float32[2] [-10000,      0]
 */
export function logSoftmax<S extends Shape, D extends DType, const A extends Axes | undefined = undefined>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'logSoftmax', Settled<S, A>, A>,
): Tensor<S, ToFloat<D>> {
  requireTensor('logSoftmax', x);
  const y = floatOperand('logSoftmax', x);
  const normal = normalizeAxes('logSoftmax', y, axes ?? -1);
  const { shifted: z } = shifted(y, normal);
  const total = reshapeTo(log(sumAxes(exp(z), normal)), reduceShape(y.shape, normal, true));
  return sub(z, broadcastShape(total, y.shape)) as Tensor<S, ToFloat<D>>;
}
