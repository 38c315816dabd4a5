// Logic on bools: and, or, xor, not. No gradients.
// Two are primitives here, `not` stands with the comparisons that need it.
import type { DType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { apply, isTensor } from '../core/bind.ts';
import type { Primitive } from '../core/primitive.ts';
import { requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import type { Loop2 } from '../kernels/map.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import type { DTypeProblem } from '../shape/expect.ts';
import { equalPrimitive, notPrimitive } from './comparison.ts';
import { comparison } from './elementwise.ts';
import { operands } from './operands.ts';

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
  y: Tensor<B, DB> &
    BroadcastProblem<'logicalAnd', Settled<A, DA>, Settled<B, DB>, DA | DB> &
    LogicProblem<'logicalAnd', 'y', B, DB>,
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
  y: Tensor<B, DB> &
    BroadcastProblem<'logicalOr', Settled<A, DA>, Settled<B, DB>, DA | DB> &
    LogicProblem<'logicalOr', 'y', B, DB>,
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
  y: Tensor<B, DB> &
    BroadcastProblem<'logicalXor', Settled<A, DA>, Settled<B, DB>, DA | DB> &
    LogicProblem<'logicalXor', 'y', B, DB>,
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
