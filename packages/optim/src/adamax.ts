// Adamax: Adam with the largest recent gradient in place of the root of the mean square.
import { abs, add, div, maximum, mul, zerosLike } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import type { MomentsOptions } from './adam.ts';
import { average, correction } from './averages.ts';
import { composed } from './chain.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/**
 * `m ← β₁ m + (1 - β₁) g`, `n ← max(β₂ n, |g| + ε)`, `u = m / (1 - β₁ᵗ) / n`.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2014, section 7.1.
 * @example
 * const optimizer = chain(scaleByAdamax(), descend(0.002));
 */
export function scaleByAdamax(options: MomentsOptions = {}): Optimizer {
  requireOptions<MomentsOptions>('scaleByAdamax', options, { beta1: 'any', beta2: 'any', epsilon: 'any' });
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  return transformation({
    name: 'scaleByAdamax',
    hyper: { beta1, beta2, epsilon },
    slots: { mean: zerosLike, largest: zerosLike },
    counts: true,
    shared: (h, { step }) => ({ ofMean: correction(h.beta1, step) }),
    leaf: ({ gradient, ...slots }, h) => {
      const mean = average(slots.mean, gradient, h.beta1);
      const largest = maximum(mul(slots.largest, h.beta2), add(abs(gradient), h.epsilon));
      return { update: div(div(mean, h.ofMean), largest), mean, largest };
    },
  });
}

/**
 * Adamax: `scaleByAdamax`, then a step of length `learningRate`, 0.002 unless given.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2014, section 7.1.
 * @example
 * const optimizer = adamax(0.01);
 */
export function adamax(learningRate: Hyper = 0.002, options: MomentsOptions = {}): Optimizer {
  return composed('adamax', () => [scaleByAdamax(options), descend(learningRate)]);
}
