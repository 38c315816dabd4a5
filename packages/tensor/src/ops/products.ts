// prod, cumprod and cumsum. Products are trees of multiplications, so that their gradients are exact where
// elements are 0, at every order.
import { toSum, type DType, type ToSum } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { requireOptions, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { mul } from '../primitives/arithmetic.ts';
import { restoreDims, type KeepDims } from '../primitives/broadcast.ts';
import { castTo, constant } from '../primitives/constant.ts';
import { concatAlong, splitInto } from '../primitives/concatSplit.ts';
import { cumsumPrimitive } from '../primitives/cumsum.ts';
import { permuteAxes } from '../primitives/permute.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { normalizeAxes, normalizeAxis, type Axes, type AxesProblem, type Reduce } from '../shape/axes.ts';
import type { Settled, Shape } from '../shape/dim.ts';

/** The product along the last axis, by halving it: `n - 1` multiplications in `⌈log₂ n⌉` steps. */
function productOfLast(x: Tensor): Tensor {
  const axis = x.shape.length - 1;
  const n = x.shape[axis];
  const outer = Object.freeze(x.shape.slice(0, axis));
  if (n === 0) return constant(1, outer, x.dtype);
  if (n === 1) return reshapeTo(x, outer);
  const half = Math.floor(n / 2);
  const [first, second, rest] = splitInto(x, axis, n % 2 === 0 ? [half, half] : [half, half, 1]);
  const product = mul(first, second) as Tensor;
  return productOfLast(rest === undefined ? product : concatAlong([product, rest], axis));
}

/**
 * The product over `axes`, or over all of them. Bools and uint8 multiply in int32.
 *
 * `[m, n], 1 → [m]`. The product of nothing is 1. Throws for axes out of range or repeated.
 * @example prod(tensor([[1, 2], [3, 4]]), 1); // float32[2] [ 2, 12]
 */
export function prod<
  S extends Shape,
  D extends DType,
  const A extends Axes | undefined = undefined,
  const K extends boolean = false,
>(
  x: Tensor<S, D>,
  axes?: A & AxesProblem<'prod', Settled<S, A>, A>,
  options: KeepDims<K> = {},
): Tensor<Reduce<S, A, K>, ToSum<D>> {
  requireTensor('prod', x);
  const { keepDims } = requireOptions('prod', options, { keepDims: 'boolean' });
  const normal = normalizeAxes('prod', x, axes);
  const kept = [...x.shape.keys()].filter((axis) => !normal.includes(axis));
  const outer = kept.map((axis) => x.shape[axis]);
  const count = normal.reduce((product, axis) => product * x.shape[axis], 1);
  const last = permuteAxes(castTo(x as Tensor, toSum(x.dtype)), [...kept, ...normal]);
  const result = productOfLast(reshapeTo(last, Object.freeze([...outer, count])));
  return restoreDims(result, x.shape, normal, keepDims) as Tensor as Tensor<Reduce<S, A, K>, ToSum<D>>;
}

/**
 * Running sums along an axis. `S → S`; bools and uint8 add up in int32. Throws for an axis out of range.
 * @example cumsum(tensor([1, 2, 3]), 0); // float32[3] [1, 3, 6]
 */
export function cumsum<S extends Shape, D extends DType, const A extends number>(
  x: Tensor<S, D>,
  axis: A & AxesProblem<'cumsum', Settled<S, A>, A>,
): Tensor<S, ToSum<D>> {
  requireTensor('cumsum', x);
  const at = normalizeAxis('cumsum', x, axis);
  return bindOne(cumsumPrimitive, [x as Tensor], { axis: at, reverse: false }) as Tensor as Tensor<
    S,
    ToSum<D>
  >;
}

/**
 * Running products along an axis. `S → S`; bools and uint8 multiply in int32. Throws for an axis out of range.
 *
 * Doubles the reach of each element until it spans the axis (Hillis and Steele, "Data parallel algorithms", 1986).
 * @example cumprod(tensor([1, 2, 3]), 0); // float32[3] [1, 2, 6]
 */
export function cumprod<S extends Shape, D extends DType, const A extends number>(
  x: Tensor<S, D>,
  axis: A & AxesProblem<'cumprod', Settled<S, A>, A>,
): Tensor<S, ToSum<D>> {
  requireTensor('cumprod', x);
  const at = normalizeAxis('cumprod', x, axis);
  const n = x.shape[at];
  let products = castTo(x as Tensor, toSum(x.dtype));
  for (let reach = 1; reach < n; reach *= 2) {
    const [head] = splitInto(products, at, [n - reach, reach]);
    const [start, tail] = splitInto(products, at, [reach, n - reach]);
    products = concatAlong([start, mul(tail, head) as Tensor], at);
  }
  return products as Tensor as Tensor<S, ToSum<D>>;
}
