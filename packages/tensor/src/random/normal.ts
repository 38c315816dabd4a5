// Normal draws, by Box and Muller: a pair of them from a pair of fractions, as radius and angle of a point.
// Elementwise and without rejection, so it traces; the logarithm never sees 0.
import type { FloatDType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { dense, sizeOf } from '../core/dense.ts';
import { requireOptions } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { checkShape } from '../ops/creation.ts';
import { add, mul } from '../primitives/arithmetic.ts';
import { castTo } from '../primitives/constant.ts';
import { log } from '../primitives/exponential.ts';
import { sqrt } from '../primitives/power.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { sliceBox } from '../primitives/slicePad.ts';
import { cos } from '../primitives/trigonometric.ts';
import type { Plain } from '../shape/dim.ts';
import { checkKey, type Key } from './key.ts';
import { checkFloat, parameter, type Parameter } from './parameters.ts';
import { column, fraction, spacing } from './uniform.ts';

/** Location, scale and dtype of `normal`. */
export interface NormalOptions<D extends FloatDType = FloatDType> {
  /** 0 unless given. */
  readonly mean?: Parameter;
  /** 1 unless given. */
  readonly standardDeviation?: Parameter;
  /** float32 unless given. */
  readonly dtype?: D;
}

/**
 * Draws from the normal distribution. `[2], S → S`, float32 unless told otherwise.
 *
 * Mean and standard deviation may be tensors that broadcast to the shape; gradients flow into them. All values are
 * finite: none is further than 5.8 standard deviations from the mean, in float64 than 8.6. Throws for what is no
 * key, for invalid shapes, and for a standard deviation that is a negative number.
 *
 * Source: Box and Muller, "A note on the generation of random normal deviates", 1958.
 * @example random.normal(random.key(0), [784, 10], { standardDeviation: 0.01 }); // Tensor<[784, 10]>
 */
export function normal<const S extends readonly number[], D extends FloatDType = 'float32'>(
  key: Key,
  shape: S,
  options: NormalOptions<D> = {},
): Tensor<Plain<S>, NoInfer<D>> {
  const op = 'random.normal';
  requireOptions<NormalOptions>(op, options, { mean: 'any', standardDeviation: 'any', dtype: 'any' });
  const dtype: FloatDType = options.dtype ?? 'float32';
  checkKey(op, key);
  const sizes = checkShape(op, shape);
  checkFloat(op, dtype);
  const place = locator(op, options, sizes, dtype);
  return place(standardNormal(key, sizes, dtype)) as Tensor as Tensor<Plain<S>, NoInfer<D>>;
}

/** Takes standard draws to a mean and standard deviation, which it checks first. */
export function locator(
  op: string,
  { mean = 0, standardDeviation = 1 }: NormalOptions,
  shape: readonly number[],
  dtype: FloatDType,
): (z: Tensor) => Tensor {
  const center = parameter(op, 'mean', mean, shape, dtype);
  const scale = parameter(op, 'standardDeviation', standardDeviation, shape, dtype);
  if (typeof standardDeviation === 'number' && standardDeviation < 0) {
    complain({
      op,
      rule: 'a standard deviation is not negative',
      got: { standardDeviation: show(standardDeviation) },
      argument: 'standardDeviation',
      expected: 'a number of at least 0',
    });
  }
  return (z) => {
    const scaled = standardDeviation === 1 ? z : mul(z, scale);
    return mean === 0 ? scaled : add(scaled, center);
  };
}

/** Elements 2i and 2i + 1 are `√(-2 ln u)` times cosine and sine of `2πv`, from fractions 2i and 2i + 1. */
function standardNormal(key: Key, shape: readonly number[], dtype: FloatDType): Tensor {
  const size = sizeOf(shape);
  const pairs = Math.ceil(size / 2);
  const fractions = fraction(key, Object.freeze([pairs, 2]), dtype);
  // u lies in (0, 1]: the half-open interval the other way round.
  const u = add(column(fractions, 0), 0.5 + spacing(dtype)) as Tensor;
  const radius = sqrt(mul(log(u), -2));
  const turn = mul(column(fractions, 1), 2 * Math.PI) as Tensor;
  const quarter = dense(Float64Array.of(0, -Math.PI / 2), 'float64', Object.freeze([2]));
  const points = mul(radius, cos(add(turn, castTo(quarter as Tensor, dtype)))) as Tensor;
  const flat = reshapeTo(points, Object.freeze([2 * pairs]));
  return reshapeTo(sliceBox(flat, [0], [size], [1]), shape);
}
