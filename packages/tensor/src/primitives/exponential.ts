// Exponentials and logarithms. Floats only: integers and bools become float32 first.
import type { DType, ToFloat } from '../base/dtype.ts';
import { from, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Shape } from '../shape/dim.ts';
import { add, div, mul } from './arithmetic.ts';
import { applyFloat, unary, type Operand } from './elementwise.ts';

/** `(eˣ)′ = eˣ` */
export const expPrimitive: Primitive = /* @__PURE__ */ unary(
  'exp',
  Math.exp,
  /* @__PURE__ */ from(['output'], (g, y) => mul(g, y)),
);

/** `(eˣ - 1)′ = y + 1` */
export const expm1Primitive: Primitive = /* @__PURE__ */ unary(
  'expm1',
  Math.expm1,
  /* @__PURE__ */ from(['output'], (g, y) => mul(g, add(y, 1))),
);

/** `(ln x)′ = 1 / x` */
export const logPrimitive: Primitive = /* @__PURE__ */ unary(
  'log',
  Math.log,
  /* @__PURE__ */ from([0], (g, x) => div(g, x)),
);

/** `(ln(1 + x))′ = 1 / (1 + x)` */
export const log1pPrimitive: Primitive = /* @__PURE__ */ unary(
  'log1p',
  Math.log1p,
  /* @__PURE__ */ from([0], (g, x) => div(g, add(x, 1))),
);

/** `(log₂ x)′ = 1 / (x ln 2)` */
export const log2Primitive: Primitive = /* @__PURE__ */ unary(
  'log2',
  Math.log2,
  /* @__PURE__ */ from([0], (g, x) => div(g, mul(x, Math.LN2))),
);

/** `(log₁₀ x)′ = 1 / (x ln 10)` */
export const log10Primitive: Primitive = /* @__PURE__ */ unary(
  'log10',
  Math.log10,
  /* @__PURE__ */ from([0], (g, x) => div(g, mul(x, Math.LN10))),
);

/**
 * `eˣ`. `S → S`; integers give float32.
 * @example exp(tensor([0, 1])); // float32[2] [     1, 2.7183]
 */
export function exp<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(expPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * `eˣ - 1`, exact for small `x`. `S → S`; integers give float32.
 * @example expm1(tensor([1e-9], 'float64')); // float64[1] [1e-9]
 */
export function expm1<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(expm1Primitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The natural logarithm. `S → S`; integers give float32. Negative numbers give NaN, 0 gives -Infinity.
 * @example log(tensor([1, Math.E])); // float32[2] [0, 1]
 */
export function log<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(logPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * `ln(1 + x)`, exact for small `x`. `S → S`; integers give float32.
 * @example log1p(tensor([0, 1])); // float32[2] [     0, 0.6931]
 */
export function log1p<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(log1pPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The logarithm to base 2. `S → S`; integers give float32.
 * @example log2(tensor([1, 8])); // float32[2] [0, 3]
 */
export function log2<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(log2Primitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The logarithm to base 10. `S → S`; integers give float32.
 * @example log10(tensor([1, 1000])); // float32[2] [0, 3]
 */
export function log10<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(log10Primitive, x) as Tensor<S, ToFloat<D>>;
}
