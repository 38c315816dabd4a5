// Rounding, sign and abs. Rounding and sign are flat, so their derivative is 0; abs has derivative 0 at 0.
import { isFloat, type DType } from '../base/dtype.ts';
import { apply } from '../core/bind.ts';
import { from, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Shape } from '../shape/dim.ts';
import { mul } from './arithmetic.ts';
import { applyNumeric, unary, unaryLoop, type Operand } from './elementwise.ts';
import { numericOperand } from './operands.ts';

/** Half to even, as IEEE 754 rounds. */
function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  const up = rest === 0.5 ? below % 2 !== 0 : !(rest < 0.5);
  const result = up ? below + 1 : below;
  return result === 0 && x < 0 ? -0 : result;
}

/** `floor′ = 0` */
export const floorPrimitive: Primitive = /* @__PURE__ */ unary('floor', Math.floor, null, ([x]) => [
  apply(floorPrimitive, x),
]);

/** `ceil′ = 0` */
export const ceilPrimitive: Primitive = /* @__PURE__ */ unary('ceil', Math.ceil, null, ([x]) => [
  apply(ceilPrimitive, x),
]);

/** `round′ = 0` */
export const roundPrimitive: Primitive = /* @__PURE__ */ unary('round', roundHalfToEven, null, ([x]) => [
  apply(roundPrimitive, x),
]);

/** `sign′ = 0` */
export const signPrimitive: Primitive = /* @__PURE__ */ unary('sign', Math.sign, null, ([x]) => [
  apply(signPrimitive, x),
]);

/** `|x|′ = sign x` */
export const absPrimitive: Primitive = /* @__PURE__ */ unaryLoop(
  'abs',
  (n, z, k, dz, x, i, dx) => {
    for (; n > 0; n--, k += dz, i += dx) z[k] = Math.abs(x[i]);
  },
  /* @__PURE__ */ from([0], (g, x) => mul(g, sign(x))),
  ([x]) => [sign(x)],
);

function applyRounding(p: Primitive, x: unknown): Tensor {
  const y = numericOperand(p.name, x);
  return isFloat(y.dtype) ? apply(p, y) : y;
}

/**
 * The largest integer not above `x`. `S → S`. Throws for bools.
 * @example floor(tensor([1.5, -1.5])); // float32[2] [ 1, -2]
 */
export function floor<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  return applyRounding(floorPrimitive, x) as Tensor<S, D>;
}

/**
 * The smallest integer not below `x`. `S → S`. Throws for bools.
 * @example ceil(tensor([1.5, -1.5])); // float32[2] [ 2, -1]
 */
export function ceil<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  return applyRounding(ceilPrimitive, x) as Tensor<S, D>;
}

/**
 * The nearest integer, halves to the even one. `S → S`. Throws for bools.
 * @example round(tensor([0.5, 1.5, 2.4])); // float32[3] [0, 2, 2]
 */
export function round<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  return applyRounding(roundPrimitive, x) as Tensor<S, D>;
}

/**
 * -1, 0 or 1. `S → S`; its derivative is 0. Throws for bools.
 * @example sign(tensor([-2, 0, 3])); // float32[3] [-1,  0,  1]
 */
export function sign<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  return applyNumeric(signPrimitive, x) as Tensor<S, D>;
}

/**
 * `|x|`. `S → S`; its derivative at 0 is 0. Throws for bools.
 * @example abs(tensor([-2, 3])); // float32[2] [2, 3]
 */
export function abs<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  return applyNumeric(absPrimitive, x) as Tensor<S, D>;
}
