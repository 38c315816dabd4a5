// Yes or no with a given probability, and the masks of dropout, which are the same draws at another scale.
import { toFloat, type DType, type FloatDType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { checkShape } from '../ops/creation.ts';
import { add, mul } from '../primitives/arithmetic.ts';
import { greaterEqual, less } from '../primitives/comparison.ts';
import { castTo } from '../primitives/constant.ts';
import type { Operand } from '../primitives/elementwise.ts';
import type { Plain, Shape } from '../shape/dim.ts';
import { checkKey, type Key } from './key.ts';
import { checkFloat, parameter, type Parameter } from './parameters.ts';
import { fraction } from './uniform.ts';

/**
 * Bools that hold with the given probability. `[2], P, S → S`, bool; the shape of the probability unless given.
 *
 * Exact to 2⁻²⁴: 0 never holds and 1 always. Throws for what is no key, for invalid shapes, for a number outside
 * [0, 1], and for a tensor that does not broadcast to the shape.
 * @example random.bernoulli(random.key(0), 0.3, [20, 10]); // Tensor<[20, 10], 'bool'>
 */
export function bernoulli<const S extends readonly number[]>(
  key: Key,
  probability: Parameter,
  shape: S,
): Tensor<Plain<S>, 'bool'>;
export function bernoulli<S extends Shape = [], D extends DType = 'float32'>(
  key: Key,
  probability: Operand<S, D>,
): Tensor<S, 'bool'>;
export function bernoulli(
  key: Key,
  probability: Parameter,
  shape?: readonly number[],
): Tensor<Shape, 'bool'> {
  const op = 'random.bernoulli';
  checkKey(op, key);
  const given = isTensor(probability);
  const sizes = checkShape(op, shape ?? (given ? probability.shape : []));
  const dtype = given ? toFloat(probability.dtype) : 'float32';
  const limit = parameter(op, 'probability', probability, sizes, dtype);
  if (!given && !(probability >= 0 && probability <= 1)) {
    complain({
      op,
      rule: 'a probability lies between 0 and 1',
      got: { probability: show(probability) },
      argument: 'probability',
      expected: 'a number from 0 to 1',
    });
  }
  return less(add(fraction(key, sizes, dtype), 0.5) as Tensor, limit);
}

/**
 * The mask of dropout: 0 with probability `rate`, else `1 / (1 - rate)`, so that its mean is 1. `[2], S → S`.
 *
 * float32 unless given. Throws for what is no key, for invalid shapes, and for rates outside [0, 1).
 *
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
 * @example
 * const x = ones([4]);
 * mul(x, random.dropoutMask(random.key(0), 0.5, x.shape)); // float32[4] [2, 0, 0, 0]
 */
export function dropoutMask<const S extends readonly number[], D extends FloatDType = 'float32'>(
  key: Key,
  rate: number,
  shape: S,
  dtype?: D,
): Tensor<Plain<S>, NoInfer<D>> {
  const op = 'random.dropoutMask';
  const type: FloatDType = dtype ?? 'float32';
  checkKey(op, key);
  const sizes = checkShape(op, shape);
  checkFloat(op, type);
  if (!(rate >= 0 && rate < 1)) {
    complain({
      op,
      rule: 'a rate lies in [0, 1)',
      got: { rate: show(rate) },
      argument: 'rate',
      expected: 'a number of at least 0 and below 1',
    });
  }
  const kept = greaterEqual(fraction(key, sizes, 'float32'), rate - 0.5);
  return mul(castTo(kept as Tensor, type), 1 / (1 - rate)) as Tensor as Tensor<Plain<S>, NoInfer<D>>;
}
