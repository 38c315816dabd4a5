// The transposed convolution layer: from few cells to many.
import type { Dim, Problem, Shape, Tensor } from '@cotangent/tensor';
import type { Divide, PerAxis, Show } from '@cotangent/tensor/extend';
import { convTranspose as scatter, growth, type ConvTransposeOptions } from '../functional/convTranspose.ts';
import type { Each, Grow, Misstep } from '../functional/spatial.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import type { GroupsProblem, ImageProblem, WithBias } from './image.ts';
import { kernelLayer, type KernelOptions } from './kernels.ts';

/** How the kernel of the layer steps, and how its parameters start: weights with `he()` unless given. */
export interface ConvTransposeLayerOptions<
  St extends PerAxis = PerAxis,
  Pa extends PerAxis = PerAxis,
  Op extends PerAxis = PerAxis,
  Di extends PerAxis = PerAxis,
  G extends number = number,
  Bi extends boolean = boolean,
>
  extends Omit<ConvTransposeOptions<St, Pa, Op, Di>, 'groups'>, KernelOptions<G, Bi> {}

type Output<
  I extends Shape,
  F extends number,
  K extends PerAxis,
  St extends PerAxis,
  Pa extends PerAxis,
  Op extends PerAxis,
  Di extends PerAxis,
> = I extends readonly [infer _, ...infer R extends Shape] ? [F, ...Grow<R, K, St, Pa, Op, Di>] : Shape;
type Params<
  I extends Shape,
  F extends number,
  K extends PerAxis,
  G extends number,
  Bi extends boolean,
> = I extends readonly [infer C extends Dim, ...infer R extends Shape]
  ? WithBias<Tensor<[C, Divide<F, G>, ...Each<R, K>]>, F, Bi>
  : WithBias<Tensor, F, Bi>;

/** The sentence for options that certainly do not fit, else `unknown`. */
type StepProblem<
  I extends Shape,
  K extends PerAxis,
  St extends PerAxis,
  Pa extends PerAxis,
  Op extends PerAxis,
  Di extends PerAxis,
> = I extends readonly [infer _, ...infer R extends Shape]
  ? [Misstep<R, K, St, Pa, Op, Di>[number]] extends [never]
    ? unknown
    : Problem<`convTranspose: ${Misstep<R, K, St, Pa, Op, Di>[number] & string}. input: ${Show<I>}`>
  : unknown;

/**
 * A transposed convolution with `filters` kernels of `size`, plus a bias: the adjoint of a convolution of the same
 * options. `[c, ...n] → [filters, ...n′]`.
 *
 * `n′ = (n − 1)·stride − 2·padding + d·(k − 1) + 1 + outputPadding`. Parameters `w`, `[c, filters / groups, ...size]`, and
 * `b`, `[filters]`. Throws for options that do not fit.
 * @example convTranspose(8, 3, { stride: 2, padding: 1, outputPadding: 1 })([16, 4, 4]).output; // [8, 8, 8]
 */
export function convTranspose<
  const F extends number,
  const K extends PerAxis,
  const St extends PerAxis = 1,
  const Pa extends PerAxis = 0,
  const Op extends PerAxis = 0,
  const Di extends PerAxis = 1,
  const G extends number = 1,
  const Bi extends boolean = true,
>(
  filters: F,
  size: K,
  options: ConvTransposeLayerOptions<St, Pa, Op, Di, G, Bi> = {},
): <const I extends Shape>(
  input: Example<I> &
    ImageProblem<'convTranspose', I> &
    StepProblem<I, K, St, Pa, Op, Di> &
    GroupsProblem<'convTranspose', I, F, G>,
) => Layer<I, Output<I, F, K, St, Pa, Op, Di>, Params<I, F, K, G, Bi>, Empty, 'convTranspose#'> {
  return kernelLayer<ConvTransposeLayerOptions>('convTranspose', filters, size, options, {
    kinds: { stride: 'any', padding: 'any', outputPadding: 'any', dilation: 'any' },
    slide: (sizes, kernel, stepping) => growth('convTranspose', sizes, kernel, stepping),
    weights: (channels, _, groups) => [channels, filters / groups],
    run: scatter,
  });
}
