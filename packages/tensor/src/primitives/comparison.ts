// Comparisons and logic: bools out, no gradients. Three comparisons are primitives, the rest is made of them.
import type { DType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { apply, isTensor } from '../core/bind.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import { requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { map1, type Loop2 } from '../kernels/map.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Shape } from '../shape/dim.ts';
import type { DTypeProblem } from '../shape/expect.ts';
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

const andLoop: Loop2 = (n, z, k, dz, x, i, dx, y, j, dy) => {
  for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] & y[j];
};
const orLoop: Loop2 = (n, z, k, dz, x, i, dx, y, j, dy) => {
  for (; n > 0; n--, k += dz, i += dx, j += dy) z[k] = x[i] | y[j];
};

/** `x` and `y`, for bools. */
export const andPrimitive: Primitive = /* @__PURE__ */ comparison('logicalAnd', andLoop);
/** `x` or `y`, for bools. */
export const orPrimitive: Primitive = /* @__PURE__ */ comparison('logicalOr', orLoop);

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
>(x: Operand<A, DA>, y: Operand<B, DB> & BroadcastProblem<'equal', A, B>): Tensor<Broadcast<A, B>, 'bool'> {
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
  y: Operand<B, DB> & BroadcastProblem<'notEqual', A, B>,
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
>(x: Operand<A, DA>, y: Operand<B, DB> & BroadcastProblem<'less', A, B>): Tensor<Broadcast<A, B>, 'bool'> {
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
  y: Operand<B, DB> & BroadcastProblem<'lessEqual', A, B>,
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
>(x: Operand<A, DA>, y: Operand<B, DB> & BroadcastProblem<'greater', A, B>): Tensor<Broadcast<A, B>, 'bool'> {
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
  y: Operand<B, DB> & BroadcastProblem<'greaterEqual', A, B>,
): Tensor<Broadcast<A, B>, 'bool'> {
  return swapped(lessEqualPrimitive, 'greaterEqual', x, y) as Tensor<Broadcast<A, B>, 'bool'>;
}

function swapped(p: Primitive, op: string, x: unknown, y: unknown): Tensor {
  const [a, b] = operands(op, x, y, 'any');
  return apply(p, b, a);
}

const boolRule = 'logic works on bools';
/** The sentence for an argument of logic that is certainly not bool. */
type LogicProblem<Op extends string, Name extends string, S extends Shape, D extends DType> = DTypeProblem<
  Op,
  typeof boolRule,
  Name,
  S,
  D,
  'bool'
>;

/** Throws unless `x` is a bool tensor. */
function requireBool(op: string, x: unknown, argument: string): void {
  if (isTensor(x) && x.dtype === 'bool') return;
  complain({
    op,
    rule: boolRule,
    got: { [argument]: show(x) },
    argument,
    expected: 'a bool tensor',
    hint: isTensor(x) ? `To test for what is not 0, write notEqual(${argument}, 0).` : undefined,
  });
}

function logic(op: string, x: unknown, y: unknown): readonly [Tensor, Tensor] {
  requireBool(op, x, 'x');
  requireBool(op, y, 'y');
  return operands(op, x, y, 'any');
}

/**
 * Whether both hold. `S × T → broadcast(S, T)`, bool. Throws for other dtypes and for shapes that do not broadcast.
 * @example
 * const x = tensor([-1, 0.5, 2]);
 * logicalAnd(greater(x, 0), less(x, 1)); // bool[3] [false,  true, false]
 */
export function logicalAnd<A extends Shape, DA extends DType, B extends Shape, DB extends DType>(
  x: Tensor<A, DA> & LogicProblem<'logicalAnd', 'x', A, DA>,
  y: Tensor<B, DB> & BroadcastProblem<'logicalAnd', A, B> & LogicProblem<'logicalAnd', 'y', B, DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  requireTensor('logicalAnd', x);
  requireTensor('logicalAnd', y, 'y');
  return apply(andPrimitive, ...logic('logicalAnd', x, y)) as Tensor<Broadcast<A, B>, 'bool'>;
}

/**
 * Whether at least one holds. `S × T → broadcast(S, T)`, bool. Throws for other dtypes and for shapes that do not broadcast.
 * @example
 * const x = tensor([-1, 0.5, 2]);
 * logicalOr(less(x, 0), greater(x, 1)); // bool[3] [ true, false,  true]
 */
export function logicalOr<A extends Shape, DA extends DType, B extends Shape, DB extends DType>(
  x: Tensor<A, DA> & LogicProblem<'logicalOr', 'x', A, DA>,
  y: Tensor<B, DB> & BroadcastProblem<'logicalOr', A, B> & LogicProblem<'logicalOr', 'y', B, DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  requireTensor('logicalOr', x);
  requireTensor('logicalOr', y, 'y');
  return apply(orPrimitive, ...logic('logicalOr', x, y)) as Tensor<Broadcast<A, B>, 'bool'>;
}

/**
 * Whether exactly one holds. `S × T → broadcast(S, T)`, bool. Throws for other dtypes and for shapes that do not broadcast.
 * @example logicalXor(tensor([true, true]), tensor([true, false])); // bool[2] [false,  true]
 */
export function logicalXor<A extends Shape, DA extends DType, B extends Shape, DB extends DType>(
  x: Tensor<A, DA> & LogicProblem<'logicalXor', 'x', A, DA>,
  y: Tensor<B, DB> & BroadcastProblem<'logicalXor', A, B> & LogicProblem<'logicalXor', 'y', B, DB>,
): Tensor<Broadcast<A, B>, 'bool'> {
  requireTensor('logicalXor', x);
  requireTensor('logicalXor', y, 'y');
  return apply(notPrimitive, apply(equalPrimitive, ...logic('logicalXor', x, y))) as Tensor<
    Broadcast<A, B>,
    'bool'
  >;
}

/**
 * Whether `x` does not hold. `S → S`, bool. Throws for other dtypes.
 * @example logicalNot(equal(tensor([1, 2]), 2)); // bool[2] [ true, false]
 */
export function logicalNot<S extends Shape, D extends DType>(
  x: Tensor<S, D> & LogicProblem<'logicalNot', 'x', S, D>,
): Tensor<S, 'bool'> {
  requireBool('logicalNot', x, 'x');
  return apply(notPrimitive, x) as Tensor<S, 'bool'>;
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
