// Tensors that follow a rule: ranges, even spacing, the identity, one-hot rows.
import { allocate, isFloat, type DType } from '../base/dtype.ts';
import { complain, show, showSpec } from '../base/error.ts';
import { apply, bindOne } from '../core/bind.ts';
import { dense } from '../core/dense.ts';
import { known } from '../core/known.ts';
import { requireInteger, requireNumber, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { mul } from '../primitives/arithmetic.ts';
import { broadcastShape } from '../primitives/broadcast.ts';
import { equalPrimitive } from '../primitives/comparison.ts';
import { castTo, checkValue, iotaPrimitive } from '../primitives/constant.ts';
import { takeAt } from '../primitives/gather.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import type { Shape } from '../shape/dim.ts';
import type { DTypeProblem } from '../shape/expect.ts';
import { checkDType } from './creation.ts';

function iota(start: number, step: number, size: number, dtype: DType): Tensor {
  return bindOne(iotaPrimitive, [], { start, step, size, dtype });
}

/** Throws unless every value is a finite number, and an integer where the dtype asks for it. */
function checkNumbers(op: string, values: Readonly<Record<string, number>>, integers: boolean): void {
  for (const [argument, value] of Object.entries(values)) {
    if (integers ? Number.isSafeInteger(value) : Number.isFinite(value)) continue;
    complain({
      op,
      rule: `${argument} must be ${integers ? 'an integer' : 'a finite number'}`,
      got: { [argument]: show(value) },
      argument,
      expected: integers ? 'an integer, as the dtype holds integers' : 'a finite number',
    });
  }
}

/**
 * `0, 1, … stop - 1`, or `start, start + step, …` up to but without `stop`. `→ [n]`, float32 unless given.
 *
 * A stop alone is a number of elements, an integer of at least 0. Throws for a step of 0, numbers that are not finite, and values that the dtype cannot hold. With a fractional step,
 * rounding may put the last element at `stop`; `linspace` says how many there are.
 * @example arange(3); // float32[3] [0, 1, 2]
 * @example arange(1, 6, 2, 'int32'); // int32[3] [1, 3, 5]
 */
export function arange<const N extends number, D extends DType = 'float32'>(
  stop: N,
  dtype?: D,
): Tensor<[N], NoInfer<D>>;
export function arange<D extends DType = 'float32'>(
  start: number,
  stop: number,
  step?: number,
  dtype?: D,
): Tensor<[number], NoInfer<D>>;
export function arange(first: number, second?: number | DType, step = 1, third: DType = 'float32'): Tensor {
  const [start, stop] = typeof second === 'number' ? [first, second] : [0, first];
  const dtype = typeof second === 'string' ? second : third;
  if (second !== undefined && typeof second !== 'string') requireNumber('arange', second, 'stop');
  checkDType('arange', dtype);
  checkNumbers('arange', { start, stop, step }, dtype !== 'float32' && dtype !== 'float64');
  if (typeof second !== 'number') requireInteger('arange', first, 'stop', 0);
  if (step === 0) {
    complain({
      op: 'arange',
      rule: 'the step must not be 0',
      got: { start: show(start), stop: show(stop), step: show(step) },
      argument: 'step',
      expected: 'a positive or negative number',
    });
  }
  const count = Math.max(0, Math.ceil((stop - start) / step));
  requireInteger('arange', count, 'count', 0);
  if (count > 0) {
    checkValue('arange', start, dtype, 'start');
    checkValue('arange', start + (count - 1) * step, dtype, 'the last value');
  }
  return iota(start, step, count, dtype);
}

/**
 * `count` evenly spaced numbers from `start` to `stop`, both included. `→ [count]`, float32 unless given.
 *
 * Throws unless `count` is an integer of at least 0 and the ends are finite, and for dtypes of integers.
 * @example linspace(0, 1, 5); // float32[5] [   0, 0.25,  0.5, 0.75,    1]
 */
export function linspace<const N extends number, D extends 'float32' | 'float64' = 'float32'>(
  start: number,
  stop: number,
  count: N,
  dtype?: D,
): Tensor<[N], NoInfer<D>> {
  const type: DType = dtype ?? 'float32';
  checkDType('linspace', type);
  if (!isFloat(type)) {
    complain({
      op: 'linspace',
      rule: 'even spacing needs fractions',
      got: { dtype: show(type) },
      argument: 'dtype',
      expected: "'float32' or 'float64'",
      hint: 'For integers, use arange.',
    });
  }
  checkNumbers('linspace', { start, stop }, false);
  requireInteger('linspace', count, 'count', 0);
  const values = allocate(type, count);
  for (let i = 0; i < count - 1; i++) values[i] = start + ((stop - start) * i) / (count - 1);
  if (count > 0) values[count - 1] = count > 1 ? stop : start;
  return dense(values, type, Object.freeze([count])) as Tensor as Tensor<[N], D>;
}

/**
 * The identity matrix, or its first `columns` columns. `→ [rows, columns]`. Throws for invalid sizes.
 * @example eye(2); // float32[2, 2] [[1, 0], [0, 1]]
 */
export function eye<const M extends number, const N extends number = M, D extends DType = 'float32'>(
  rows: M,
  columns?: N,
  dtype?: D,
): Tensor<[M, N], NoInfer<D>> {
  const type = dtype ?? 'float32';
  checkDType('eye', type);
  requireInteger('eye', rows, 'rows', 0);
  requireInteger('eye', columns ?? rows, 'columns', 0);
  const shape = Object.freeze([rows, columns ?? rows]);
  return castTo(diagonalMask(shape, 0), type) as Tensor as Tensor<[M, N], D>;
}

/** Bools that hold where `column - row = offset`, for the last two axes of `shape`. */
function diagonalMask(shape: readonly number[], offset: number): Tensor {
  const [rows, columns] = shape.slice(-2);
  const row = reshapeTo(iota(offset, 1, rows, 'int32'), [rows, 1]);
  const column = iota(0, 1, columns, 'int32');
  return apply(equalPrimitive, broadcastShape(row, shape), broadcastShape(column, shape));
}

/**
 * A row for each index, 1 at that place and 0 elsewhere. `[...i], depth → [...i, depth]`.
 *
 * Throws for indices that are no integers or lie outside `0 … depth - 1`.
 * @example oneHot(tensor([2, 0], 'int32'), 3); // float32[2, 3] [[0, 0, 1], [1, 0, 0]]
 */
export function oneHot<
  S extends Shape,
  DI extends DType,
  const N extends number,
  D extends DType = 'float32',
>(
  indices: Tensor<S, DI> & IndexProblem<'oneHot', S, DI>,
  depth: N,
  dtype?: D,
): Tensor<[...S, N], NoInfer<D>> {
  requireTensor('oneHot', indices, 'indices', "Write tensor(indices, 'int32').");
  const type = dtype ?? 'float32';
  checkDType('oneHot', type);
  requireInteger('oneHot', depth, 'depth', 0);
  const n: number = depth;
  const shape = Object.freeze([...indices.shape, n]);
  const inside = checkedIndices('oneHot', indices as Tensor, n);
  const places = reshapeTo(inside, Object.freeze([...indices.shape, 1]));
  const columns = broadcastShape(iota(0, 1, n, 'int32'), shape);
  const hot = apply(equalPrimitive, broadcastShape(places, shape), columns);
  return castTo(hot, type) as Tensor as Tensor<[...S, N], D>;
}

const indexRule = 'indices must be integers';
/** The sentence for indices that certainly are no integers, else `unknown`. */
export type IndexProblem<Op extends string, I extends Shape, D extends DType> = DTypeProblem<
  Op,
  typeof indexRule,
  'indices',
  I,
  D,
  'int32' | 'uint8'
>;

/** Throws unless `indices` are integers; where they can be read, also unless all are in `0 … n - 1`. */
export function checkIndices(op: string, indices: Tensor, n: number): void {
  if (indices.dtype !== 'int32' && indices.dtype !== 'uint8') {
    complain({
      op,
      rule: indexRule,
      got: { indices: showSpec(indices) },
      argument: 'indices',
      expected: 'a tensor of dtype int32 or uint8',
      hint: "Write cast(indices, 'int32').",
    });
  }
  const values = known(indices)?.data() ?? [];
  const stray = values.find((index: number) => index < 0 || index >= n);
  if (stray === undefined) return;
  complain({
    op,
    rule: 'every index must lie inside the axis',
    got: { indices: `${showSpec(indices)}   ${stray} among them` },
    argument: 'indices',
    expected: n === 0 ? 'no indices, as the axis is empty' : `indices from 0 to ${n - 1}`,
  });
}

/**
 * `step · indices` in int32. Throws unless `indices` are integers in `0 … n - 1`: traced ones are read from the list of
 * what they may be, and whoever runs that checks them.
 */
export function checkedIndices(op: string, indices: Tensor, n: number, step = 1): Tensor {
  checkIndices(op, indices, n);
  if (known(indices) === undefined) return takeAt(iota(0, step, n, 'int32'), indices, 0);
  const places = castTo(indices, 'int32');
  return step === 1 ? places : (mul(places, step) as Tensor);
}
