// What the layer of a convolution and that of a transposed one share: checks, parameters, and how they are applied.
import { cast, random, type Tensor } from '@cotangent/tensor';
import { requireInteger, requireOptions, type PerAxis } from '@cotangent/tensor/extend';
import { perAxis } from '../functional/spatial.ts';
import { constant, type InitializerChoice } from '../init/initializer.ts';
import { he } from '../init/variance.ts';
import { defineTyped } from '../model/define.ts';
import type { Settings } from '../model/layer.ts';
import { requireGroups, requireImage } from './image.ts';

/** What both take besides how their kernel moves. */
export interface KernelOptions<
  G extends number = number,
  Bi extends boolean = boolean,
> extends InitializerChoice {
  readonly groups?: G | undefined;
  /** Whether a bias is added to each filter; `true` unless given. */
  readonly bias?: Bi | undefined;
}

/** How one of them moves its kernel. */
interface Moving<Options extends object> {
  /** Its options, for `requireOptions`. */
  readonly kinds: { readonly [K in Exclude<keyof Options, keyof KernelOptions>]-?: 'any' | 'boolean' };
  /** The sizes that come of `sizes`, and what the layer tells of itself. Throws for options that do not fit. */
  readonly slide: (
    sizes: readonly number[],
    kernel: readonly number[],
    options: Options,
  ) => { readonly output: readonly number[]; readonly settings?: Settings };
  /** The axes of the weights before those of the kernel. */
  readonly weights: (channels: number, filters: number, groups: number) => readonly number[];
  readonly run: (x: Tensor, w: Tensor, options: Options & { readonly bias: Tensor | undefined }) => Tensor;
}

/** The layer of `filters` kernels of `size`. */
export function kernelLayer<Options extends KernelOptions>(
  op: string,
  filters: number,
  size: PerAxis,
  options: Options,
  { kinds, slide, weights, run }: Moving<Options>,
): never {
  requireInteger(op, filters, 'filters', 1);
  const own = { groups: 'any', bias: 'boolean', init: 'any', biasInit: 'any' } as const;
  requireOptions<object>(op, options, { ...kinds, ...own });
  const { groups = 1, bias = true, init = he(), biasInit = constant(0), ...moving } = options;
  requireInteger(op, groups, 'groups', 1);
  const running = { ...moving, groups } as object as Options;
  return defineTyped(op, (input) => {
    const [channels, ...sizes] = requireImage(op, input);
    const kernel = perAxis(op, 'size', size, sizes.length);
    const { output, settings } = slide(sizes, kernel, running);
    requireGroups(op, channels, filters, groups);
    const area = kernel.reduce((product, k) => product * k, 1);
    const fans = { fanIn: (channels / groups) * area, fanOut: (filters / groups) * area };
    return {
      output: [filters, ...output],
      ...(settings && { settings: { ...settings, groups } }),
      params: (key, dtype) => ({
        w: init(key, [...weights(channels, filters, groups), ...kernel], { ...fans, dtype }),
        ...(bias && { b: biasInit(random.fold(key, 'b'), [filters], { ...fans, dtype }) }),
      }),
      apply: ({ w, b }: { w: Tensor; b?: Tensor }, state, x) => [
        run(cast(x, w.dtype) as Tensor, w, { ...running, bias: b }),
        state,
      ],
    };
  });
}
