// Normal draws between bounds, by the inverse of the distribution: rejection would need a loop of unknown length.
// The quantile is a closed approximation, polished by Halley's method on erf.
import type { FloatDType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { requireOptions } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { erfOf } from '../kernels/erf.ts';
import { clamp } from '../ops/cast.ts';
import { checkShape } from '../ops/creation.ts';
import { add, div, mul, square, sub } from '../primitives/arithmetic.ts';
import { exp, log } from '../primitives/exponential.ts';
import { sqrt } from '../primitives/power.ts';
import { sign } from '../primitives/rounding.ts';
import { erf } from '../primitives/special.ts';
import type { Plain } from '../shape/dim.ts';
import { checkKey, type Key } from './key.ts';
import { locator, type NormalOptions } from './normal.ts';
import { checkFloat, checkOrder } from './parameters.ts';
import { fraction, spacing } from './uniform.ts';

/** Bounds, location, scale and dtype of `truncatedNormal`. */
export interface TruncatedNormalOptions<D extends FloatDType = FloatDType> extends NormalOptions<D> {
  /** In standard deviations from the mean, -2 unless given; `-Infinity` for none. */
  readonly low?: number;
  /** In standard deviations from the mean, 2 unless given; `Infinity` for none. */
  readonly high?: number;
}

/** Between the bounds there must be at least this probability, else too few values of the dtype lie there. */
const leastMass = 1e-3;

/**
 * Draws from the normal distribution, given that they lie in [low, high]. `[2], S → S`, float32 unless told
 * otherwise.
 *
 * The bounds count in standard deviations from the mean and hold exactly for mean 0 and standard deviation 1; the
 * draws are not rescaled, so between -2 and 2 their standard deviation is 0.88 of the one given. Throws as `normal`
 * does, unless `low < high`, and for bounds with less than a thousandth of the distribution between them.
 * @example random.truncatedNormal(random.key(0), [784, 10], { standardDeviation: 0.01 }); // Tensor<[784, 10]>
 */
export function truncatedNormal<const S extends readonly number[], D extends FloatDType = 'float32'>(
  key: Key,
  shape: S,
  options: TruncatedNormalOptions<D> = {},
): Tensor<Plain<S>, NoInfer<D>> {
  const op = 'random.truncatedNormal';
  requireOptions<TruncatedNormalOptions>(op, options, {
    mean: 'any',
    standardDeviation: 'any',
    low: 'number',
    high: 'number',
    dtype: 'any',
  });
  const { low = -2, high = 2 } = options;
  const dtype: FloatDType = options.dtype ?? 'float32';
  checkKey(op, key);
  const sizes = checkShape(op, shape);
  checkFloat(op, dtype);
  checkOrder(op, low, high, dtype);
  const place = locator(op, options, sizes, dtype);
  const from = erfOf(low * Math.SQRT1_2);
  const to = erfOf(high * Math.SQRT1_2);
  if (!((to - from) / 2 >= leastMass)) {
    complain({
      op,
      rule: 'a thousandth of the distribution must lie between the bounds',
      got: { low: show(low), high: show(high) },
      argument: 'low',
      expected: 'bounds further apart or closer to 0',
    });
  }
  const step = spacing(dtype);
  const centered = add(fraction(key, sizes, dtype), step / 2) as Tensor;
  const x = clamp(add(mul(centered, to - from), (from + to) / 2) as Tensor, step - 1, 1 - step);
  const z = mul(inverseErf(x), Math.SQRT2) as Tensor;
  return place(clamp(z, low, high)) as Tensor as Tensor<Plain<S>, NoInfer<D>>;
}

/** With this value the first approximation is good to two parts in a thousand. */
const a = 0.147;
const b = 2 / (Math.PI * a);

/**
 * The `y` with `erf(y) = x`, for `-1 < x < 1`. Each step of Halley's method triples the digits.
 *
 * Source of the first approximation: Winitzki, "A handy approximation for the error function and its inverse", 2008.
 */
function inverseErf(x: Tensor): Tensor {
  const l = log(mul(sub(1, x), add(1, x)) as Tensor);
  const t = add(mul(l, 0.5), b) as Tensor;
  // y² = √(t² - l/a) - t, with the difference turned into a sum that keeps its digits.
  const rest = mul(l, -1 / a) as Tensor;
  const root = sqrt(div(rest, add(sqrt(add(square(t), rest)), t)) as Tensor);
  const once = polish(x, mul(sign(x), root));
  return x.dtype === 'float32' ? once : polish(x, once);
}

/** Halley's step for `f(y) = erf(y) - x`: `y - u / (1 + y·u)`, where `u = f / f′`. */
function polish(x: Tensor, y: Tensor): Tensor {
  const u = mul(mul(sub(erf(y), x), exp(square(y))), Math.sqrt(Math.PI) / 2) as Tensor;
  return sub(y, div(u, add(mul(y, u), 1)));
}
