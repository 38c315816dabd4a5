// NAdam: Adam with Nesterov's look ahead, by a momentum that grows toward β₁.
import { add, div, mul, pow, sqrt, square, sub, zerosLike, type Tensor } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import type { MomentsOptions } from './adam.ts';
import { average, correction } from './averages.ts';
import { composed } from './chain.ts';
import { descend } from './descend.ts';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/** What NAdam takes. */
export interface NadamOptions extends MomentsOptions {
  /** How fast the momentum grows toward `beta1`, 0.004 unless given. */
  readonly momentumDecay?: Hyper;
  /** Has `μₜ` twice in the product of the look ahead, as PyTorch before 2.0 did: for runs that compare with it. */
  readonly repeatsMomentum?: boolean;
}

/** `μₜ = β₁ (1 - 0.96^(t ψ) / 2)` */
function momentumAt(beta1: Tensor, t: Tensor, decay: Tensor): Tensor {
  return mul(beta1, sub(1, mul(0.5, pow(0.96, mul(t, decay)))));
}

/**
 * `u = ((1 - μₜ) / (1 - Πμ) g + μₜ₊₁ / (1 - μₜ₊₁ Πμ) m) / (√v̂ + ε)` with the averages `m`, `v̂` of Adam,
 * `μₜ = β₁ (1 - 0.96^(t ψ) / 2)` and `Πμ` their product up to now.
 *
 * Source: Dozat, "Incorporating Nesterov momentum into Adam", 2016.
 * @example
 * const optimizer = chain(scaleByNadam(), descend(0.002));
 */
export function scaleByNadam(options: NadamOptions = {}): Optimizer {
  requireOptions<NadamOptions>('scaleByNadam', options, {
    beta1: 'any',
    beta2: 'any',
    epsilon: 'any',
    momentumDecay: 'any',
    repeatsMomentum: 'boolean',
  });
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, momentumDecay = 0.004 } = options;
  const { repeatsMomentum = false } = options;
  return transformation({
    name: 'scaleByNadam',
    hyper: { beta1, beta2, epsilon, momentumDecay },
    slots: { mean: zerosLike, squares: zerosLike },
    carried: { momenta: 1 },
    counts: true,
    shared: (h, { step, carried }) => {
      const now = momentumAt(h.beta1, step, h.momentumDecay);
      const ahead = momentumAt(h.beta1, add(step, 1), h.momentumDecay);
      const momenta = mul(carried.momenta, now);
      const upToNow = repeatsMomentum ? mul(momenta, now) : momenta;
      return {
        momenta,
        ofGradient: div(sub(1, now), sub(1, momenta)),
        ofMean: div(ahead, sub(1, mul(upToNow, ahead))),
        ofSquares: correction(h.beta2, step),
      };
    },
    leaf: ({ gradient, ...slots }, h) => {
      const mean = average(slots.mean, gradient, h.beta1);
      const squares = average(slots.squares, square(gradient), h.beta2);
      const root = add(sqrt(div(squares, h.ofSquares)), h.epsilon);
      const ahead = add(mul(gradient, h.ofGradient), mul(mean, h.ofMean));
      return { update: div(ahead, root), mean, squares };
    },
  });
}

/**
 * NAdam: `scaleByNadam`, then a step of length `learningRate`, 0.002 unless given.
 *
 * Source: Dozat, "Incorporating Nesterov momentum into Adam", 2016.
 * @example
 * const optimizer = nadam(0.01);
 */
export function nadam(learningRate: Hyper = 0.002, options: NadamOptions = {}): Optimizer {
  return composed('nadam', () => [scaleByNadam(options), descend(learningRate)]);
}
