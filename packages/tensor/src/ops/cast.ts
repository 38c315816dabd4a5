// The same values under another dtype, under names, or within bounds.
import type { DType, Promote, ToFloat } from '../base/dtype.ts';
import { complain, show, showSpec } from '../base/error.ts';
import { requireNumber, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { add, mul, sub } from '../primitives/arithmetic.ts';
import { less } from '../primitives/comparison.ts';
import { castTo, checkValue } from '../primitives/constant.ts';
import type { Operand } from '../primitives/elementwise.ts';
import { numericOperand, operand, operands } from '../primitives/operands.ts';
import { where } from '../primitives/select.ts';
import type { Broadcast, BroadcastProblem } from '../shape/broadcast.ts';
import type { Certain, Dim, Plain, Problem, Settled, Shape, Show } from '../shape/dim.ts';
import type { Unequal } from '../shape/expect.ts';
import { checkDType } from './creation.ts';

/**
 * The same values in another dtype. `S → S`.
 *
 * Toward integers: truncates toward zero and saturates at the ends of the range; NaN becomes 0. Toward bool: whether
 * it is not 0. Throws for unknown dtypes.
 * @example cast(tensor([1.9, -1.9, 300]), 'uint8'); // uint8[3] [  1,   0, 255]
 */
export function cast<D extends DType, S extends Shape = []>(x: Operand<S, DType>, dtype: D): Tensor<S, D> {
  checkDType('cast', dtype);
  return castTo(operand('cast', x, 'float64'), dtype) as Tensor as Tensor<S, D>;
}

/** Throws unless `shape` is a list of sizes and names. */
function requireDims(shape: unknown): void {
  if (Array.isArray(shape) && shape.every((dim) => typeof dim === 'number' || typeof dim === 'string'))
    return;
  complain({
    op: 'withShape',
    rule: 'a shape is a list of sizes and names',
    got: { shape: show(shape) },
    argument: 'shape',
    expected: "a list such as ['batch', 784]",
  });
}

const namedRule = 'the tensor must have the shape it is said to have';
/** The sentence for a shape that certainly is not that of `S`, names aside, else `unknown`. */
type NamedProblem<S extends Shape, T extends Shape> =
  Unequal<Nameless<Certain<S>>, Nameless<Certain<T>>> extends true
    ? Problem<`withShape: ${typeof namedRule}. x: ${Show<Certain<S>>}, shape: ${Show<Certain<T>>}`>
    : unknown;
type Nameless<C extends Shape> = { [K in keyof C]: C[K] extends string ? number : C[K] };

/**
 * `x` under a shape that is checked when the program runs, and may name dims.
 *
 * `S → T`. A size must be the same, a name stands for any size, but the same one wherever it occurs. Throws if the
 * rank or a size differs.
 * @example
 * const x: Tensor = zeros([32, 784]); // the shape is known only when the program runs
 * withShape(x, ['batch', 784]); // Tensor<['batch', 784], DType>
 */
export function withShape<S extends Shape, D extends DType, const T extends Shape>(
  x: Tensor<S, D>,
  shape: T & NamedProblem<Settled<S, T>, T>,
): Tensor<Plain<T>, D> {
  requireTensor('withShape', x);
  requireDims(shape);
  const named = new Map<string, number>();
  const fits =
    x.shape.length === shape.length &&
    shape.every((dim, axis) => {
      if (typeof dim === 'number') return dim === x.shape[axis];
      const size = named.get(dim) ?? x.shape[axis];
      named.set(dim, size);
      return size === x.shape[axis];
    });
  if (!fits) {
    complain({
      op: 'withShape',
      rule: namedRule,
      got: { x: showSpec(x), shape: show(shape as readonly Dim[]) },
      argument: 'shape',
      expected: `a shape that [${x.shape.join(', ')}] fits`,
    });
  }
  return x as Tensor as Tensor<Plain<T>, D>;
}

/**
 * `x`, or the bound it lies beyond. `S → S`; its derivative is 1 from bound to bound, both included.
 *
 * Either bound may be left out (`-Infinity`, `Infinity`). Throws if they are in the wrong order, and for bools.
 * @example clamp(tensor([-2, 0.5, 3]), 0, 1); // float32[3] [  0, 0.5,   1]
 */
export function clamp<S extends Shape = [], D extends DType = 'float32'>(
  x: Operand<S, D>,
  min: number,
  max: number,
): Tensor<S, D> {
  const y = numericOperand('clamp', x);
  requireNumber('clamp', min, 'min');
  requireNumber('clamp', max, 'max');
  if (!(min <= max)) {
    complain({
      op: 'clamp',
      rule: 'the lower bound must not exceed the upper one',
      got: { min: show(min), max: show(max) },
      argument: 'min',
      expected: 'min ≤ max',
    });
  }
  if (min !== -Infinity) checkValue('clamp', min, y.dtype, 'min');
  if (max !== Infinity) checkValue('clamp', max, y.dtype, 'max');
  const above: Tensor = min === -Infinity ? y : where(less(y, min), min, y);
  const between: Tensor = max === Infinity ? above : where(less(max, above), max, above);
  return between as Tensor<S, D>;
}

/**
 * `x + weight · (y - x)`: the way from `x` (weight 0) to `y` (weight 1). `S × T × W → broadcast(S, T, W)`.
 *
 * Throws if the shapes do not broadcast.
 * @example lerp(tensor([0, 10]), 20, 0.5); // float32[2] [10, 15]
 */
export function lerp<
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
  W extends Shape = [],
  DW extends DType = never,
>(
  x: Operand<A, DA>,
  y: Operand<B, DB> & BroadcastProblem<'lerp', Settled<A, DA>, Settled<B, DB>, DA | DB>,
  weight: Operand<W, DW> &
    BroadcastProblem<'lerp', Settled<Broadcast<A, B>, DW>, Settled<W, DW>, DA | DB | DW, 'x and y', 'weight'>,
): Tensor<Broadcast<Broadcast<A, B>, W>, ToFloat<Promote<Promote<DA, DB>, DW>>> {
  const [a, b] = operands('lerp', x, y, 'float');
  const [way, w] = operands('lerp', sub(b, a), weight, 'float', ['x and y', 'weight']);
  const near = add(a, mul(way, w)) as Tensor;
  const far = sub(b, mul(way, sub(1, w))) as Tensor;
  return where(less(w, 0.5) as Tensor<Shape, 'bool'>, near, far) as Tensor as Tensor<
    Broadcast<Broadcast<A, B>, W>,
    ToFloat<Promote<Promote<DA, DB>, DW>>
  >;
}
