// groupNorm: each example by itself, over groups of channels.
import { reshape } from '@cotangent/tensor';
import type { DType, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { complain, requireInteger, requireOptions, showSpec } from '@cotangent/tensor/extend';
import { floating } from './floating.ts';
import { affine, normalized, type Affine } from './normalize.ts';

/** What comes after normalizing, and what is added to the variance. */
export interface NormOptions extends Affine {
  /** 1e-5 unless given. */
  readonly epsilon?: number | undefined;
}

/** The options of norms, for `requireOptions`. */
export const normKinds = { gain: 'any', bias: 'any', epsilon: 'number' } as const;

/**
 * `(x − mean) / √(variance + ε)·gain + bias` over each of `groups` of neighboring channels. `[b, c, ...n] → [b, c, ...n]`.
 *
 * Gain and bias are `[c]`. One group is layerNorm over all, as many as channels is instance normalization. Throws unless
 * the groups divide the channels.
 *
 * Source: Wu and He, "Group normalization", 2018.
 * @example functional.groupNorm(tensor([[1, 3, 10, 20]]), 2); // float32[1, 4] [[-1,  1, -1,  1]]
 */
export function groupNorm<S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  groups: number,
  options: NormOptions = {},
): Tensor<S, ToFloat<D>> {
  const op = 'groupNorm';
  const values = floating(op, x);
  requireInteger(op, groups, 'groups', 1);
  requireOptions(op, options, normKinds);
  const [batch, channels = 0, ...sizes] = x.shape as readonly number[];
  if (channels % groups !== 0 || x.rank < 2) {
    complain({
      op,
      rule: 'groups divide the channels',
      got: { x: showSpec(x), groups: String(groups) },
      argument: 'groups',
      expected: x.rank < 2 ? 'x of shape [batch, channels, ...sizes]' : `a divisor of ${channels}`,
    });
  }
  const grouped = reshape(values, [batch, groups, channels / groups, ...sizes]) as Tensor;
  const inside = grouped.shape.map((_, axis) => axis).slice(2);
  const y = reshape(normalized(grouped, inside, options.epsilon ?? 1e-5), x.shape as readonly number[]);
  return affine(op, y, [1], options) as Tensor as Tensor<S, ToFloat<D>>;
}
