// Questions about values: finiteness, and closeness within a tolerance.
import type { DType } from '../base/dtype.ts';
import { requireOptions } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { add, mul, sub } from '../primitives/arithmetic.ts';
import { equal, isNaN, less, lessEqual } from '../primitives/comparison.ts';
import { logicalAnd, logicalOr } from '../primitives/logic.ts';
import { castTo, constant } from '../primitives/constant.ts';
import type { Operand } from '../primitives/elementwise.ts';
import { floatOperand, operands } from '../primitives/operands.ts';
import { abs } from '../primitives/rounding.ts';
import type { BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { all } from './reductions.ts';

/**
 * Whether an element is neither NaN nor infinite. `S → S`, bool.
 * @example isFinite(tensor([1, Infinity])); // bool[2] [ true, false]
 */
export function isFinite<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
): Tensor<S, 'bool'> {
  return less(
    abs(typeof x === 'number' ? constant(x, [], 'float64') : floatOperand('isFinite', x)),
    Infinity,
  ) as Tensor<S, 'bool'>;
}

/** How close is close. */
export interface Closeness {
  /** Relative to the second operand; 1e-5 unless given. */
  readonly relative?: number;
  /** Absolute; 1e-8 unless given. */
  readonly absolute?: number;
  /** Whether NaN is close to NaN; it is not unless this says so. */
  readonly equalNaN?: boolean;
}

/**
 * Whether all elements are close: `|x - y| ≤ absolute + relative · |y|`. `S × T → boolean`.
 *
 * Equal infinities are close. Reads the values, so it is for tests and for stopping, not for traced code. Throws if
 * the shapes do not broadcast.
 * @example allClose(add(0.1, tensor([0.2])), 0.3); // true
 */
export function allClose<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'allClose', Settled<A, DA>, Settled<B, DB>, DA | DB>,
  options: Closeness = {},
): boolean {
  const {
    relative = 1e-5,
    absolute = 1e-8,
    equalNaN = false,
  } = requireOptions('allClose', options, { relative: 'number', absolute: 'number', equalNaN: 'boolean' });
  const [a, b] = operands('allClose', x, y, 'any').map((t) => castTo(t, 'float64'));
  const bound = add(mul(abs(b), relative), absolute);
  const near = logicalAnd(isFinite(b), lessEqual(abs(sub(a, b)), bound)) as Tensor<Shape, 'bool'>;
  const same = logicalOr(equal(a, b), near) as Tensor<Shape, 'bool'>;
  const bothNaN = logicalAnd(isNaN(a), isNaN(b)) as Tensor<Shape, 'bool'>;
  const close = equalNaN ? logicalOr(same, bothNaN) : same;
  return all(close as Tensor<Shape, 'bool'>).item();
}
