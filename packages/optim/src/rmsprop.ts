// RMSprop: gradients over the root of their recent mean square.
import { add, div, maximum, sqrt, square, sub, zerosLike } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { average } from './averages.ts';
import { composed } from './chain.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { momentum } from './sgd.ts';
import { transformation } from './transformation.ts';

/** What the scaling of RMSprop takes. */
export interface ScaleByRmspropOptions {
  /** How much of the averages stays from step to step, 0.99 unless given. */
  readonly rho?: Hyper;
  /** Added to the root, 1e-8 unless given. */
  readonly epsilon?: Hyper;
  /** Takes the mean off, so that the root is of the variance. */
  readonly centered?: boolean;
}

/**
 * `s ← ρ s + (1 - ρ) g²`, `u = g / (√s + ε)`; centered, `m ← ρ m + (1 - ρ) g` and `√(s - m²)` in its place.
 *
 * Sources: Hinton, "Neural networks for machine learning", lecture 6e, 2012; centered: Graves, "Generating sequences with
 * recurrent neural networks", 2013.
 * @example
 * const optimizer = chain(scaleByRmsprop({ centered: true }), descend(0.01));
 */
export function scaleByRmsprop(options: ScaleByRmspropOptions = {}): Optimizer {
  requireOptions<ScaleByRmspropOptions>('scaleByRmsprop', options, {
    rho: 'any',
    epsilon: 'any',
    centered: 'boolean',
  });
  const { rho = 0.99, epsilon = 1e-8, centered = false } = options;
  const hyper = { rho, epsilon };
  if (!centered) {
    return transformation({
      name: 'scaleByRmsprop',
      hyper,
      slots: { squares: zerosLike },
      leaf: ({ gradient, squares }, h) => {
        const mean = average(squares, square(gradient), h.rho);
        return { update: div(gradient, add(sqrt(mean), h.epsilon)), squares: mean };
      },
    });
  }
  return transformation({
    name: 'scaleByRmsprop',
    hyper,
    slots: { squares: zerosLike, mean: zerosLike },
    leaf: ({ gradient, squares, mean }, h) => {
      const nextSquares = average(squares, square(gradient), h.rho);
      const nextMean = average(mean, gradient, h.rho);
      // Rounding may leave less than nothing of the variance of gradients that are all the same.
      const variance = maximum(sub(nextSquares, square(nextMean)), 0);
      const update = div(gradient, add(sqrt(variance), h.epsilon));
      return { update, squares: nextSquares, mean: nextMean };
    },
  });
}

/** What `rmsprop` takes besides the learning rate. */
export interface RmspropOptions extends ScaleByRmspropOptions {
  /** How much of a velocity of scaled gradients stays from step to step; none is kept unless given. */
  readonly momentum?: Hyper;
}

/**
 * RMSprop: `scaleByRmsprop`, momentum if given, then a step of length `learningRate`, 0.01 unless given.
 *
 * Source: Hinton, "Neural networks for machine learning", lecture 6e, 2012.
 * @example
 * const optimizer = rmsprop(0.01, { momentum: 0.9 });
 */
export function rmsprop(learningRate: Hyper = 0.01, options: RmspropOptions = {}): Optimizer {
  const { momentum: rate, ...rest } = options;
  const rolling = rate === undefined ? [] : [momentum(rate)];
  return composed('rmsprop', () => [scaleByRmsprop(rest), ...rolling, descend(learningRate)]);
}
