// Powers and roots.
// `pow` keeps its derivatives finite where they are: at base 0 and at exponent 0.
import { isFloat, type DType, type Promote, type ToFloat } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { apply, isTensor } from '../core/bind.ts';
import { known } from '../core/known.ts';
import { from, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { loop2, type Loop2 } from '../kernels/map.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { div, mul, reciprocal, sub } from './arithmetic.ts';
import { equal, greater } from './comparison.ts';
import { logicalAnd } from './logic.ts';
import { applyFloat, applyPair, binaryLoop, unary, type Operand } from './elementwise.ts';
import { log } from './exponential.ts';
import { floatOperand } from './operands.ts';
import { where } from './select.ts';
import { stopGradient } from './stopGradient.ts';

/** `(√x)′ = 1 / (2√x)` */
export const sqrtPrimitive: Primitive = /* @__PURE__ */ unary(
  'sqrt',
  Math.sqrt,
  /* @__PURE__ */ from(['output'], (g, y) => div(g, mul(y, 2))),
);

/** `xʸ` as IEEE 754 has it; JavaScript gives NaN where 1, or -1 to an infinite power, should be 1. */
function power(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}

/** `xʸ` for integers, wrapping around, by squaring; to a negative power what is left of the fraction. */
function integerPower(x: number, y: number): number {
  if (y < 0) return x === 1 ? 1 : x === -1 ? (y % 2 === 0 ? 1 : -1) : 0;
  let result = 1;
  for (let factor = x, rest = y; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = Math.imul(result, factor);
    factor = Math.imul(factor, factor);
  }
  return result;
}
const floatLoop: Loop2 = /* @__PURE__ */ loop2(power);
const integerLoop: Loop2 = /* @__PURE__ */ loop2(integerPower);
const powLoop: Loop2 = (n, z, ...rest) => (z instanceof Uint8Array ? integerLoop : floatLoop)(n, z, ...rest);

/**
 * `z / y` without its value: 0, with the derivatives of `z / y`, and 0 throughout where `y` is not positive. At x = 0,
 * where `xʸ ln x` is cut off to 0, its derivative by x is the `xʸ⁻¹` that `y·xʸ⁻¹` has by y.
 */
function flat(y: Tensor, z: Tensor): Tensor {
  const positive = greater(y, 0);
  return where(positive, div(sub(z, stopGradient(z)), where(positive, y, 1)), 0) as Tensor;
}

/** `∂xʸ/∂x = y·xʸ⁻¹`, 0 where both are 0; `∂xʸ/∂y = xʸ ln x`, 0 where x is 0 */
export const powPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'pow',
  powLoop,
  {
    kind: 'elementwise',
    derivatives: [
      from([0, 1], (g, x, y) => {
        const zero = logicalAnd(equal(x, 0), equal(y, 0));
        return mul(g, where(zero, 0, mul(y, apply(powPrimitive, x, sub(y, where(zero, 0, 1) as Tensor)))));
      }),
      from([0, 1, 'output'], (g, x, y, z) => {
        const zero = equal(x, 0);
        return mul(g, where(zero, flat(y, z), mul(z, log(where(zero, 1, x)))));
      }),
    ],
  },
  integerLoop,
);

/** Whether both operands are integers, by dtype or by taking the other's. */
function integers(x: unknown, y: unknown): boolean {
  const tensors = [x, y].filter((t) => isTensor(t));
  return tensors.length > 0 && tensors.every(({ dtype }) => !isFloat(dtype));
}

/** Whether a number, or an element of a tensor that can be read, is negative. */
function isNegative(y: unknown): boolean {
  if (typeof y === 'number') return y < 0;
  const values = known(y)?.data() ?? [];
  return values.some((n: number) => n < 0);
}

/**
 * `x` to the power `y`.
 *
 * `S × T → broadcast(S, T)`. A negative base with a fractional exponent gives NaN. Throws if the shapes do not
 * broadcast, for two bools, and for integers to negative powers.
 * @example pow(tensor([2, 3]), 2); // float32[2] [4, 9]
 */
export function pow<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'pow', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, Promote<DA, DB>> {
  if (integers(x, y) && isNegative(y)) {
    complain({
      op: 'pow',
      rule: 'an integer to a negative power is a fraction',
      got: { x: show(x), y: show(y) },
      argument: 'y',
      expected: 'a float tensor, or exponents of at least 0',
      hint: isTensor(x) ? "Write cast(x, 'float32')." : "Write cast(y, 'float32').",
    });
  }
  return applyPair(powPrimitive, x, y, 'numeric') as Tensor<Broadcast<A, B>, Promote<DA, DB>>;
}

/**
 * The square root. `S → S`; integers give float32, negative numbers NaN.
 * @example sqrt(tensor([4, 9])); // float32[2] [2, 3]
 */
export function sqrt<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(sqrtPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * `1 / √x`. `S → S`; integers give float32.
 * @example rsqrt(tensor([4, 16])); // float32[2] [ 0.5, 0.25]
 */
export function rsqrt<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return reciprocal(apply(sqrtPrimitive, floatOperand('rsqrt', x))) as Tensor<S, ToFloat<D>>;
}

/**
 * `2ˣ`, exact for integers. `S → S`; integers give float32.
 * @example exp2(tensor([3, -1])); // float32[2] [  8, 0.5]
 */
export function exp2<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyPair(powPrimitive, 2, floatOperand('exp2', x), 'float') as Tensor<S, ToFloat<D>>;
}
