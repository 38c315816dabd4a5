// Pooling layers: no parameters, fewer cells.
import type { Dim, Problem, Shape, Tensor } from '@cotangent/tensor';
import { max } from '@cotangent/tensor';
import { requireOptions, type PerAxis, type Show } from '@cotangent/tensor/extend';
import { maxPool as maxima, type PoolOptions } from '../functional/maxPool.ts';
import { geometry, type Padding, type Slide } from '../functional/spatial.ts';
import { define } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import { requireImage } from './conv.ts';

/** The sentence for a shape that certainly has nothing to pool, else `unknown`. */
type PoolProblem<Op extends string, I extends Shape> = number extends I['length']
  ? unknown
  : I['length'] extends 2 | 3 | 4
    ? unknown
    : Problem<`${Op}: takes channels and one to three sizes. input: ${Show<I>}`>;

/** `'global'` leaves the channels alone. */
type Output<
  I extends Shape,
  K extends PerAxis | 'global',
  St extends PerAxis | undefined,
  Pa extends Padding,
> = I extends readonly [infer C extends Dim, ...infer R extends Shape]
  ? K extends PerAxis
    ? [C, ...Slide<R, K, St extends PerAxis ? St : K, Pa, 1>]
    : [C]
  : Shape;

/**
 * The largest element of each window of `size`, or with `'global'` of each channel. `[c, ...n] → [c, ...n′]` or `[c]`.
 *
 * The stride is the size unless given; padding counts as minus infinity. Throws for windows larger than their axis.
 * @example
 * maxPool(2)([8, 24, 24]).output; // [8, 12, 12]
 */
export function maxPool<
  const K extends PerAxis | 'global',
  const St extends PerAxis | undefined = undefined,
  const Pa extends Padding = 0,
>(
  size: K,
  options: PoolOptions<St, Pa> = {},
): <const I extends Shape>(
  input: Example<I> & PoolProblem<'maxPool', I>,
) => Layer<I, Output<I, K, St, Pa>, Empty, Empty, 'maxPool#'> {
  requireOptions<PoolOptions>('maxPool', options, { stride: 'any', padding: 'any', strict: 'boolean' });
  return define('maxPool', (input) => {
    const [channels, ...sizes] = requireImage('maxPool', input);
    const axes = sizes.map((_, k) => k + 2);
    if (size === 'global') return { output: [channels], apply: (_, state, x) => [max(x, axes), state] };
    const window = size as PerAxis;
    const { output } = geometry('maxPool', sizes, window, { ...options, stride: options.stride ?? window });
    return {
      output: [channels, ...output],
      apply: (_, state, x: Tensor) => [maxima(x, window, options as PoolOptions), state],
    };
  }) as ReturnType<typeof maxPool<K, St, Pa>>;
}
