// Stochastic gradient descent, with momentum: a ball that rolls rather than a foot that steps.
import { add, equal, mul, sub, where, zerosLike, type Tensor } from '@cotangent/tensor';
import { complain, requireOptions } from '@cotangent/tensor/extend';
import { composed } from './chain.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** How momentum is taken. */
export interface MomentumOptions {
  /** The part of a gradient that does not enter the velocity, 0 unless given; the first gradient enters whole. */
  readonly dampening?: Hyper;
  /** Looks ahead: the update is `g + μ v` with the new velocity, rather than `v`. */
  readonly nesterov?: boolean;
}

/**
 * A velocity that gathers gradients: `v ← μ v + (1 - dampening) g`, and `u = v`; with Nesterov's look ahead `u = g + μ v`.
 *
 * Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013.
 * @example
 * const optimizer = chain(momentum(0.9, { nesterov: true }), descend(0.01));
 */
export function momentum(rate: Hyper, options: MomentumOptions = {}): Optimizer {
  const { dampening, nesterov = false } = requireOptions<MomentumOptions>('momentum', options, {
    dampening: 'any',
    nesterov: 'boolean',
  });
  const velocity = (v: Tensor, g: Tensor, mu: Tensor, gain: Tensor | undefined): Tensor =>
    add(mul(v, mu), gain === undefined ? g : mul(g, gain));
  const leaf = (g: Tensor, v: Tensor, mu: Tensor, gain?: Tensor): { update: Tensor; velocity: Tensor } => {
    const next = velocity(v, g, mu, gain);
    return { update: nesterov ? add(g, mul(next, mu)) : next, velocity: next };
  };
  if (dampening === undefined) {
    return transformation({
      name: 'momentum',
      hyper: { momentum: rate },
      slots: { velocity: zerosLike },
      leaf: ({ gradient, velocity: v }, { momentum: mu }) => leaf(gradient, v, mu),
    });
  }
  return transformation({
    name: 'momentum',
    hyper: { momentum: rate, dampening },
    slots: { velocity: zerosLike },
    counts: true,
    shared: (hyper, { step }) => ({ gain: where(equal(step, 1), 1, sub(1, hyper.dampening)) }),
    leaf: ({ gradient, velocity: v }, { momentum: mu, gain }) => leaf(gradient, v, mu, gain),
  });
}

/** What `sgd` takes besides the learning rate. */
export interface SgdOptions extends MomentumOptions {
  /** How much of the velocity stays from step to step; no velocity is kept unless given. */
  readonly momentum?: Hyper;
}

/**
 * Stochastic gradient descent: `u = -η g`, with momentum if given (see `momentum`).
 *
 * Throws for dampening or Nesterov's look ahead without momentum.
 * @example
 * const optimizer = sgd(0.1, { momentum: 0.9 });
 * const state = optimizer.init({ w: tensor([1, 2]) });
 * optimizer.describe(state); // { momentum: 0.9, learningRate: 0.1 }
 */
export function sgd(learningRate: Hyper, options: SgdOptions = {}): Optimizer {
  requireOptions<SgdOptions>('sgd', options, { momentum: 'any', dampening: 'any', nesterov: 'boolean' });
  const { momentum: rate, ...rest } = options;
  if (rate !== undefined) return composed('sgd', () => [momentum(rate, rest), descend(learningRate)]);
  if (rest.dampening !== undefined || rest.nesterov === true) {
    complain({
      op: 'sgd',
      rule: 'dampening and nesterov need momentum',
      got: { options: `an object with ${Object.keys(rest).join(', ')}` },
      argument: 'options',
      expected: 'momentum as well',
      hint: 'Write { momentum: 0.9, … }.',
    });
  }
  return composed('sgd', () => [descend(learningRate)]);
}
