// Clipping: gradients that are not let grow, as one vector or each number on its own.
import {
  add,
  div,
  maximum,
  minimum,
  mul,
  neg,
  sqrt,
  square,
  sum,
  zeros,
  type FloatDType,
} from '@cotangent/tensor';
import type { Tensor, TreeLike } from '@cotangent/tensor';
import { scalarDType, takeParameters } from './check.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** `√Σ x²` over all leaves. */
function normOf(leaves: readonly Tensor[], dtype: FloatDType): Tensor {
  const squares = leaves.map((x) => sum(square(x)) as Tensor);
  return sqrt(squares.reduce((total, x) => add(total, x) as Tensor, zeros([], dtype) as Tensor));
}

/**
 * The Euclidean norm of all leaves of a tree as one vector, `√Σ x²`. `→ []`. Throws for leaves that are no floats.
 * @example globalNorm({ w: tensor([3, 0]), b: tensor(4) }); // float32[] 5
 */
export function globalNorm<T extends TreeLike<T>>(t: T): Tensor<[], FloatDType> {
  const taken = takeParameters('globalNorm', t);
  return normOf(taken.leaves, scalarDType(taken)) as Tensor<[], FloatDType>;
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
    shared: (h, { gradients, step }) => ({
      scale: minimum(div(h.maxNorm, add(normOf(gradients, step.dtype as FloatDType), 1e-6)), 1),
    }),
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
