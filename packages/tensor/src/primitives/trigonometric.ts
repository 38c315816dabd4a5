// Trigonometric functions and their inverses, in radians. Floats only: integers and bools become float32 first.
import type { DType, Promote, ToFloat } from '../base/dtype.ts';
import { from, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { loop2 } from '../kernels/map.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { add, div, mul, neg, square, sub } from './arithmetic.ts';
import { less } from './comparison.ts';
import { logicalAnd } from './logic.ts';
import { applyFloat, applyPair, binaryLoop, unary, type Operand } from './elementwise.ts';
import { sqrt } from './power.ts';

/** `(sin x)′ = cos x` */
export const sinPrimitive: Primitive = /* @__PURE__ */ unary(
  'sin',
  Math.sin,
  /* @__PURE__ */ from([0], (g, x) => mul(g, cos(x))),
);

/** `(cos x)′ = -sin x` */
export const cosPrimitive: Primitive = /* @__PURE__ */ unary(
  'cos',
  Math.cos,
  /* @__PURE__ */ from([0], (g, x) => neg(mul(g, sin(x)))),
);

/** `(tan x)′ = 1 + tan² x` */
export const tanPrimitive: Primitive = /* @__PURE__ */ unary(
  'tan',
  Math.tan,
  /* @__PURE__ */ from(['output'], (g, y) => mul(g, add(square(y), 1))),
);

/** `(asin x)′ = 1 / √(1 - x²)` */
export const asinPrimitive: Primitive = /* @__PURE__ */ unary(
  'asin',
  Math.asin,
  /* @__PURE__ */ from([0], (g, x) => div(g, cosine(x))),
);

/** `(acos x)′ = -1 / √(1 - x²)` */
export const acosPrimitive: Primitive = /* @__PURE__ */ unary(
  'acos',
  Math.acos,
  /* @__PURE__ */ from([0], (g, x) => neg(div(g, cosine(x)))),
);

/** `(atan x)′ = 1 / (1 + x²)` */
export const atanPrimitive: Primitive = /* @__PURE__ */ unary(
  'atan',
  Math.atan,
  /* @__PURE__ */ from([0], (g, x) => div(g, add(square(x), 1))),
);

/** `∂/∂x = y / (x² + y²)` for the first argument called y, `-x / (x² + y²)` for the second called x */
export const atan2Primitive: Primitive = /* @__PURE__ */ binaryLoop(
  'atan2',
  loop2(Math.atan2),
  {
    kind: 'elementwise',
    derivatives: [
      from([0, 1], (g, y, x) => mul(g, div(x, add(square(x), square(y))))),
      from([0, 1], (g, y, x) => neg(mul(g, div(y, add(square(x), square(y)))))),
    ],
  },
  undefined,
  ([y, x]) => [logicalAnd(less(x, 0), less(y, 0)) as Tensor],
);

/** `√(1 - x²)`, as `√((1 - x)(1 + x))`, which keeps its digits near ±1. */
function cosine(x: Tensor): Tensor {
  return sqrt(mul(sub(1, x), add(1, x)));
}

/**
 * The sine of radians. `S → S`; integers give float32.
 * @example sin(tensor([0, Math.PI / 2])); // float32[2] [0, 1]
 */
export function sin<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(sinPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The cosine of radians. `S → S`; integers give float32.
 * @example cos(tensor([0, Math.PI])); // float32[2] [ 1, -1]
 */
export function cos<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(cosPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The tangent of radians. `S → S`; integers give float32.
 * @example tan(tensor([0, Math.PI / 4])); // float32[2] [0, 1]
 */
export function tan<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(tanPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The angle in [-π/2, π/2] whose sine is `x`. `S → S`; integers give float32, numbers outside [-1, 1] NaN.
 * @example asin(tensor([0, 1])); // float32[2] [     0, 1.5708]
 */
export function asin<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(asinPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The angle in [0, π] whose cosine is `x`. `S → S`; integers give float32, numbers outside [-1, 1] NaN.
 * @example acos(tensor([1, 0])); // float32[2] [     0, 1.5708]
 */
export function acos<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(acosPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The angle in [-π/2, π/2] whose tangent is `x`, at the ends if it is infinite. `S → S`; integers give float32.
 * @example atan(tensor([0, 1])); // float32[2] [     0, 0.7854]
 */
export function atan<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, ToFloat<D>> {
  return applyFloat(atanPrimitive, x) as Tensor<S, ToFloat<D>>;
}

/**
 * The angle in [-π, π] of the point with these coordinates: ordinate `y` first, then abscissa `x`.
 *
 * `S × T → broadcast(S, T)`; integers give float32. Throws if the shapes do not broadcast.
 * @example atan2(tensor([1, -1]), 0); // float32[2] [ 1.5708, -1.5708]
 */
export function atan2<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  y: Operand<A, DA>,
  x: Operand<B, DB> & BroadcastProblem<'atan2', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, ToFloat<Promote<DA, DB>>> {
  return applyPair(atan2Primitive, y, x, 'float') as Tensor<Broadcast<A, B>, ToFloat<Promote<DA, DB>>>;
}
