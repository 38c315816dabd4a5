// Normalizing layers without state: gain and bias start at 1 and 0.
import {
  cast,
  ones,
  zeros,
  type Dim,
  type FloatDType,
  type Problem,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import {
  complain,
  requireInteger,
  requireOptions,
  showList,
  type Compare,
  type Remainder,
  type Show,
} from '@cotangent/tensor/extend';
import { groupNorm as byGroup } from '../functional/groupNorm.ts';
import { layerNorm as byLayer, rmsNorm as byRms } from '../functional/layerNorm.ts';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';

/** What is added to the variance, and whether there are parameters. */
export interface NormLayerOptions {
  /** 1e-5 unless given; for rmsNorm 1e-6. */
  readonly epsilon?: number | undefined;
}

type Last<I extends Shape> = I extends readonly [...infer _ extends Shape, infer D extends Dim] ? D : number;
type First<I extends Shape> = I extends readonly [infer D extends Dim, ...infer _ extends Shape] ? D : number;

const rule = 'takes examples with at least one axis';
/** The sentence for the shape of a number, else `unknown`. */
export type AxesProblem<Op extends string, I extends Shape> = I extends readonly []
  ? Problem<`${Op}: ${typeof rule}. input: ${Show<I>}`>
  : unknown;

const divisorRule = 'groups divide the channels';
/** The sentence for `G` that certainly does not divide the channels of `I`, else `unknown`. */
export type DivisorProblem<Op extends string, I extends Shape, G extends number> = I extends readonly [
  infer C extends Dim,
  ...infer _ extends Shape,
]
  ? Compare<Remainder<C, G>, 0> extends '>'
    ? Problem<`${Op}: ${typeof divisorRule}. input: ${Show<I>}, groups: ${G}`>
    : unknown
  : unknown;

/** Throws for the shape of a number. */
export function requireAxes(op: string, input: readonly number[]): void {
  if (input.length > 0) return;
  complain({
    op,
    rule,
    got: { input: showList(input) },
    argument: 'input',
    expected: 'a shape such as [features] or [channels, height, width]',
  });
}

/** Ones and zeros for `n` features. */
export function affineOf(n: number, dtype: FloatDType): { gain: Tensor; bias: Tensor } {
  return { gain: ones([n], dtype) as Tensor, bias: zeros([n], dtype) as Tensor };
}

/**
 * Each position of an example to mean 0 and variance 1 over its last axis, then `gain` and `bias`. `[...n, d] → [...n, d]`.
 *
 * Parameters `gain` and `bias`, `[d]`. Throws for examples without an axis. Over other axes, `functional.layerNorm`.
 *
 * Source: Ba et al., "Layer normalization", 2016.
 * @example layerNorm()([5, 64]).init(random.key(0)).params.gain; // Tensor<[64]>
 */
export function layerNorm(
  options: NormLayerOptions = {},
): <const I extends Shape>(
  input: Example<I> & AxesProblem<'layerNorm', I>,
) => Layer<I, I, { gain: Tensor<[Last<I>]>; bias: Tensor<[Last<I>]> }, Empty, 'layerNorm#'> {
  const { epsilon } = requireOptions('layerNorm', options, { epsilon: 'number' });
  return defineTyped('layerNorm', (input) => {
    requireAxes('layerNorm', input);
    return {
      params: (_, dtype) => affineOf(input[input.length - 1], dtype),
      apply: (params, state, x) => [byLayer(cast(x, params.gain.dtype), { ...params, epsilon }), state],
    };
  });
}

/**
 * Each position of an example divided by its root mean square over its last axis, times `gain`. `[...n, d] → [...n, d]`.
 *
 * Parameter `gain`, `[d]`. Throws for examples without an axis.
 *
 * Source: Zhang and Sennrich, "Root mean square layer normalization", 2019.
 * @example rmsNorm()([5, 64]).init(random.key(0)).params.gain; // Tensor<[64]>
 */
export function rmsNorm(
  options: NormLayerOptions = {},
): <const I extends Shape>(
  input: Example<I> & AxesProblem<'rmsNorm', I>,
) => Layer<I, I, { gain: Tensor<[Last<I>]> }, Empty, 'rmsNorm#'> {
  const { epsilon } = requireOptions('rmsNorm', options, { epsilon: 'number' });
  return defineTyped('rmsNorm', (input) => {
    requireAxes('rmsNorm', input);
    return {
      params: (_, dtype) => ({ gain: ones([input[input.length - 1]], dtype) as Tensor }),
      apply: ({ gain }, state, x) => [byRms(cast(x, gain.dtype), { gain, epsilon }), state],
    };
  });
}

/**
 * Each example to mean 0 and variance 1 over each of `groups` of channels, then `gain` and `bias`. `[c, ...n] →
 * [c, ...n]`.
 *
 * Parameters `gain` and `bias`, `[c]`. Throws unless the groups divide the channels.
 *
 * Source: Wu and He, "Group normalization", 2018.
 * @example groupNorm(4)([8, 24, 24]).init(random.key(0)).params.gain; // Tensor<[8]>
 */
export function groupNorm<const G extends number>(
  groups: G,
  options: NormLayerOptions = {},
): <const I extends Shape>(
  input: Example<I> & AxesProblem<'groupNorm', I> & DivisorProblem<'groupNorm', I, G>,
) => Layer<I, I, { gain: Tensor<[First<I>]>; bias: Tensor<[First<I>]> }, Empty, 'groupNorm#'> {
  requireInteger('groupNorm', groups, 'groups', 1);
  const { epsilon } = requireOptions('groupNorm', options, { epsilon: 'number' });
  return defineTyped('groupNorm', (input) => {
    requireAxes('groupNorm', input);
    const [channels] = input;
    if (channels % groups !== 0) {
      complain({
        op: 'groupNorm',
        rule: divisorRule,
        got: { input: showList(input), groups: String(groups) },
        argument: 'groups',
        expected: `a divisor of ${channels}`,
      });
    }
    return {
      params: (_, dtype) => affineOf(channels, dtype),
      apply: (params, state, x) => [
        byGroup(cast(x, params.gain.dtype), groups, { ...params, epsilon }),
        state,
      ],
    };
  });
}
