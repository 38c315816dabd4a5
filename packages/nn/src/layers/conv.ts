// The convolution layer: makes its kernels for the channels that come in.
import type { Dim, Shape, Tensor } from '@cotangent/tensor';
import { cast, random } from '@cotangent/tensor';
import { requireInteger, requireOptions, type Divide, type PerAxis } from '@cotangent/tensor/extend';
import { conv as convolve, type ConvOptions } from '../functional/conv.ts';
import {
  geometry,
  perAxis,
  slideSettings,
  type Each,
  type Padding,
  type Slide,
} from '../functional/spatial.ts';
import { constant, type InitializerChoice } from '../init/initializer.ts';
import { he } from '../init/variance.ts';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import {
  requireGroups,
  requireImage,
  type GroupsProblem,
  type WindowProblem,
  type WithBias,
} from './image.ts';

/** How a layer's kernel slides, and how its parameters start: weights with `he()` unless given. */
export interface ConvLayerOptions<
  St extends PerAxis = PerAxis,
  Pa extends Padding = Padding,
  Di extends PerAxis = PerAxis,
  G extends number = number,
  Bi extends boolean = boolean,
>
  extends ConvOptions<St, Pa, Di>, InitializerChoice {
  readonly groups?: G | undefined;
  /** Whether a bias is added to each filter; `true` unless given. */
  readonly bias?: Bi | undefined;
}

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
  requireInteger('conv', filters, 'filters', 1);
  requireOptions<ConvLayerOptions>('conv', options, {
    stride: 'any',
    padding: 'any',
    dilation: 'any',
    groups: 'any',
    strict: 'boolean',
    bias: 'boolean',
    init: 'any',
    biasInit: 'any',
  });
  const {
    groups = 1,
    bias = true,
    init = he(),
    biasInit = constant(0),
    ...sliding
  } = options as ConvLayerOptions;
  requireInteger('conv', groups, 'groups', 1);
  return defineTyped('conv', (input) => {
    const [channels, ...sizes] = requireImage('conv', input);
    const kernel = perAxis('conv', 'size', size, sizes.length);
    const slide = geometry('conv', sizes, kernel, sliding);
    requireGroups('conv', channels, filters, groups);
    const divided = channels / groups;
    const area = kernel.reduce((product, k) => product * k, 1);
    const fans = { fanIn: divided * area, fanOut: (filters / groups) * area };
    return {
      output: [filters, ...slide.output],
      settings: { ...slideSettings(slide), groups },
      params: (key, dtype) => ({
        w: init(key, [filters, divided, ...kernel], { ...fans, dtype }),
        ...(bias && { b: biasInit(random.fold(key, 'b'), [filters], { ...fans, dtype }) }),
      }),
      apply: ({ w, b }: { w: Tensor; b?: Tensor }, state, x) => [
        convolve(cast(x, w.dtype), w, { ...sliding, groups, bias: b }),
        state,
      ],
    };
  });
}
