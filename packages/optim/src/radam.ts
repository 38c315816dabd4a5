// RAdam: Adam that waits with its scaling until enough has been averaged to trust it.
import { add, div, greater, mul, sqrt, square, sub, where, zerosLike, type Tensor } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import type { MomentsOptions } from './adam.ts';
import { average, correction } from './averages.ts';
import { composed } from './chain.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** `ρ∞ = 2 / (1 - β₂) - 1`, `ρₜ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ)`: the length of the average, at last and now. */
function lengths(beta2: Tensor, t: Tensor): readonly [last: Tensor, now: Tensor, short: Tensor] {
  const short = correction(beta2, t);
  const last = sub(div(2, sub(1, beta2)), 1);
  return [last, sub(last, div(mul(mul(2, t), sub(1, short)), short)), short];
}

/**
 * `u = r m̂ √(1 - β₂ᵗ) / (√v + ε)` with the averages of Adam and `r² = (ρₜ - 4)(ρₜ - 2) ρ∞ / ((ρ∞ - 4)(ρ∞ - 2) ρₜ)`
 * where `ρₜ > 5`, else `u = m̂`.
 *
 * Source: Liu et al., "On the variance of the adaptive learning rate and beyond", 2020.
 * @example
 * const optimizer = chain(scaleByRadam(), descend(0.001));
 */
export function scaleByRadam(options: MomentsOptions = {}): Optimizer {
  requireOptions<MomentsOptions>('scaleByRadam', options, { beta1: 'any', beta2: 'any', epsilon: 'any' });
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  return transformation({
    name: 'scaleByRadam',
    hyper: { beta1, beta2, epsilon },
    slots: { mean: zerosLike, squares: zerosLike },
    counts: true,
    shared: (h, { step }) => {
      const [last, now, short] = lengths(h.beta2, step);
      const trusted = greater(now, 5);
      const safe = where(trusted, now, 6);
      const above = mul(mul(sub(safe, 4), sub(safe, 2)), last);
      const below = mul(mul(sub(last, 4), sub(last, 2)), safe);
      const rectification = sqrt(where(trusted, div(above, below), 1));
      return {
        ofMean: correction(h.beta1, step),
        scale: mul(rectification, sqrt(short)),
        trust: where(trusted, 1, 0),
      };
    },
    leaf: ({ gradient, ...slots }, h) => {
      const mean = average(slots.mean, gradient, h.beta1);
      const squares = average(slots.squares, square(gradient), h.beta2);
      const corrected = div(mean, h.ofMean);
      const scaled = div(mul(corrected, h.scale), add(sqrt(squares), h.epsilon));
      return { update: where(greater(h.trust, 0), scaled, corrected), mean, squares };
    },
  });
}

/**
 * RAdam: `scaleByRadam`, then a step of length `learningRate`, 0.001 unless given.
 *
 * Source: Liu et al., "On the variance of the adaptive learning rate and beyond", 2020.
 * @example
 * const optimizer = radam(0.01);
 */
export function radam(learningRate: Hyper = 0.001, options: MomentsOptions = {}): Optimizer {
  return composed('radam', () => [scaleByRadam(options), descend(learningRate)]);
}
