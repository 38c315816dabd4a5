// Choosing: one of several by their logits, and an order among all.
import type { DType, FloatDType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { bindOne, isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { clamp } from '../ops/cast.ts';
import { argmax } from '../ops/reductions.ts';
import { add, mul, neg } from '../primitives/arithmetic.ts';
import { castTo } from '../primitives/constant.ts';
import { log, log1p } from '../primitives/exponential.ts';
import { takeAt } from '../primitives/gather.ts';
import { argsortPrimitive } from '../primitives/order.ts';
import { abs } from '../primitives/rounding.ts';
import { normalizeAxis, type AxesProblem, type Reduce } from '../shape/axes.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { checkKey, type Key } from './key.ts';
import { drawBits, fraction } from './uniform.ts';

/**
 * The index of one category for each line of logits along `axis`, the last unless given. `[2], [...n, k] → [...n]`,
 * int32.
 *
 * Category i comes with probability `softmax(logits)ᵢ`; one of logit `-Infinity` never comes beside a finite one.
 * Throws for what is no key, for logits that are no floats, for an axis out of range, and where there is no category.
 *
 * Source: the largest of logits plus Gumbel noise; Gumbel, "Statistical theory of extreme values", 1954.
 * @example random.categorical(random.key(0), tensor([[0, 0, 2], [1, 0, 0]])); // Tensor<[2], 'int32'>
 */
export function categorical<S extends Shape, const A extends number = -1>(
  key: Key,
  logits: Tensor<S, FloatDType>,
  axis?: A & AxesProblem<'random.categorical', Settled<S, A>, A>,
): Tensor<Reduce<S, A, false>, 'int32'> {
  const op = 'random.categorical';
  checkKey(op, key);
  if (!isTensor(logits) || (logits.dtype !== 'float32' && logits.dtype !== 'float64')) {
    complain({
      op,
      rule: 'logits are floats',
      got: { logits: show(logits) },
      argument: 'logits',
      expected: 'a float tensor: a logarithm of each probability, up to a constant',
    });
  }
  const at = normalizeAxis(op, logits, axis ?? -1);
  if (logits.shape[at] === 0) {
    complain({
      op,
      rule: 'there must be something to choose from',
      got: { logits: show(logits), axis: show(at) },
      argument: 'logits',
      expected: 'at least one category along the axis',
    });
  }
  const noisy = add(logits as Tensor, gumbel(key, logits.shape)) as Tensor;
  return argmax(noisy, at) as Tensor as Tensor<Reduce<S, A, false>, 'int32'>;
}

/** `-ln(-ln(1 - u))`, for u in (0, 1) that keep 31 bits near 0, where the largest values come from. */
function gumbel(key: Key, shape: readonly number[]): Tensor {
  const distance = abs(castTo(drawBits(key, shape), 'float32'));
  const u = clamp(mul(distance, 2 ** -31) as Tensor, 2 ** -33, 1 - 2 ** -24);
  return neg(log(neg(log1p(neg(u)))));
}

/**
 * The numbers from 0 to `n - 1` in random order, or `x` with its slices along axis 0 in random order. `[2] → [n]`,
 * int32, and `[2], [n, ...s] → [n, ...s]`.
 *
 * All orders are equally likely, up to ties among 53-bit sort keys: with a million elements, one call in 18,000 has
 * a tie, which leaves two elements as they were. Throws for what is no key, and for a negative `n` or rank 0.
 * @example random.permutation(random.key(0), 4); // int32[4] [3, 1, 2, 0]
 */
export function permutation<const N extends number>(key: Key, n: N): Tensor<[N], 'int32'>;
export function permutation<S extends Shape, D extends DType>(key: Key, x: Tensor<S, D>): Tensor<S, D>;
export function permutation(key: Key, x: Tensor | number): Tensor {
  const op = 'random.permutation';
  checkKey(op, key);
  if (!isTensor(x) ? !(Number.isSafeInteger(x) && x >= 0) : x.rank === 0) {
    complain({
      op,
      rule: 'there must be a number of elements, or an axis to shuffle',
      got: { x: show(x) },
      argument: 'x',
      expected: 'an integer of at least 0, or a tensor of rank 1 or more',
    });
  }
  if (!isTensor(x)) return order(key, Object.freeze([x]));
  return takeAt(x, order(key, Object.freeze([x.shape[0]])), 0);
}

function order(key: Key, shape: readonly number[]): Tensor {
  return bindOne(argsortPrimitive, [fraction(key, shape, 'float64')], { axis: 0, descending: false });
}
