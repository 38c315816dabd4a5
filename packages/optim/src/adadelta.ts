// Adadelta: steps as long as recent steps were, so that no learning rate need be chosen.
import { add, div, mul, sqrt, square, zerosLike } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { average } from './averages.ts';
import { composed } from './chain.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** What Adadelta takes. */
export interface AdadeltaOptions {
  /** How much of the averages stays from step to step, 0.95 unless given. */
  readonly rho?: Hyper;
  /** Added to both averages under the root, 1e-6 unless given. */
  readonly epsilon?: Hyper;
}

/**
 * `E[g²] ← ρ E[g²] + (1 - ρ) g²`, `u = √((E[u²] + ε) / (E[g²] + ε)) · g`, and only then `E[u²] ← ρ E[u²] + (1 - ρ) u²`.
 *
 * Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012.
 * @example
 * const optimizer = chain(scaleByAdadelta({ rho: 0.9 }), descend(0.5));
 */
export function scaleByAdadelta(options: AdadeltaOptions = {}): Optimizer {
  const { rho = 0.95, epsilon = 1e-6 } = requireOptions<AdadeltaOptions>('scaleByAdadelta', options, {
    rho: 'any',
    epsilon: 'any',
  });
  return transformation({
    name: 'scaleByAdadelta',
    hyper: { rho, epsilon },
    slots: { squares: zerosLike, squaredUpdates: zerosLike },
    leaf: ({ gradient, squares, squaredUpdates }, h) => {
      const squaresNow = average(squares, square(gradient), h.rho);
      const ratio = sqrt(div(add(squaredUpdates, h.epsilon), add(squaresNow, h.epsilon)));
      const update = mul(ratio, gradient);
      return {
        update,
        squares: squaresNow,
        squaredUpdates: average(squaredUpdates, square(update), h.rho),
      };
    },
  });
}

/**
 * Adadelta: `scaleByAdadelta`, then a step of length `learningRate`, 1 unless given.
 *
 * Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012.
 * @example
 * const optimizer = chain(l2Decay(0.001), adadelta());
 */
export function adadelta(learningRate: Hyper = 1, options: AdadeltaOptions = {}): Optimizer {
  return composed('adadelta', () => [scaleByAdadelta(options), descend(learningRate)]);
}
