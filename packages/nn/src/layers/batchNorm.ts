// The one layer with state: statistics of batches in training, kept for later.
import {
  add,
  cast,
  mean,
  mul,
  ones,
  stopGradient,
  variance,
  zeros,
  type Dim,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { complain, requireOptions, show, showSpec } from '@cotangent/tensor/extend';
import { batchAxes, batchNorm as byBatch } from '../functional/batchNorm.ts';
import { defineTyped } from '../model/define.ts';
import type { Example, Layer } from '../model/layer.ts';
import { affineOf, requireAxes, type AxesProblem } from './norms.ts';

/** How fast statistics follow, and what is added to the variance. */
export interface BatchNormLayerOptions {
  /** How much of the running values each batch leaves: `running = decay·running + (1 − decay)·batch`; 0.9 unless given. */
  readonly decay?: number | undefined;
  /** 1e-5 unless given. */
  readonly epsilon?: number | undefined;
}

type First<I extends Shape> = I extends readonly [infer D extends Dim, ...infer _ extends Shape] ? D : number;

/**
 * Each channel to mean 0 and variance 1 over the batch and all sizes, then `gain` and `bias`. `[c, ...n] → [c, ...n]`.
 *
 * Parameters `gain` and `bias`, state `mean` and `variance`, all `[c]`. With `training: true`, the batch's own statistics
 * are used, and the state moves towards them, its variance without bias; otherwise the state is used. Throws for
 * training on one value a channel.
 *
 * Source: Ioffe and Szegedy, "Batch normalization", 2015.
 * @example
 * const layer = batchNorm()([2]);
 * const { params, state } = layer.init(random.key(0));
 * const [y, after] = layer.apply(params, state, tensor([[1, 10], [3, 30]]), { training: true });
 * y; // float32[2, 2] [[-1, -1], [ 1,  1]]
 * after.mean; // float32[2] [0.2,   2]
 */
export function batchNorm(
  options: BatchNormLayerOptions = {},
): <const I extends Shape>(
  input: Example<I> & AxesProblem<'batchNorm', I>,
) => Layer<
  I,
  I,
  { gain: Tensor<[First<I>]>; bias: Tensor<[First<I>]> },
  { mean: Tensor<[First<I>]>; variance: Tensor<[First<I>]> },
  'batchNorm#'
> {
  const { decay = 0.9, epsilon } = requireOptions('batchNorm', options, {
    decay: 'number',
    epsilon: 'number',
  });
  if (!(decay >= 0 && decay <= 1)) {
    complain({
      op: 'batchNorm',
      rule: 'decay is a share',
      got: { decay: show(decay) },
      argument: 'decay',
      expected: 'a number from 0 to 1',
    });
  }
  return defineTyped('batchNorm', (input) => {
    requireAxes('batchNorm', input);
    const [channels] = input;
    return {
      params: (_, dtype) => affineOf(channels, dtype),
      state: (dtype): { mean: Tensor; variance: Tensor } => ({
        mean: zeros([channels], dtype) as Tensor,
        variance: ones([channels], dtype) as Tensor,
      }),
      apply: (params, state, given, { training = false }) => {
        const x = cast(given, params.gain.dtype) as Tensor;
        if (!training) return [byBatch(x, { ...params, ...state, epsilon }) as Tensor, state];
        requireSeveral(x);
        const batch = stopGradient(x) as Tensor;
        const axes = batchAxes('batchNorm', x);
        const follow = (kept: Tensor, now: Tensor): Tensor =>
          add(mul(kept, decay), mul(now, 1 - decay)) as Tensor;
        const after = {
          mean: follow(state.mean, mean(batch, axes)),
          variance: follow(state.variance, variance(batch, axes, { correction: 1 })),
        };
        return [byBatch(x, { ...params, epsilon }) as Tensor, after];
      },
    };
  });
}

function requireSeveral(x: Tensor): void {
  if (x.size > x.shape[1]) return;
  complain({
    op: 'batchNorm',
    rule: 'in training, each channel has more than one value',
    got: { x: showSpec(x) },
    argument: 'x',
    expected: 'a larger batch',
    hint: 'For a single example, leave training out of the context.',
  });
}
