// Decay of the parameters themselves: what a penalty on their size adds to the gradient.
// Before a scaling it is coupled (a penalty in the loss), behind it decoupled (AdamW).
import { add, mul, sign } from '@cotangent/tensor';
import type { Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';
import { transformation } from './transformation.ts';

/**
 * `u = g + λ x`: the gradient of `λ/2 ‖x‖²` besides.
 * @example
 * const optimizer = chain(l2Decay(0.001), sgd(0.1));
 */
export function l2Decay(decay: Hyper): Optimizer {
  return transformation({
    name: 'l2Decay',
    hyper: { decay },
    leaf: ({ gradient, parameter }, h) => ({ update: add(gradient, mul(parameter, h.decay)) }),
  });
}

/**
 * `u = g + λ sign(x)`: the gradient of `λ ‖x‖₁` besides, 0 at 0.
 * @example
 * const optimizer = chain(l1Decay(0.0001), sgd(0.1));
 */
export function l1Decay(decay: Hyper): Optimizer {
  return transformation({
    name: 'l1Decay',
    hyper: { decay },
    leaf: ({ gradient, parameter }, h) => ({ update: add(gradient, mul(sign(parameter), h.decay)) }),
  });
}
