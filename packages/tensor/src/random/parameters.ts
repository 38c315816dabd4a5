// The parameters of a distribution: numbers, checked here, or tensors that broadcast to the shape of the draws.
// Both become tensors of the draws' dtype, so that a number and a traced tensor of its value give the same draws.
import type { FloatDType } from '../base/dtype.ts';
import { complain, show, showList, showSpec } from '../base/error.ts';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { castTo, constant } from '../primitives/constant.ts';
import type { Shape } from '../shape/dim.ts';

/** A number, or a tensor that broadcasts to the shape of the draws. */
export type Parameter = Tensor<Shape> | number;

/** `value` as a tensor of `dtype`. Throws unless it is finite, or a tensor that broadcasts to `shape`. */
export function parameter(
  op: string,
  argument: string,
  value: unknown,
  shape: readonly number[],
  dtype: FloatDType,
): Tensor {
  if (isTensor(value)) {
    checkStretches(op, argument, value, shape);
    return castTo(value, dtype);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    complain({
      op,
      rule: `${argument} must be a finite number or a tensor`,
      got: { [argument]: show(value) },
      argument,
      expected: 'a finite number, or a tensor that broadcasts to the shape',
    });
  }
  return constant(value, Object.freeze([]), dtype);
}

/** Throws unless `x` broadcasts to `shape`. */
function checkStretches(op: string, argument: string, x: Tensor, shape: readonly number[]): void {
  const added = shape.length - x.rank;
  if (added >= 0 && x.shape.every((n, axis) => n === 1 || n === shape[added + axis])) return;
  complain({
    op,
    rule: `${argument} must broadcast to shape`,
    got: { [argument]: showSpec(x), shape: showList(shape) },
    argument,
    expected: `axes of ${argument} counted from the last to be those of shape or 1`,
  });
}

/** Throws unless `dtype` is a float. */
export function checkFloat(op: string, dtype: unknown): void {
  if (dtype === 'float32' || dtype === 'float64') return;
  complain({
    op,
    rule: 'the draws are floats',
    got: { dtype: show(dtype) },
    argument: 'dtype',
    expected: "'float32' or 'float64'",
    hint: dtype === 'int32' ? 'For integers, use random.integers(key, shape, low, high).' : undefined,
  });
}

/** Throws unless `low < high`, where both are numbers; as numbers of `dtype`, in which the draws must lie between. */
export function checkOrder(op: string, low: unknown, high: unknown, dtype: FloatDType = 'float64'): void {
  if (typeof low !== 'number' || typeof high !== 'number') return;
  const round = dtype === 'float32' ? Math.fround : Number;
  if (round(low) < round(high)) {
    if (Number.isFinite(round(high - low)) || !Number.isFinite(low) || !Number.isFinite(high)) return;
    complain({
      op,
      rule: `the range must be finite in ${dtype}`,
      got: { low: show(low), high: show(high) },
      argument: 'high',
      expected: 'bounds that are closer together',
    });
  }
  complain({
    op,
    rule: `low must lie below high${low < high ? ` in ${dtype}` : ''}`,
    got: { low: show(low), high: show(high) },
    argument: 'low',
    expected: 'low < high',
    hint: low < high ? "Write dtype: 'float64'." : undefined,
  });
}
