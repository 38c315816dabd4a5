// Comparisons: bools out, no gradients. Three of them and `not` are primitives, the rest is made of these.
import type { DType } from '../base/dtype.ts';
import { apply } from '../core/bind.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { map1, type Loop2 } from '../kernels/map.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { applyPair, comparison, type Operand } from './elementwise.ts';
import { operand, operands } from './operands.ts';

const equalLoop: Loop2 = (n, z, k, dz, x, i, dx, y, j, dy) => {
  for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] === y[j] ? 1 : 0;
};
const lessLoop: Loop2 = (n, z, k, dz, x, i, dx, y, j, dy) => {
  for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] < y[j] ? 1 : 0;
};
const lessEqualLoop: Loop2 = (n, z, k, dz, x, i, dx, y, j, dy) => {
  for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] <= y[j] ? 1 : 0;
};

/** `x = y`; NaN equals nothing. */
export const equalPrimitive: Primitive = /* @__PURE__ */ comparison('equal', equalLoop);
/** `x < y` */
export const lessPrimitive: Primitive = /* @__PURE__ */ comparison('less', lessLoop);
/** `x ≤ y` */
export const lessEqualPrimitive: Primitive = /* @__PURE__ */ comparison('lessEqual', lessEqualLoop);

/** Not `x`, for bools. */
export const notPrimitive: Primitive = /* @__PURE__ */ primitive({
  name: 'logicalNot',
  shape: (inputs) => inputs,
  kernel: ([x]) => [
    map1(
      (n, z, k, dz, values, i, dx) => {
        for (; n > 0; n--, k += dz, i += dx) z[k] = values[i] === 0 ? 1 : 0;
      },
      'bool',
      x,
    ),
  ],
  rule: { kind: 'none' },
});

/**
 * Whether `x = y`; NaN equals nothing. `S × T → broadcast(S, T)`, bool. Throws if the shapes do not broadcast.
 * @example equal(tensor([1, 2]), 2); // bool[2] [false,  true]
 */
export function equal<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'equal', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  return applyPair(equalPrimitive, x, y, 'any') as Tensor<Broadcast<A, B>, 'bool'>;
}

/**
 * Whether `x ≠ y`. `S × T → broadcast(S, T)`, bool. Throws if the shapes do not broadcast.
 * @example notEqual(tensor([1, 2]), 2); // bool[2] [ true, false]
 */
export function notEqual<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'notEqual', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  return apply(notPrimitive, apply(equalPrimitive, ...operands('notEqual', x, y, 'any'))) as Tensor<
    Broadcast<A, B>,
    'bool'
  >;
}

/**
 * Whether `x < y`. `S × T → broadcast(S, T)`, bool. Throws if the shapes do not broadcast.
 * @example less(tensor([1, 2]), 2); // bool[2] [ true, false]
 */
export function less<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'less', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  return applyPair(lessPrimitive, x, y, 'any') as Tensor<Broadcast<A, B>, 'bool'>;
}

/**
 * Whether `x ≤ y`. `S × T → broadcast(S, T)`, bool. Throws if the shapes do not broadcast.
 * @example lessEqual(tensor([1, 3]), 2); // bool[2] [ true, false]
 */
export function lessEqual<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'lessEqual', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  return applyPair(lessEqualPrimitive, x, y, 'any') as Tensor<Broadcast<A, B>, 'bool'>;
}

/**
 * Whether `x > y`. `S × T → broadcast(S, T)`, bool. Throws if the shapes do not broadcast.
 * @example greater(tensor([1, 3]), 2); // bool[2] [false,  true]
 */
export function greater<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'greater', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  return swapped(lessPrimitive, 'greater', x, y) as Tensor<Broadcast<A, B>, 'bool'>;
}

/**
 * Whether `x ≥ y`. `S × T → broadcast(S, T)`, bool. Throws if the shapes do not broadcast.
 * @example greaterEqual(tensor([1, 2]), 2); // bool[2] [false,  true]
 */
export function greaterEqual<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'greaterEqual', Settled<A, DA>, Settled<B, DB>, DA | DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  return swapped(lessEqualPrimitive, 'greaterEqual', x, y) as Tensor<Broadcast<A, B>, 'bool'>;
}

function swapped(p: Primitive, op: string, x: unknown, y: unknown): Tensor {
  const [a, b] = operands(op, x, y, 'any');
  return apply(p, b, a);
}

/**
 * Whether an element is NaN. `S → S`, bool.
 * @example isNaN(tensor([1, NaN])); // bool[2] [false,  true]
 */
export function isNaN<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, 'bool'> {
  const y = operand('isNaN', x, 'float32');
  return apply(notPrimitive, apply(equalPrimitive, y, y)) as Tensor<S, 'bool'>;
}
