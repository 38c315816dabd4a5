// Hyperbolic functions and their inverses. Floats only: integers and bools become float32 first.
import type { DType, ToFloat } from '../base/dtype.ts';
import { from, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Shape } from '../shape/dim.ts';
import { add, div, mul, square, sub } from './arithmetic.ts';
import { applyFloat, unary, type Operand } from './elementwise.ts';
import { sqrt } from './power.ts';

/** `(sinh x)′ = cosh x` */
export const sinhPrimitive: Primitive = /* @__PURE__ */ unary(
  'sinh',
  Math.sinh,
  /* @__PURE__ */ from([0], (g, x) => mul(g, cosh(x))),
);

/** `(cosh x)′ = sinh x` */
export const coshPrimitive: Primitive = /* @__PURE__ */ unary(
  'cosh',
  Math.cosh,
  /* @__PURE__ */ from([0], (g, x) => mul(g, sinh(x))),
);

/** `(tanh x)′ = 1 - tanh² x` */
export const tanhPrimitive: Primitive = /* @__PURE__ */ unary(
  'tanh',
  Math.tanh,
  /* @__PURE__ */ from(['output'], (g, y) => mul(g, sub(1, square(y)))),
);

/** `(asinh x)′ = 1 / √(x² + 1)` */
export const asinhPrimitive: Primitive = /* @__PURE__ */ unary(
  'asinh',
  Math.asinh,
  /* @__PURE__ */ from([0], (g, x) => div(g, sqrt(add(square(x), 1)))),
);

/** `(acosh x)′ = 1 / √((x - 1)(x + 1))` */
export const acoshPrimitive: Primitive = /* @__PURE__ */ unary(
  'acosh',
  Math.acosh,
  /* @__PURE__ */ from([0], (g, x) => div(g, sqrt(mul(sub(x, 1), add(x, 1))))),
);

/** `(atanh x)′ = 1 / ((1 - x)(1 + x))` */
export const atanhPrimitive: Primitive = /* @__PURE__ */ unary(
  'atanh',
  Math.atanh,
  /* @__PURE__ */ from([0], (g, x) => div(g, mul(sub(1, x), add(1, x)))),
);

/**
 * The hyperbolic sine. `S → S`; integers give float32.
 * @example sinh(tensor([0, 1])); // float32[2] [     0, 1.1752]
 */
export function sinh<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(sinhPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The hyperbolic cosine. `S → S`; integers give float32.
 * @example cosh(tensor([0, 1])); // float32[2] [     1, 1.5431]
 */
export function cosh<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(coshPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The hyperbolic tangent. `S → S`; integers give float32.
 * @example tanh(tensor([0, 1])); // float32[2] [     0, 0.7616]
 */
export function tanh<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(tanhPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The inverse of `sinh`. `S → S`; integers give float32.
 * @example asinh(tensor([0, 1])); // float32[2] [     0, 0.8814]
 */
export function asinh<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(asinhPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The inverse of `cosh`. `S → S`; integers give float32, numbers below 1 NaN.
 * @example acosh(tensor([1, 2])); // float32[2] [    0, 1.317]
 */
export function acosh<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(acoshPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The inverse of `tanh`. `S → S`; integers give float32, numbers outside [-1, 1] NaN.
 * @example atanh(tensor([0, 0.5])); // float32[2] [     0, 0.5493]
 */
export function atanh<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(atanhPrimitive, x) as Tensor<S, ToFloat<D>>;
}
