// flatten: one axis of all elements of an example, for the dense layers after images.
import type { Dim, Shape } from '@cotangent/tensor';
import { reshape } from '@cotangent/tensor';
import type { Multiply } from '@cotangent/tensor/extend';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';

type Product<I extends Shape, N extends Dim = 1> = number extends I['length']
  ? number
  : I extends readonly [infer D extends Dim, ...infer Rest extends Shape]
    ? Product<Rest, Multiply<N, D>>
    : N;

/**
 * All elements of an example along one axis, in row-major order. `[...n] → [Πn]`.
 * @example
 * flatten()([16, 4, 4]).output; // [256]
 */
export function flatten(): <const I extends Shape>(
  input: Example<I>,
) => Layer<I, [Product<I>], Empty, Empty, 'flatten#'> {
  return defineTyped('flatten', (input) => {
    const size = input.reduce((product, n) => product * n, 1);
    return {
      output: [size],
      apply: (_, state, x) => [reshape(x, [x.shape[0], size]), state],
    };
  });
}
