// Uniform draws: bits, fractions of 24 or 53 of them, and integers. Every other distribution is made of these.
import type { FloatDType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { requireOptions } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { checkShape } from '../ops/creation.ts';
import { add, mul, sub } from '../primitives/arithmetic.ts';
import { less } from '../primitives/comparison.ts';
import { castTo } from '../primitives/constant.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { floor } from '../primitives/rounding.ts';
import { where } from '../primitives/select.ts';
import { sliceBox } from '../primitives/slicePad.ts';
import type { Plain } from '../shape/dim.ts';
import { checkKey, type Key } from './key.ts';
import { checkFloat, checkOrder, parameter, type Parameter } from './parameters.ts';
import { purpose, randomBits, words } from './threefry.ts';

/** Part `index` of the last axis, which stays with size 1. */
export function column(x: Tensor, index: number): Tensor {
  const last = x.rank - 1;
  const starts = x.shape.map((_, axis) => (axis === last ? index : 0));
  const sizes = x.shape.map((n, axis) => (axis === last ? 1 : n));
  return sliceBox(
    x,
    starts,
    sizes,
    x.shape.map(() => 1),
  );
}

/** Random bits for draws; already checked. */
export function drawBits(key: Key, shape: readonly number[]): Tensor {
  return randomBits(key, words(0, purpose.draw) as Tensor, shape);
}

/** The distance between neighbors among the fractions of a dtype. */
export function spacing(dtype: FloatDType): number {
  return dtype === 'float32' ? 2 ** -24 : 2 ** -53;
}

/**
 * Fractions in [-1/2, 1/2), all multiples of the spacing equally likely, without any rounding; already checked.
 *
 * float32: the low 24 bits of element i. float64: elements 2i and 2i + 1, all 32 bits of one and 21 of the other.
 */
export function fraction(key: Key, shape: readonly number[], dtype: FloatDType): Tensor {
  if (dtype === 'float32') return mul(castTo(mul(drawBits(key, shape), 2 ** 8), dtype), 2 ** -32);
  const pairs = drawBits(key, Object.freeze([...shape, 2]));
  const coarse = castTo(column(pairs, 0), dtype);
  const fine = castTo(mul(column(pairs, 1), 2 ** 11), dtype);
  return reshapeTo(add(add(mul(coarse, 2 ** -32), mul(fine, 2 ** -64)), 2 ** -33), shape);
}

/**
 * 32 random bits an element. `[2], S → S`, int32.
 *
 * A shorter draw is the start of a longer one. Throws for what is no key and for invalid shapes.
 *
 * Source: Threefry-2x32-20 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011.
 * @example random.bits(random.key(0), [2]).toArray(); // [1797259609, -1715843330]
 */
export function bits<const S extends readonly number[]>(key: Key, shape: S): Tensor<Plain<S>, 'int32'> {
  checkKey('random.bits', key);
  return drawBits(key, checkShape('random.bits', shape)) as Tensor as Tensor<Plain<S>, 'int32'>;
}

/** The range and dtype of `uniform`. */
export interface UniformOptions<D extends FloatDType = FloatDType> {
  /** The smallest value, 0 unless given. */
  readonly low?: Parameter;
  /** What all values lie below, 1 unless given. */
  readonly high?: Parameter;
  /** float32 unless given. */
  readonly dtype?: D;
}

/**
 * Draws that are spread evenly over [low, high). `[2], S → S`, float32 unless told otherwise.
 *
 * Between 0 and 1 the values are multiples of 2⁻²⁴, in float64 of 2⁻⁵³. The bounds hold exactly, as numbers of the
 * dtype, and may be tensors that broadcast to the shape. Throws for what is no key, for invalid shapes, and unless
 * `low < high`.
 * @example random.uniform(random.key(0), [2, 3], { low: -1 }); // Tensor<[2, 3]>
 */
export function uniform<const S extends readonly number[], D extends FloatDType = 'float32'>(
  key: Key,
  shape: S,
  options: UniformOptions<D> = {},
): Tensor<Plain<S>, NoInfer<D>> {
  const { low = 0, high = 1 } = options;
  const dtype: FloatDType = options.dtype ?? 'float32';
  const op = 'random.uniform';
  requireOptions<UniformOptions>(op, options, { low: 'any', high: 'any', dtype: 'any' });
  checkKey(op, key);
  const sizes = checkShape(op, shape);
  checkFloat(op, dtype);
  const from = parameter(op, 'low', low, sizes, dtype);
  const to = parameter(op, 'high', high, sizes, dtype);
  checkOrder(op, low, high, dtype);
  const unit = add(fraction(key, sizes, dtype), 0.5);
  if (low === 0 && high === 1) return unit as Tensor as Tensor<Plain<S>, NoInfer<D>>;
  const value = add(mul(unit, sub(to, from)), from);
  // Rounding may lead up to `high` itself.
  return where(less(value, to), value, from) as Tensor as Tensor<Plain<S>, NoInfer<D>>;
}

/**
 * Integers that are spread evenly over [low, high). `[2], S → S`, int32.
 *
 * Each comes of 53 random bits, so that no probability is off by more than one part in 2²¹, and for ranges up to
 * 2²⁰ by one part in 2³³. Throws for what is no key, for invalid shapes, and unless the bounds are integers with
 * -2³¹ ≤ low < high ≤ 2³¹.
 * @example random.integers(random.key(0), [5], 1, 7); // int32[5] [6, 5, 6, 2, 2]: five throws of a die
 */
export function integers<const S extends readonly number[]>(
  key: Key,
  shape: S,
  low: number,
  high: number,
): Tensor<Plain<S>, 'int32'> {
  const op = 'random.integers';
  checkKey(op, key);
  const sizes = checkShape(op, shape);
  for (const [argument, bound] of Object.entries({ low, high })) {
    if (Number.isInteger(bound) && bound >= -(2 ** 31) && bound <= 2 ** 31) continue;
    complain({
      op,
      rule: 'the bounds must be integers that int32 can hold',
      got: { low: show(low), high: show(high) },
      argument,
      expected: 'integers with -2147483648 ≤ low < high ≤ 2147483648',
    });
  }
  checkOrder(op, low, high);
  const unit = add(fraction(key, sizes, 'float64'), 0.5);
  const value = add(floor(mul(unit, high - low)), low);
  return castTo(value as Tensor, 'int32') as Tensor as Tensor<Plain<S>, 'int32'>;
}
