// Signs and step lengths: `descend`, the last transformation of an optimizer, and `maximize`, the first where one climbs.
import { mul, neg } from '@cotangent/tensor';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/**
 * Steps of length `learningRate` against the gradient: `u = -η g`. The last part of an optimizer.
 * @example
 * const optimizer = chain(scaleByAdam(), descend(0.001));
 */
export function descend(learningRate: Hyper): Optimizer {
  return transformation({
    name: 'descend',
    hyper: { learningRate },
    leaf: ({ gradient }, { learningRate: rate }) => ({ update: neg(mul(gradient, rate)) }),
  });
}

/**
 * The gradient of the negated objective: `u = -g`. Put first, it makes any optimizer climb instead of descend.
 * @example
 * const optimizer = chain(maximize(), adam(0.001));
 */
export function maximize(): Optimizer {
  return transformation({ name: 'maximize', hyper: {}, leaf: ({ gradient }) => ({ update: neg(gradient) }) });
}
