// Reductions over any axes: the mean and its kin, extrema and where they are, any and all.
// All follow one form, (x, axes?, { keepDims }): no axes means all of them.
import { toFloat, type DType, type ToFloat } from '../base/dtype.ts';
import { complain, showList, showSpec } from '../base/error.ts';
import { bindOne } from '../core/bind.ts';
import type { Primitive } from '../core/primitive.ts';
import { requireOptions, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { div } from '../primitives/arithmetic.ts';
import { restoreDims, sumAxes, type KeepDims } from '../primitives/broadcast.ts';
import { equal, greater } from '../primitives/comparison.ts';
import { logicalNot } from '../primitives/logic.ts';
import { castTo } from '../primitives/constant.ts';
import { argmaxPrimitive, argminPrimitive, maxPrimitive, minPrimitive } from '../primitives/order.ts';
import { normalizeAxes, type Axes, type AxesProblem, type Reduce } from '../shape/axes.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import type { DTypeProblem } from '../shape/expect.ts';

/** How many elements meet in one; an error if there are none, as their mean or maximum does not exist. */
export function countOf(op: string, x: Tensor, axes: readonly number[]): number {
  const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
  if (count === 0) {
    complain({
      op,
      rule: `the ${op} of nothing does not exist`,
      got: { x: showSpec(x), axes: showList(axes) },
      argument: 'x',
      expected: 'at least one element along the reduced axes',
    });
  }
  return count;
}

function reduceWith(
  op: string,
  p: Primitive<{ readonly axes: readonly number[] }>,
  x: Tensor,
  axes: Axes | undefined,
  options: KeepDims,
): Tensor {
  const { keepDims } = requireOptions(op, options, { keepDims: 'boolean' });
  const normal = normalizeAxes(op, x, axes);
  countOf(op, x, normal);
  return restoreDims(bindOne(p, [x], { axes: normal }), x.shape, normal, keepDims);
}

/**
 * The arithmetic mean over `axes`. `[m, n], 1 → [m]`; integers and bools give float32.
 *
 * Throws for axes out of range or repeated, and for the mean of nothing.
 * @example mean(tensor([[1, 2], [3, 4]]), 0); // float32[2] [2, 3]
 */
export function mean<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'mean', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, ToFloat<D>> {
  requireTensor('mean', x);
  const { keepDims } = requireOptions('mean', options, { keepDims: 'boolean' });
  const normal = normalizeAxes('mean', x, axes);
  const count = countOf('mean', x, normal);
  const total = sumAxes(castTo(x, toFloat(x.dtype)), normal);
  return restoreDims(div(total, count), x.shape, normal, keepDims) as Tensor<Reduce<S, A, K>, ToFloat<D>>;
}

/**
 * The largest element over `axes`; NaN wins. `[m, n], 1 → [m]`.
 *
 * The first of several takes the whole gradient. Throws as `mean` does.
 * @example max(tensor([[1, 5], [3, 4]]), 1); // float32[2] [5, 4]
 */
export function max<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'max', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, D> {
  requireTensor('max', x);
  return reduceWith('max', maxPrimitive, x, axes, options) as Tensor<Reduce<S, A, K>, D>;
}

/**
 * The smallest element over `axes`; NaN wins. `[m, n], 1 → [m]`.
 *
 * The first of several takes the whole gradient. Throws as `mean` does.
 * @example min(tensor([[1, 5], [3, 4]]), 1); // float32[2] [1, 3]
 */
export function min<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'min', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, D> {
  requireTensor('min', x);
  return reduceWith('min', minPrimitive, x, axes, options) as Tensor<Reduce<S, A, K>, D>;
}

/**
 * Where the largest element is: its row-major position among those over `axes`. `[m, n], 1 → [m]`, int32.
 *
 * The first of several; NaN wins. Throws as `mean` does.
 * @example argmax(tensor([[1, 5], [3, 3]]), 1); // int32[2] [1, 0]
 */
export function argmax<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'argmax', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, 'int32'> {
  requireTensor('argmax', x);
  return reduceWith('argmax', argmaxPrimitive, x, axes, options) as Tensor<Reduce<S, A, K>, 'int32'>;
}

/**
 * Where the smallest element is: its row-major position among those over `axes`. `[m, n], 1 → [m]`, int32.
 *
 * The first of several; NaN wins. Throws as `mean` does.
 * @example argmin(tensor([[1, 5], [3, 3]]), 1); // int32[2] [0, 0]
 */
export function argmin<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'argmin', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, 'int32'> {
  requireTensor('argmin', x);
  return reduceWith('argmin', argminPrimitive, x, axes, options) as Tensor<Reduce<S, A, K>, 'int32'>;
}

const boolRule = 'the elements must be bools';

function countTrue(op: string, x: Tensor, axes: Axes | undefined, options: KeepDims): Tensor {
  const { keepDims } = requireOptions(op, options, { keepDims: 'boolean' });
  if (x.dtype !== 'bool') {
    complain({
      op,
      rule: boolRule,
      got: { x: showSpec(x) },
      argument: 'x',
      expected: 'a tensor of dtype bool',
      hint: `To ask about elements that are not 0, write ${op}(notEqual(x, 0)).`,
    });
  }
  const normal = normalizeAxes(op, x, axes);
  return restoreDims(sumAxes(x, normal), x.shape, normal, keepDims);
}

/**
 * Whether any element over `axes` holds; false for none. `[m, n], 1 → [m]`, bool.
 *
 * Throws for other dtypes and for axes out of range or repeated.
 * @example any(isNaN(tensor([1, NaN]))); // bool[] true
 */
export function any<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D> & DTypeProblem<'any', typeof boolRule, 'x', S, D, 'bool'>,
  axes?: A & AxesProblem<'any', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, 'bool'> {
  requireTensor('any', x);
  return greater(countTrue('any', x, axes, options), 0) as Tensor<Reduce<S, A, K>, 'bool'>;
}

/**
 * Whether all elements over `axes` hold; true for none. `[m, n], 1 → [m]`, bool.
 *
 * Throws for other dtypes and for axes out of range or repeated.
 * @example all(greater(tensor([1, 2]), 0)); // bool[] true
 */
export function all<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D> & DTypeProblem<'all', typeof boolRule, 'x', S, D, 'bool'>,
  axes?: A & AxesProblem<'all', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, 'bool'> {
  requireTensor('all', x);
  const failures = countTrue(
    'all',
    x.dtype === 'bool' ? logicalNot(x as Tensor as Tensor<S, 'bool'>) : x,
    axes,
    options,
  );
  return equal(failures, 0) as Tensor<Reduce<S, A, K>, 'bool'>;
}
