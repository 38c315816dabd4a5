// The convolution layer: makes its kernels for the channels that come in.
import type { Dim, Shape, Tensor } from '@cotangent/tensor';
import type { Divide, PerAxis } from '@cotangent/tensor/extend';
import { conv as convolve, type ConvOptions } from '../functional/conv.ts';
import { geometry, slideSettings, type Each, type Padding, type Slide } from '../functional/spatial.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import type { GroupsProblem, WindowProblem, WithBias } from './image.ts';
import { kernelLayer, type KernelOptions } from './kernels.ts';

/** How a layer's kernel slides, and how its parameters start: weights with `he()` unless given. */
export interface ConvLayerOptions<
  St extends PerAxis = PerAxis,
  Pa extends Padding = Padding,
  Di extends PerAxis = PerAxis,
  G extends number = number,
  Bi extends boolean = boolean,
>
  extends Omit<ConvOptions<St, Pa, Di>, 'groups'>, KernelOptions<G, Bi> {}

type Output<
  I extends Shape,
  F extends number,
  K extends PerAxis,
  St extends PerAxis,
  Pa extends Padding,
  Di extends PerAxis,
> = I extends readonly [infer _, ...infer R extends Shape] ? [F, ...Slide<R, K, St, Pa, Di>] : Shape;

/** `{ w: [F, c / G, ...K], b: [F] }` */
type Params<
  I extends Shape,
  F extends number,
  K extends PerAxis,
  G extends number,
  Bi extends boolean,
> = I extends readonly [infer C extends Dim, ...infer R extends Shape]
  ? WithBias<Tensor<[F, Divide<C, G>, ...Each<R, K>]>, F, Bi>
  : WithBias<Tensor, F, Bi>;
/**
 * A convolution with `filters` kernels of `size` along one to three axes, plus a bias. `[c, ...n] → [filters, ...n′]`.
 *
 * Parameters `w`, `[filters, c / groups, ...size]`, and `b`, `[filters]`. Throws for windows that do not fit, and groups
 * that do not divide channels and filters. With weights of your own, `functional.conv`.
 * @example
 * const layer = conv(8, 5, { padding: 'same' })([1, 24, 24]);
 * layer.output; // [8, 24, 24]
 * layer.init(random.key(0)).params.w; // Tensor<[8, 1, 5, 5]>
 */
export function conv<
  const F extends number,
  const K extends PerAxis,
  const St extends PerAxis = 1,
  const Pa extends Padding = 0,
  const Di extends PerAxis = 1,
  const G extends number = 1,
  const Bi extends boolean = true,
>(
  filters: F,
  size: K,
  options: ConvLayerOptions<St, Pa, Di, G, Bi> = {},
): <const I extends Shape>(
  input: Example<I> & WindowProblem<'conv', I, K, Pa, Di> & GroupsProblem<'conv', I, F, G>,
) => Layer<I, Output<I, F, K, St, Pa, Di>, Params<I, F, K, G, Bi>, Empty, 'conv#'> {
  return kernelLayer<ConvLayerOptions>('conv', filters, size, options, {
    kinds: { stride: 'any', padding: 'any', dilation: 'any', strict: 'boolean' },
    slide: (sizes, kernel, sliding) => {
      const slide = geometry('conv', sizes, kernel, sliding);
      return { output: slide.output, settings: slideSettings(slide) };
    },
    weights: (channels, _, groups) => [filters, channels / groups],
    run: convolve,
  });
}
