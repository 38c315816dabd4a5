// The larger and the smaller of two tensors, element by element.
import type { DType, Promote } from '../base/dtype.ts';
import { apply } from '../core/bind.ts';
import { from, type Decides, type Derivative, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { mul, subPrimitive } from './arithmetic.ts';
import { equalPrimitive, lessPrimitive } from './comparison.ts';
import { fullLike } from './constant.ts';
import { applyPair, binaryLoop, type Operand } from './elementwise.ts';
import { sign } from './rounding.ts';
import { wherePrimitive } from './select.ts';

/** The cotangent where `mine` won, half of it at a tie: `wins(mine, other)` is the strict comparison. */
function share(mine: number, wins: (mine: Tensor, other: Tensor) => Tensor): Derivative {
  return from([0, 1], (g, ...inputs) => {
    const x = inputs[mine];
    const other = inputs[1 - mine];
    const won = apply(wherePrimitive, wins(x, other), g, fullLike(g, 0));
    return apply(wherePrimitive, apply(equalPrimitive, x, other), mul(g, 0.5), won);
  });
}
/** Who wins: 1, -1, or 0 at a tie. */
const winner: Decides = ([x, y]) => [sign(apply(subPrimitive, x, y))];
const larger = (x: Tensor, y: Tensor): Tensor => apply(lessPrimitive, y, x);
const smaller = (x: Tensor, y: Tensor): Tensor => apply(lessPrimitive, x, y);

/** `∂max(x, y)/∂x = 1` where x > y, `1/2` where x = y, else 0 */
export const maximumPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'maximum',
  (n, z, k, dz, x, i, dx, y, j, dy) => {
    for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = Math.max(x[i], y[j]);
  },
  { kind: 'elementwise', derivatives: [share(0, larger), share(1, larger)] },
  undefined,
  winner,
);

/** `∂min(x, y)/∂x = 1` where x < y, `1/2` where x = y, else 0 */
export const minimumPrimitive: Primitive = /* @__PURE__ */ binaryLoop(
  'minimum',
  (n, z, k, dz, x, i, dx, y, j, dy) => {
    for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = Math.min(x[i], y[j]);
  },
  { kind: 'elementwise', derivatives: [share(0, smaller), share(1, smaller)] },
  undefined,
  winner,
);

/**
 * The larger of `x` and `y`.
 *
 * `S × T → broadcast(S, T)`. NaN wins. At a tie each side gets half of the cotangent. Throws if the shapes do not
 * broadcast or both operands are bools.
 * @example maximum(tensor([1, 4]), 2); // float32[2] [2, 4]
 */
export function maximum<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'maximum', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, Promote<DA, DB>> {
  return applyPair(maximumPrimitive, x, y, 'numeric') as Tensor<Broadcast<A, B>, Promote<DA, DB>>;
}

/**
 * The smaller of `x` and `y`.
 *
 * `S × T → broadcast(S, T)`. NaN wins. At a tie each side gets half of the cotangent. Throws if the shapes do not
 * broadcast or both operands are bools.
 * @example minimum(tensor([1, 4]), 2); // float32[2] [1, 2]
 */
export function minimum<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'minimum', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, Promote<DA, DB>> {
  return applyPair(minimumPrimitive, x, y, 'numeric') as Tensor<Broadcast<A, B>, Promote<DA, DB>>;
}
