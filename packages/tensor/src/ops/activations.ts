// Activations, as compositions: their derivatives follow from those of their parts.
// Where a branch could overflow in the half that is not taken, its input is made harmless first.
import type { DType, ToFloat } from '../base/dtype.ts';
import { requireOptions } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { add, div, mul, neg, square } from '../primitives/arithmetic.ts';
import { lessEqual } from '../primitives/comparison.ts';
import { complain, show } from '../base/error.ts';
import type { Operand } from '../primitives/elementwise.ts';
import { expm1 } from '../primitives/exponential.ts';
import { tanh } from '../primitives/hyperbolic.ts';
import { floatOperand, numericOperand, operand } from '../primitives/operands.ts';
import { where } from '../primitives/select.ts';
import { erf, sigmoid, softplus } from '../primitives/special.ts';
import type { Shape } from '../shape/dim.ts';

/**
 * `max(x, 0)`; its derivative at 0 is 0. `S → S`. Throws for bools.
 * @example relu(tensor([-1, 2])); // float32[2] [0, 2]
 */
export function relu<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  const y = numericOperand('relu', x);
  return where(lessEqual(y, 0), 0, y) as Tensor<S, D>;
}

/**
 * `x` where it is positive, else `slope · x`; its derivative at 0 is `slope`. `S → S`; integers give float32.
 * @example leakyRelu(tensor([-1, 2]), 0.1); // float32[2] [-0.1,    2]
 */
export function leakyRelu<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
  slope = 0.01,
): Tensor<S, ToFloat<D>> {
  const y = floatOperand('leakyRelu', x);
  return where(lessEqual(y, 0), mul(y, operand('leakyRelu', slope, y.dtype, 'slope')), y) as Tensor<
    S,
    ToFloat<D>
  >;
}

/**
 * `x` where it is positive, else `alpha · (eˣ - 1)`. `S → S`; integers give float32.
 *
 * Source: Clevert et al., "Fast and accurate deep network learning by exponential linear units", 2015.
 * @example elu(tensor([-1, 2])); // float32[2] [-0.6321,       2]
 */
export function elu<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
  alpha = 1,
): Tensor<S, ToFloat<D>> {
  const y = floatOperand('elu', x);
  const negative = lessEqual(y, 0);
  return where(
    negative,
    mul(expm1(where(negative, y, 0)), operand('elu', alpha, y.dtype, 'alpha')),
    y,
  ) as Tensor<S, ToFloat<D>>;
}

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/**
 * `elu` with the scale and alpha that keep activations at mean 0 and variance 1. `S → S`; integers give
 * float32.
 *
 * Source: Klambauer et al., "Self-normalizing neural networks", 2017.
 * @example selu(tensor([-1, 2])); // float32[2] [-1.1113,  2.1014]
 */
export function selu<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return mul(elu(floatOperand('selu', x), seluAlpha), seluScale) as Tensor as Tensor<S, ToFloat<D>>;
}

/** Which formula `gelu` uses. */
export interface GeluOptions {
  /** `'none'` (the default): with `erf`; `'tanh'`: the approximation that some models were trained with. */
  readonly approximate?: 'none' | 'tanh';
}

/**
 * `x · Φ(x)`, with the normal distribution's Φ. `S → S`; integers give float32. Throws for an unknown approximation.
 *
 * Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016.
 * @example gelu(tensor([-1, 2])); // float32[2] [-0.1587,  1.9545]
 */
export function gelu<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
  options: GeluOptions = {},
): Tensor<S, ToFloat<D>> {
  const { approximate = 'none' } = requireOptions('gelu', options, { approximate: 'any' });
  const y = floatOperand('gelu', x);
  if (approximate !== 'none' && approximate !== 'tanh') {
    complain({
      op: 'gelu',
      rule: 'there are two formulas',
      got: { approximate: show(approximate) },
      argument: 'approximate',
      expected: "'none' or 'tanh'",
    });
  }
  const inner =
    approximate === 'none'
      ? erf(mul(y, Math.SQRT1_2))
      : tanh(mul(mul(y, add(mul(square(y), 0.044715), 1)), Math.sqrt(2 / Math.PI)));
  return mul(mul(y, 0.5), add(inner, 1)) as Tensor<S, ToFloat<D>>;
}

/**
 * `x · σ(x)`, also called swish. `S → S`; integers give float32.
 * @example silu(tensor([0, 2])); // float32[2] [     0, 1.7616]
 */
export function silu<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  const y = floatOperand('silu', x);
  return mul(y, sigmoid(y)) as Tensor<S, ToFloat<D>>;
}

/**
 * `x · tanh(softplus(x))`. `S → S`; integers give float32.
 *
 * Source: Misra, "Mish: a self regularized non-monotonic activation function", 2019.
 * @example mish(tensor([0, 2])); // float32[2] [    0, 1.944]
 */
export function mish<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  const y = floatOperand('mish', x);
  return mul(y, tanh(softplus(y))) as Tensor<S, ToFloat<D>>;
}

/**
 * `clamp(x + 3, 0, 6) / 6`, a sigmoid of three straight pieces. `S → S`; integers give float32.
 * @example hardSigmoid(tensor([-4, 0, 4])); // float32[3] [  0, 0.5,   1]
 */
export function hardSigmoid<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  const y = floatOperand('hardSigmoid', x);
  const inside = add(div(y, 6), 0.5);
  return where(lessEqual(y, -3), 0, where(lessEqual(3, y), 1, inside)) as Tensor<S, ToFloat<D>>;
}

/**
 * `ln σ(x)`, without the underflow of σ. `S → S`; integers give float32.
 * @example logSigmoid(tensor([0, -1e4])); // float32[2] [ -0.69, -10000]
 */
export function logSigmoid<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return neg(softplus(neg(floatOperand('logSigmoid', x)))) as Tensor<S, ToFloat<D>>;
}
