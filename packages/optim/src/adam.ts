// Adam and AdamW: averages of the gradient and of its square, corrected for having started at 0.
import { add, div, maximum, sqrt, square, zerosLike } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { average, correction } from './averages.ts';
import { composed } from './chain.ts';
import { l2Decay } from './decay.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** What Adam and its kin take. */
export interface MomentsOptions {
  /** How much of the mean stays from step to step, 0.9 unless given. */
  readonly beta1?: Hyper;
  /** How much of the mean square (of Adamax: of the maximum) stays, 0.999 unless given. */
  readonly beta2?: Hyper;
  /** Added to the root, 1e-8 unless given. */
  readonly epsilon?: Hyper;
}

/** What Adam takes. */
export interface AdamOptions extends MomentsOptions {
  /** Divides by the root of the largest mean square so far. */
  readonly amsgrad?: boolean;
}

/**
 * `m ← β₁ m + (1 - β₁) g`, `v ← β₂ v + (1 - β₂) g²`, `u = m̂ / (√v̂ + ε)` with `m̂ = m / (1 - β₁ᵗ)`, `v̂ = v / (1 - β₂ᵗ)`.
 *
 * Sources: Kingma and Ba, "Adam: a method for stochastic optimization", 2014; `amsgrad`: Reddi et al., "On the convergence
 * of Adam and beyond", 2018.
 * @example
 * const adamW = chain(scaleByAdam(), l2Decay(0.01), descend(0.001));
 */
export function scaleByAdam(options: AdamOptions = {}): Optimizer {
  requireOptions<AdamOptions>('scaleByAdam', options, {
    beta1: 'any',
    beta2: 'any',
    epsilon: 'any',
    amsgrad: 'boolean',
  });
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false } = options;
  return transformation({
    name: 'scaleByAdam',
    hyper: { beta1, beta2, epsilon },
    slots: { mean: zerosLike, squares: zerosLike, ...(amsgrad && { largest: zerosLike }) },
    counts: true,
    shared: (h, { step }) => ({
      ofMean: correction(h.beta1, step),
      ofRoot: sqrt(correction(h.beta2, step)),
    }),
    leaf: ({ gradient, largest, ...slots }, h) => {
      const mean = average(slots.mean, gradient, h.beta1);
      const squares = average(slots.squares, square(gradient), h.beta2);
      const most = amsgrad ? maximum(largest, squares) : squares;
      const root = add(div(sqrt(most), h.ofRoot), h.epsilon);
      return { update: div(div(mean, h.ofMean), root), mean, squares, largest: most };
    },
  });
}

/**
 * Adam: `scaleByAdam`, then a step of length `learningRate`, 0.001 unless given.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2014.
 * @example
 * const optimizer = adam(0.01);
 * const state = optimizer.init({ w: tensor([1, 2]) });
 * optimizer.describe(state); // { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, learningRate: 0.01 }
 */
export function adam(learningRate: Hyper = 0.001, options: AdamOptions = {}): Optimizer {
  return composed('adam', () => [scaleByAdam(options), descend(learningRate)]);
}

/** What `adamw` takes besides the learning rate. */
export interface AdamWOptions extends AdamOptions {
  /** The part of a parameter, times the learning rate, that each step takes off, 0.01 unless given. */
  readonly decay?: Hyper;
}

/**
 * Adam with decay that Adam does not scale: `scaleByAdam`, `l2Decay`, then a step of length `learningRate`.
 *
 * Source: Loshchilov and Hutter, "Decoupled weight decay regularization", 2019.
 * @example
 * const optimizer = adamw(0.001, { decay: 0.1 });
 */
export function adamw(learningRate: Hyper = 0.001, options: AdamWOptions = {}): Optimizer {
  const { decay = 0.01, ...rest } = options;
  return composed('adamw', () => [scaleByAdam(rest), l2Decay(decay), descend(learningRate)]);
}
