// Adagrad: what has moved much moves less.
import { add, div, fullLike, sqrt, square } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { composed } from './chain.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** What Adagrad takes. */
export interface AdagradOptions {
  /** Added to the root, 1e-10 unless given. */
  readonly epsilon?: Hyper;
  /** What the sums of squares start from, 0 unless given. */
  readonly initialAccumulator?: number;
}

/**
 * `s ← s + g²`, `u = g / (√s + ε)`.
 *
 * Source: Duchi et al., "Adaptive subgradient methods for online learning and stochastic optimization", 2011.
 * @example
 * const optimizer = chain(scaleByAdagrad(), descend(0.01));
 */
export function scaleByAdagrad(options: AdagradOptions = {}): Optimizer {
  requireOptions<AdagradOptions>('scaleByAdagrad', options, { epsilon: 'any', initialAccumulator: 'number' });
  const { epsilon = 1e-10, initialAccumulator = 0 } = options;
  return transformation({
    name: 'scaleByAdagrad',
    hyper: { epsilon },
    slots: { squares: (x) => fullLike(x, initialAccumulator) },
    leaf: ({ gradient, squares }, h) => {
      const sum = add(squares, square(gradient));
      return { update: div(gradient, add(sqrt(sum), h.epsilon)), squares: sum };
    },
  });
}

/**
 * Adagrad: `scaleByAdagrad`, then a step of length `learningRate`, 0.01 unless given.
 *
 * A learning rate that also decays is a schedule: `adagrad(schedule.inverseTime(0.1, 0.01))`.
 *
 * Source: Duchi et al., "Adaptive subgradient methods for online learning and stochastic optimization", 2011.
 * @example
 * const optimizer = adagrad(0.1);
 */
export function adagrad(learningRate: Hyper = 0.01, options: AdagradOptions = {}): Optimizer {
  return composed('adagrad', () => [scaleByAdagrad(options), descend(learningRate)]);
}
