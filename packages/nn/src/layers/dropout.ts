// Dropout: in training, elements are zero at random, and the others larger to make up for it.
import { mul, random, type FloatDType, type Shape } from '@cotangent/tensor';
import { complain, isFloat, show } from '@cotangent/tensor/extend';
import { defineTyped } from '../model/define.ts';
import type { Context, Empty, Example, Layer } from '../model/layer.ts';

/**
 * In training, each element is 0 with probability `rate`, else divided by `1 - rate`; otherwise the identity. `S → S`.
 *
 * The mask comes from the key of the context, folded with the layer's name; training without a key throws. Throws for
 * rates outside [0, 1).
 *
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
 * @example
 * const layer = dropout(0.5)([4]);
 * const [y] = layer.apply({}, {}, ones([1, 4]), { training: true, key: random.key(0) });
 * y; // float32[1, 4] [[2, 0, 0, 0]]
 */
export function dropout(
  rate: number,
): <const I extends Shape>(input: Example<I>) => Layer<I, I, Empty, Empty, 'dropout#'> {
  if (!(rate >= 0 && rate < 1)) {
    complain({
      op: 'dropout',
      rule: 'a rate lies in [0, 1)',
      got: { rate: show(rate) },
      argument: 'rate',
      expected: 'a number of at least 0 and below 1',
    });
  }
  return defineTyped('dropout', (input) => ({
    output: input,
    settings: { rate },
    apply: (_, state, x, context) => {
      if (context.training !== true || rate === 0) return [x, state];
      const dtype: FloatDType = isFloat(x.dtype) ? x.dtype : 'float32';
      return [mul(x, random.dropoutMask(keyOf(context), rate, x.shape, dtype)), state];
    },
  }));
}

function keyOf({ key }: Context): NonNullable<Context['key']> {
  if (key !== undefined) return key;
  return complain({
    op: 'dropout',
    rule: 'in training, what is random needs a key',
    got: { context: '{ training: true }' },
    argument: 'key',
    expected: 'a context { training: true, key }',
    hint: 'Write random.fold(key, step) for a key of each step.',
  });
}
