// Maxima over windows along all axes but batch and channels.
// One composition: the maximum of windows of the padded input; the first in row-major order takes the gradient.
import { max, windows } from '@cotangent/tensor';
import type { Dim, DType, Problem, Shape, Tensor } from '@cotangent/tensor';
import {
  complain,
  requireOptions,
  requireTensor,
  showList,
  showSpec,
  type PerAxis,
} from '@cotangent/tensor/extend';
import { padded } from './conv.ts';
import { geometry, type Geometry, type Padding, type Slide } from './spatial.ts';

/** How the windows of a pool slide, whatever they look at. */
export interface SlidingOptions<
  St extends PerAxis | undefined = PerAxis | undefined,
  Pa extends Padding = Padding,
> {
  /** Cells from one window to the next; the size of the window unless given. */
  readonly stride?: St | undefined;
  /** Cells around the input; none unless given. */
  readonly padding?: Pa | undefined;
  /** Whether to refuse windows that leave cells at the end. */
  readonly strict?: boolean | undefined;
}

/** How the windows of a pool of maxima slide. */
export interface PoolOptions<
  St extends PerAxis | undefined = PerAxis | undefined,
  Pa extends Padding = Padding,
  Di extends PerAxis = PerAxis,
> extends SlidingOptions<St, Pa> {
  /** Cells from one element of a window to the next; 1 unless given. */
  readonly dilation?: Di | undefined;
}

/** The shape of a pool: `[b, c, ...n] → [b, c, ...n′]`. */
export type Pool<
  S extends Shape,
  K extends PerAxis,
  St extends PerAxis | undefined = undefined,
  Pa extends Padding = 0,
  Di extends PerAxis = 1,
> = S extends readonly [infer B extends Dim, infer C extends Dim, ...infer R extends Shape]
  ? [B, C, ...Slide<R, K, St extends PerAxis ? St : K, Pa, Di>]
  : Shape;

/** The sentence for a shape that certainly has no axes to pool along, else `unknown`. */
export type PoolProblem<Op extends string, S extends Shape> = S extends readonly [Dim, Dim?]
  ? Problem<`${Op}: there must be axes after batch and channels`>
  : unknown;

/** How windows of a pool slide along `sizes`. Throws for those that do not fit, or may see nothing but padding. */
function poolGeometry(op: string, sizes: readonly number[], size: PerAxis, options: PoolOptions): Geometry {
  const found = geometry(op, sizes, size, { ...options, stride: options.stride ?? size });
  const axis = sizes.findIndex((n, k) => isBlind(found, k, n));
  if (axis < 0) return found;
  const dilation = found.dilation[axis] > 1;
  return complain({
    op,
    rule: 'no window may lie in the padding alone',
    got: {
      padding: `${showList(found.pads[axis])} along spatial axis ${axis}`,
      size: showList(found.size),
      ...(dilation && { dilation: showList(found.dilation) }),
    },
    argument: 'padding',
    expected: dilation
      ? `windows that all meet one of the ${sizes[axis]} cells of spatial axis ${axis}`
      : `less than ${found.size[axis]} on either side of spatial axis ${axis}`,
  });
}

/** Whether some window sees nothing but padding along an axis of `n` cells; without gaps, whether one might. */
function isBlind({ size, stride, dilation, pads, output }: Geometry, axis: number, n: number): boolean {
  const [before, after] = pads[axis];
  if (dilation[axis] === 1) return Math.max(before, after) >= size[axis];
  return Array.from({ length: output[axis] }, (_, o) => o * stride[axis] - before).some((start) =>
    Array.from({ length: size[axis] }, (_, k) => start + k * dilation[axis]).every((at) => at < 0 || at >= n),
  );
}

/** Windows of `x`, and the axes of the offsets in them. */
export function pools(
  op: string,
  x: Tensor,
  size: PerAxis,
  options: PoolOptions,
  filler: number,
): { readonly patches: Tensor; readonly axes: readonly number[] } {
  requireTensor(op, x);
  const [, , ...sizes] = x.shape as readonly number[];
  if (sizes.length === 0) {
    complain({
      op,
      rule: 'there must be axes after batch and channels',
      got: { x: showSpec(x) },
      argument: 'x',
      expected: 'a tensor of shape [batch, channels, ...sizes]',
    });
  }
  const { size: each, stride, dilation, pads } = poolGeometry(op, sizes, size, options);
  const axes = sizes.map((_, k) => k + 2);
  const patches = windows(padded(x, pads, filler), { axes, size: each, stride, dilation });
  return { patches, axes: sizes.map((_, k) => k - sizes.length) };
}

/** The options of `maxPool`, for `requireOptions`. */
export const poolKinds = { stride: 'any', padding: 'any', dilation: 'any', strict: 'boolean' } as const;

/**
 * The largest element of each window. `[b, c, ...n] → [b, c, ...n′]`; padding counts as minus infinity.
 *
 * The stride is the size unless given; the first of several takes the whole gradient. Throws for windows larger than
 * their axis, and for padding as large as the window.
 * @example functional.maxPool(ones([20, 8, 24, 24]), 2); // Tensor<[20, 8, 12, 12]>
 */
export function maxPool<
  S extends Shape,
  D extends DType,
  const K extends PerAxis,
  const St extends PerAxis | undefined = undefined,
  const Pa extends Padding = 0,
  const Di extends PerAxis = 1,
>(
  x: Tensor<S, D> & PoolProblem<'maxPool', S>,
  size: K,
  options: PoolOptions<St, Pa, Di> = {},
): Tensor<Pool<S, K, St, Pa, Di>, D> {
  requireOptions<PoolOptions>('maxPool', options, poolKinds);
  const { patches, axes } = pools('maxPool', x as Tensor, size, options, -Infinity);
  return max(patches, axes) as Tensor as Tensor<Pool<S, K, St, Pa, Di>, D>;
}
