// Self-attention over the positions of an example.
import { cast, random, zeros, type Dim, type Problem, type Shape, type Tensor } from '@cotangent/tensor';
import { complain, requireInteger, requireOptions, showList, type Show } from '@cotangent/tensor/extend';
import { multiHeadAttention as attend, type AttentionParams } from '../functional/multiHeadAttention.ts';
import type { Initializer } from '../init/initializer.ts';
import { glorot } from '../init/variance.ts';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import type { WithBias } from './image.ts';

/** What positions see, and how weights start. */
export interface AttentionLayerOptions<Bi extends boolean = boolean> {
  /** Whether a position sees itself and those before it only. `false` unless given. */
  readonly causal?: boolean | undefined;
  /** Whether projections have a bias; `true` unless given. */
  readonly bias?: Bi | undefined;
  /** How the weights start; `glorot()` unless given. */
  readonly init?: Initializer | undefined;
}

const rule = 'takes examples of positions and features, whose heads divide them';
/** The sentence for a shape that certainly has no positions and features, else `unknown`. */
export type SequenceProblem<
  Op extends string,
  I extends Shape,
  Rule extends string,
> = number extends I['length']
  ? unknown
  : I['length'] extends 2
    ? unknown
    : Problem<`${Op}: ${Rule}. input: ${Show<I>}`>;
type Features<I extends Shape> = I extends readonly [infer _, infer D extends Dim] ? D : number;
type Projected<D extends Dim, Bi extends boolean> = WithBias<Tensor<[D, D]>, D, Bi>;
const names = ['query', 'key', 'value', 'output'] as const;

/**
 * Each position of an example attends to all, in each of `heads` parts of the features. `[t, d] → [t, d]`.
 *
 * Parameters `w`, `[d, d]`, and `b`, `[d]`, of `query`, `key`, `value` and `output`. Throws unless the heads divide the
 * features. With a mask, or between two sequences, `functional.multiHeadAttention`.
 *
 * Source: Vaswani et al., "Attention is all you need", 2017.
 * @example
 * const layer = multiHeadAttention(4, { causal: true })([5, 64]);
 * layer.init(random.key(0)).params.query.w; // Tensor<[64, 64]>
 */
export function multiHeadAttention<const Bi extends boolean = true>(
  heads: number,
  options: AttentionLayerOptions<Bi> = {},
): <const I extends Shape>(
  input: Example<I> & SequenceProblem<'multiHeadAttention', I, typeof rule>,
) => Layer<
  I,
  I,
  {
    query: Projected<Features<I>, Bi>;
    key: Projected<Features<I>, Bi>;
    value: Projected<Features<I>, Bi>;
    output: Projected<Features<I>, Bi>;
  },
  Empty,
  'multiHeadAttention#'
> {
  const op = 'multiHeadAttention';
  requireInteger(op, heads, 'heads', 1);
  requireOptions<AttentionLayerOptions>(op, options, { causal: 'boolean', bias: 'boolean', init: 'any' });
  const { causal = false, bias = true, init = glorot() } = options;
  return defineTyped(op, (input) => {
    const size = input[1];
    if (input.length !== 2 || size % heads !== 0) {
      complain({
        op,
        rule,
        got: { input: showList(input), heads: String(heads) },
        argument: input.length === 2 ? 'heads' : 'input',
        expected: input.length === 2 ? `a divisor of ${size}` : 'a shape [positions, features]',
      });
    }
    return {
      params: (key, dtype): AttentionParams => {
        const projection = (name: string): { w: Tensor; b?: Tensor } => ({
          w: init(random.fold(key, name), [size, size], { fanIn: size, fanOut: size, dtype }),
          ...(bias && { b: zeros([size], dtype) as Tensor }),
        });
        const [query, own, value, output] = names.map(projection);
        return { query, key: own, value, output };
      },
      apply: (params, state, x) => {
        const y = cast(x, params.query.w.dtype) as Tensor;
        return [attend(y, y, y, params, { heads, causal }) as Tensor, state];
      },
    };
  });
}
