// Clipping: gradients that are not let grow, as one vector or each number on its own.
import {
  abs,
  add,
  cast,
  div,
  full,
  greater,
  less,
  max,
  maximum,
  minimum,
  mul,
  neg,
  sqrt,
  square,
  sum,
  where,
  zeros,
  type FloatDType,
} from '@cotangent/tensor';
import type { Tensor, TreeLike } from '@cotangent/tensor';
import { scalarDType, takeParameters } from './check.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** A norm is `root · unit`. */
interface Norm {
  readonly root: Tensor;
  readonly unit: Tensor;
}

/** Sums of squares of less than `least` or more than `most` may leave the dtype; those are taken in other units. */
const scales = {
  float32: { least: 2 ** -40, small: 2 ** -90, most: 2 ** 48, large: 2 ** 80 },
  float64: { least: 2 ** -480, small: 2 ** -700, most: 2 ** 480, large: 2 ** 700 },
} as const;

/**
 * `√Σ x²` over all leaves, in a unit that the largest number chooses: 1 unless squares would overflow or vanish, and else a
 * power of two, so that no number is rounded.
 */
function normOf(leaves: readonly Tensor[], dtype: FloatDType): Norm {
  const { least, small, most, large } = scales[dtype];
  const scalar = (value: number): Tensor => full([], value, dtype) as Tensor;
  const filled = leaves.filter(({ size }) => size > 0).map((x) => cast(x, dtype) as Tensor);
  const largest = filled.reduce((top, x) => maximum(top, max(abs(x))) as Tensor, scalar(0));
  const lower = where(less(largest, least), scalar(small), scalar(1));
  const unit = where(greater(largest, most), scalar(large), lower) as Tensor;
  const squares = filled.map((x) => sum(square(div(x, unit))) as Tensor);
  return {
    root: sqrt(squares.reduce((total, x) => add(total, x) as Tensor, zeros([], dtype) as Tensor)),
    unit,
  };
}

/**
 * The Euclidean norm of all leaves of a tree as one vector, `√Σ x²`. `→ []`. Throws for leaves that are no floats.
 * @example globalNorm({ w: tensor([3, 0]), b: tensor(4) }); // float32[] 5
 */
export function globalNorm<T extends TreeLike<T>>(t: T): Tensor<[], FloatDType> {
  const taken = takeParameters('globalNorm', t);
  const { root, unit } = normOf(taken.leaves, scalarDType(taken));
  return mul(root, unit) as Tensor as Tensor<[], FloatDType>;
}

/**
 * Scales all gradients by one factor, `min(1, maxNorm / (‖g‖ + 1e-6))`, so that their common norm is at most `maxNorm`.
 *
 * Source: Pascanu et al., "On the difficulty of training recurrent neural networks", 2013.
 * @example
 * const optimizer = chain(clipByGlobalNorm(1), adam(0.001));
 */
export function clipByGlobalNorm(maxNorm: Hyper): Optimizer {
  return transformation({
    name: 'clipByGlobalNorm',
    hyper: { maxNorm },
    shared: (h, { gradients, step }) => {
      const { root, unit } = normOf(gradients, step.dtype as FloatDType);
      return { scale: minimum(div(div(h.maxNorm, add(root, div(1e-6, unit))), unit), 1) };
    },
    leaf: ({ gradient }, { scale }) => ({ update: mul(gradient, scale) }),
  });
}

/**
 * Moves every number of the gradients into `[-limit, limit]`.
 * @example
 * const optimizer = chain(clipByValue(0.5), sgd(0.1));
 */
export function clipByValue(limit: Hyper): Optimizer {
  return transformation({
    name: 'clipByValue',
    hyper: { limit },
    leaf: ({ gradient }, h) => ({ update: maximum(minimum(gradient, h.limit), neg(h.limit)) }),
  });
}
