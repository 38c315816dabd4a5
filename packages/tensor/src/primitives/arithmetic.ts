// Arithmetic: add, sub, mul, div, neg, rem and what is made of them. Integers wrap around; div always gives floats.
import type { DType, Promote, ToFloat } from '../base/dtype.ts';
import { apply } from '../core/bind.ts';
import { from, type Decides, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { loop2, type Loop2 } from '../kernels/map.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { applyNumeric, applyPair, binaryLoop, unaryLoop, type Operand } from './elementwise.ts';
import { castTo, constant } from './constant.ts';
import { floatOperand, numericOperand } from './operands.ts';

const same = /* @__PURE__ */ from([], (g) => g);
const negated = /* @__PURE__ */ from([], (g) => apply(negPrimitive, g));

/** `x + y` */
export const addPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'add',
  (n, z, k, dz, x, i, dx, y, j, dy) => {
    if (k === 0 && i === 0 && j === 0 && dz === 1 && dx === 1 && dy === 1) {
      for (let t = 0; t < n; t++) z[t] = x[t] + y[t];
    } else {
      for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] + y[j];
    }
  },
  { kind: 'elementwise', derivatives: [same, same] },
);

/** `x - y` */
export const subPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'sub',
  (n, z, k, dz, x, i, dx, y, j, dy) => {
    for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] - y[j];
  },
  { kind: 'elementwise', derivatives: [same, negated] },
);

const multiply: Loop2 = (n, z, k, dz, x, i, dx, y, j, dy) => {
  if (k === 0 && i === 0 && j === 0 && dz === 1 && dx === 1 && dy === 1) {
    for (let t = 0; t < n; t++) z[t] = x[t] * y[t];
  } else {
    for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] * y[j];
  }
};
const multiplyIntegers: Loop2 = (n, z, k, dz, x, i, dx, y, j, dy) => {
  for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = Math.imul(x[i], y[j]);
};

/** `x · y` */
export const mulPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'mul',
  multiply,
  { kind: 'bilinear', adjoints: [(g, y) => apply(mulPrimitive, g, y), (g, x) => apply(mulPrimitive, g, x)] },
  multiplyIntegers,
);

/** `∂(x / y)/∂x = 1 / y`, `∂(x / y)/∂y = -(x / y) / y` */
export const divPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'div',
  (n, z, k, dz, x, i, dx, y, j, dy) => {
    for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] / y[j];
  },
  {
    kind: 'elementwise',
    derivatives: [
      from([1], (g, y) => apply(divPrimitive, g, y)),
      from([1, 'output'], (g, y, z) =>
        apply(negPrimitive, apply(divPrimitive, apply(mulPrimitive, g, z), y)),
      ),
    ],
  },
);

/** `∂(-x)/∂x = -1` */
export const negPrimitive: Primitive = /* @__PURE__ */ unaryLoop(
  'neg',
  (n, z, k, dz, x, i, dx) => {
    for (; n > 0; n--, k += dz, i += dx) z[k] = -x[i];
  },
  negated,
);

/** `trunc(x / y)` as an integer of its own: 2q, or 2q + 1 where it is negative, so that rounding cannot change it. */
const wholeQuotient: Decides = ([x, y]) => {
  const quotient = apply(divPrimitive, apply(subPrimitive, x, apply(remPrimitive, x, y)), y);
  return [castTo(add(mul(quotient, 2), 0.5) as Tensor, 'int32')];
};

/** `x rem y = x - trunc(x / y)·y`, so `∂/∂x = 1` and `∂/∂y = -trunc(x / y) = (z - x) / y` */
export const remPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'rem',
  loop2((x, y) => x % y),
  {
    kind: 'elementwise',
    derivatives: [
      same,
      from([0, 1, 'output'], (g, x, y, z) =>
        apply(mulPrimitive, g, apply(divPrimitive, apply(subPrimitive, z, x), y)),
      ),
    ],
  },
  undefined,
  wholeQuotient,
);

/**
 * The sum `x + y`.
 *
 * `S × T → broadcast(S, T)`. A number takes the other operand's dtype. Integers wrap around. Throws if the shapes
 * do not broadcast or both operands are bools.
 * @example add(tensor([1, 2]), 10); // float32[2] [11, 12]
 */
export function add<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'add', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, Promote<DA, DB>> {
  return applyPair(addPrimitive, x, y, 'numeric') as Tensor<Broadcast<A, B>, Promote<DA, DB>>;
}

/**
 * The difference `x - y`.
 *
 * `S × T → broadcast(S, T)`. Throws as `add` does.
 * @example sub(1, tensor([0.25, 0.5])); // float32[2] [0.75,  0.5]
 */
export function sub<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'sub', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, Promote<DA, DB>> {
  return applyPair(subPrimitive, x, y, 'numeric') as Tensor<Broadcast<A, B>, Promote<DA, DB>>;
}

/**
 * The product `x · y`, element by element.
 *
 * `S × T → broadcast(S, T)`. Throws as `add` does. A bool tensor times a float one masks it.
 * @example mul(tensor([1, 2]), 0.5); // float32[2] [0.5,   1]
 */
export function mul<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'mul', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, Promote<DA, DB>> {
  return applyPair(mulPrimitive, x, y, 'numeric') as Tensor<Broadcast<A, B>, Promote<DA, DB>>;
}

/**
 * The quotient `x / y`; always a float: two integers give float32.
 *
 * `S × T → broadcast(S, T)`. Division by zero follows IEEE 754. Throws as `add` does.
 * @example div(tensor([1, 2]), 4); // float32[2] [0.25,  0.5]
 */
export function div<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'div', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, ToFloat<Promote<DA, DB>>> {
  return applyPair(divPrimitive, x, y, 'float') as Tensor<Broadcast<A, B>, ToFloat<Promote<DA, DB>>>;
}

/**
 * The remainder of `x / y` with the sign of `x`, as JavaScript's `%`.
 *
 * `S × T → broadcast(S, T)`. Integers modulo 0 give 0, floats NaN. Throws as `add` does.
 * @example rem(tensor([5, -5]), 3); // float32[2] [ 2, -2]
 */
export function rem<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'rem', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, Promote<DA, DB>> {
  return applyPair(remPrimitive, x, y, 'numeric') as Tensor<Broadcast<A, B>, Promote<DA, DB>>;
}

/**
 * `-x`. `S → S`. uint8 wraps around. Throws for bools.
 * @example neg(tensor([1, -2])); // float32[2] [-1,  2]
 */
export function neg<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  return applyNumeric(negPrimitive, x) as Tensor<S, D>;
}

/**
 * `1 / x`. `S → S`; integers give float32.
 * @example reciprocal(tensor([2, 4])); // float32[2] [ 0.5, 0.25]
 */
export function reciprocal<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  const y = floatOperand('reciprocal', x);
  return applyPair(divPrimitive, constant(1, [], y.dtype), y, 'float') as Tensor<S, ToFloat<D>>;
}

/**
 * `x²`. `S → S`. Throws for bools.
 * @example square(tensor([2, -3])); // float32[2] [4, 9]
 */
export function square<S extends Shape = [], D extends DType = 'float32'>(x: Operand<S, D>): Tensor<S, D> {
  const y = numericOperand('square', x);
  return apply(mulPrimitive, y, y) as Tensor<S, D>;
}
