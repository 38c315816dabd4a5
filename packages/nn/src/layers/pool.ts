// Pooling layers: no parameters, fewer cells.
import { max, mean, type Dim, type Shape, type Tensor } from '@cotangent/tensor';
import { requireOptions, type PerAxis } from '@cotangent/tensor/extend';
import { averageKinds, averagePool as average, type AveragePoolOptions } from '../functional/averagePool.ts';
import { maxPool as maxima, poolKinds, type PoolOptions } from '../functional/maxPool.ts';
import { geometry, slideSettings, type Padding, type Slide } from '../functional/spatial.ts';
import { defineTyped, type Blueprint } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import { requireImage, type WindowProblem } from './image.ts';

/** `'global'` leaves the channels alone. */
type Output<
  I extends Shape,
  K extends PerAxis | 'global',
  St extends PerAxis | undefined,
  Pa extends Padding,
  Di extends PerAxis,
> = I extends readonly [infer C extends Dim, ...infer R extends Shape]
  ? K extends PerAxis
    ? [C, ...Slide<R, K, St extends PerAxis ? St : K, Pa, Di>]
    : [C]
  : Shape;
/** A pool called `Op`, for images of any shape that it fits. */
type Pooling<
  Op extends string,
  K extends PerAxis | 'global',
  St extends PerAxis | undefined,
  Pa extends Padding,
  Di extends PerAxis = 1,
> = <const I extends Shape>(
  input: Example<I> & WindowProblem<Op, I, K, Pa, Di>,
) => Layer<I, Output<I, K, St, Pa, Di>, Empty, Empty, `${Op}#`>;

/** A pool of windows, or of all there is. */
function pool(
  op: string,
  size: PerAxis | 'global',
  options: PoolOptions,
  whole: (x: Tensor, axes: readonly number[]) => Tensor,
  each: (x: Tensor, size: PerAxis) => Tensor,
): never {
  return defineTyped(op, (input): Blueprint<Empty, Empty> => {
    const [channels, ...sizes] = requireImage(op, input);
    const axes = sizes.map((_, k) => k + 2);
    if (size === 'global') return { output: [channels], apply: (_, state, x) => [whole(x, axes), state] };
    const slide = geometry(op, sizes, size, { ...options, stride: options.stride ?? size });
    return {
      output: [channels, ...slide.output],
      settings: slideSettings(slide),
      apply: (_, state, x) => [each(x, size), state],
    };
  });
}

/**
 * The largest element of each window of `size`, or with `'global'` of each channel. `[c, ...n] → [c, ...n′]` or `[c]`.
 *
 * The stride is the size unless given; padding counts as minus infinity. Throws for windows larger than their axis.
 * @example maxPool(2)([8, 24, 24]).output; // [8, 12, 12]
 */
export function maxPool<
  const K extends PerAxis | 'global',
  const St extends PerAxis | undefined = undefined,
  const Pa extends Padding = 0,
  const Di extends PerAxis = 1,
>(size: K, options: PoolOptions<St, Pa, Di> = {}): Pooling<'maxPool', K, St, Pa, Di> {
  requireOptions<PoolOptions>('maxPool', options, poolKinds);
  const own: PoolOptions = options;
  return pool('maxPool', size, own, max, (x, window) => maxima(x, window, own) as Tensor);
}

/**
 * The mean of each window of `size`, or with `'global'` of each channel. `[c, ...n] → [c, ...n′]` or `[c]`.
 *
 * The stride is the size unless given. Padding counts as zeros; with `countPadding: false`, only cells inside count.
 * Throws for windows larger than their axis.
 * @example averagePool('global')([8, 24, 24]).output; // [8]
 */
export function averagePool<
  const K extends PerAxis | 'global',
  const St extends PerAxis | undefined = undefined,
  const Pa extends Padding = 0,
>(size: K, options: AveragePoolOptions<St, Pa> = {}): Pooling<'averagePool', K, St, Pa> {
  requireOptions<AveragePoolOptions>('averagePool', options, averageKinds);
  const own: AveragePoolOptions = options;
  return pool('averagePool', size, own, mean, (x, window) => average(x, window, own) as Tensor);
}
