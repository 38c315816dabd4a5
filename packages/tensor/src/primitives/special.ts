// erf, sigmoid and softplus: primitives of their own because a composition would lose digits or second derivatives.
// Floats only: integers and bools become float32 first.
import type { DType, ToFloat } from '../base/dtype.ts';
import { from, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { erfOf } from '../kernels/erf.ts';
import type { Shape } from '../shape/dim.ts';
import { mul, neg, square, sub } from './arithmetic.ts';
import { applyFloat, unary, type Operand } from './elementwise.ts';
import { exp } from './exponential.ts';

/** `erf′(x) = 2/√π exp(-x²)` */
export const erfPrimitive: Primitive = /* @__PURE__ */ unary(
  'erf',
  erfOf,
  /* @__PURE__ */ from([0], (g, x) => mul(g, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI)))),
);

/** `σ′ = σ (1 - σ)` */
export const sigmoidPrimitive: Primitive = /* @__PURE__ */ unary(
  'sigmoid',
  // For large negative x, eˣ is a number where e⁻ˣ is none.
  (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  /* @__PURE__ */ from(['output'], (g, y) => mul(g, mul(y, sub(1, y)))),
);

/** `softplus′ = σ` */
export const softplusPrimitive: Primitive = /* @__PURE__ */ unary(
  'softplus',
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  /* @__PURE__ */ from([0], (g, x) => mul(g, sigmoid(x))),
);

/**
 * The error function `2/√π ∫₀ˣ exp(-t²) dt`. `S → S`; integers give float32.
 * @example erf(tensor([0, 1])); // float32[2] [     0, 0.8427]
 */
export function erf<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(erfPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The logistic function `1 / (1 + e⁻ˣ)`. `S → S`; integers give float32.
 * @example sigmoid(tensor([0, 2])); // float32[2] [   0.5, 0.8808]
 */
export function sigmoid<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(sigmoidPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * `ln(1 + eˣ)`, for large `x` too. `S → S`; integers give float32.
 * @example softplus(tensor([0, 1e4])); // float32[2] [ 0.69, 10000]
 */
export function softplus<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(softplusPrimitive, x) as Tensor<S, ToFloat<D>>;
}
