// embedding: a vector for each of a number of things, looked up by index.
import { random, take, type Shape, type Tensor } from '@cotangent/tensor';
import { requireInteger, requireOptions } from '@cotangent/tensor/extend';
import type { Initializer } from '../init/initializer.ts';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';

/** How the vectors start. */
export interface EmbeddingOptions {
  /** Normal with standard deviation 1 unless given. */
  readonly init?: Initializer | undefined;
}

const standard: Initializer = (key, shape, { dtype }) => random.normal(key, shape, { dtype }) as Tensor;

/**
 * A vector of `size` for each of `count` things; examples are indices, int32 or uint8. `[...n] → [...n, size]`.
 *
 * Parameter `table`, `[count, size]`. Throws for indices that are no integers, or out of range where that can be seen.
 * @example
 * const layer = embedding(1000, 64)([5]);
 * layer.init(random.key(0)).params.table; // Tensor<[1000, 64]>
 */
export function embedding<const N extends number, const M extends number>(
  count: N,
  size: M,
  options: EmbeddingOptions = {},
): <const I extends Shape>(
  input: Example<I>,
) => Layer<I, [...I, M], { table: Tensor<[N, M]> }, Empty, 'embedding#'> {
  requireInteger('embedding', count, 'count', 1);
  requireInteger('embedding', size, 'size', 1);
  const { init = standard } = requireOptions('embedding', options, { init: 'any' });
  return defineTyped('embedding', (input) => ({
    output: [...input, size],
    params: (key, dtype) => ({ table: init(key, [count, size], { fanIn: count, fanOut: size, dtype }) }),
    apply: ({ table }, state, x) => [take(table, x as Tensor<Shape, 'int32'>, 0) as Tensor, state],
  }));
}
