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

/** How the windows of a pool slide. */
export interface PoolOptions<
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

/** The shape of a pool: `[b, c, ...n] → [b, c, ...n′]`. */
export type Pool<
  S extends Shape,
  K extends PerAxis,
  St extends PerAxis | undefined = undefined,
  Pa extends Padding = 0,
> = S extends readonly [infer B extends Dim, infer C extends Dim, ...infer R extends Shape]
  ? [B, C, ...Slide<R, K, St extends PerAxis ? St : K, Pa, 1>]
  : Shape;

/** The sentence for a shape that certainly has no axes to pool along, else `unknown`. */
export type PoolProblem<Op extends string, S extends Shape> = S extends readonly [Dim, Dim?]
  ? Problem<`${Op}: there must be axes after batch and channels`>
  : unknown;

/** How windows of a pool slide along `sizes`. Throws for those that do not fit, or may see nothing but padding. */
function poolGeometry(op: string, sizes: readonly number[], size: PerAxis, options: PoolOptions): Geometry {
  const found = geometry(op, sizes, size, { ...options, stride: options.stride ?? size });
  const axis = found.pads.findIndex((pair, k) => Math.max(...pair) >= found.size[k]);
  if (axis < 0) return found;
  return complain({
    op,
    rule: 'no window may lie in the padding alone',
    got: { padding: `${showList(found.pads[axis])} along spatial axis ${axis}`, size: showList(found.size) },
    argument: 'padding',
    expected: `less than ${found.size[axis]} on either side of spatial axis ${axis}`,
  });
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
  const { size: each, stride, pads } = poolGeometry(op, sizes, size, options);
  const axes = sizes.map((_, k) => k + 2);
  const patches = windows(padded(x, pads, filler), { axes, size: each, stride });
  return { patches, axes: sizes.map((_, k) => k - sizes.length) };
}

/** The options of `maxPool`, for `requireOptions`. */
export const poolKinds = { stride: 'any', padding: 'any', strict: 'boolean' } as const;

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
>(
  x: Tensor<S, D> & PoolProblem<'maxPool', S>,
  size: K,
  options: PoolOptions<St, Pa> = {},
): Tensor<Pool<S, K, St, Pa>, D> {
  requireOptions<PoolOptions>('maxPool', options, poolKinds);
  const { patches, axes } = pools('maxPool', x as Tensor, size, options, -Infinity);
  return max(patches, axes) as Tensor as Tensor<Pool<S, K, St, Pa>, D>;
}
