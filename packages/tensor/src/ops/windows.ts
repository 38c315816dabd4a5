// Windows as users call them: arguments checked, stride and dilation 1 unless given.
import type { DType } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { requireNumbers, requireOptions, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { refuseBool } from '../primitives/operands.ts';
import { foldPrimitive, windowsOf } from '../primitives/windows.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import { foldShape, type Fold, type FoldProblem } from '../shape/fold.ts';
import { normalizeWindows, type PerAxis, type Windows, type WindowsProblem } from '../shape/window.ts';

/** Which axes are windowed and how: one number an axis, or one for all. */
export interface WindowsOptions<
  A extends readonly number[] = readonly number[],
  K extends PerAxis = PerAxis,
  St extends PerAxis = PerAxis,
  Di extends PerAxis = PerAxis,
> {
  readonly axes: A;
  /** Elements of a window along each axis. */
  readonly size: K;
  /** Steps from one window to the next; 1 unless given. */
  readonly stride?: St;
  /** Steps from one element of a window to the next; 1 unless given. */
  readonly dilation?: Di;
}

const windowKinds = { axes: 'any', size: 'any', stride: 'any', dilation: 'any' } as const;

/** Throws unless axes and numbers for them are what they should be. */
function requireWindows(op: string, { axes, size, stride = 1, dilation = 1 }: WindowsOptions): void {
  requireNumbers(op, axes, 'axes');
  for (const [name, given] of Object.entries({ size, stride, dilation })) {
    if (typeof given !== 'number') requireNumbers(op, given, name);
  }
}

/**
 * All windows along `axes`: their positions in place of the axes, the elements of each as trailing axes.
 *
 * `[n, c, h, w], axes [2, 3] → [n, c, h′, w′, i, j]`, `h′ = ⌊(h - d·(i - 1) - 1) / s⌋ + 1`. A view: copies nothing.
 * Throws for axes out of range or repeated, for windows larger than their axis, and for sizes, strides and dilations
 * below 1.
 * @example
 * const images = zeros([20, 1, 24, 24]);
 * windows(images, { axes: [2, 3], size: 5 }); // Tensor<[20, 1, 20, 20, 5, 5]>
 */
export function windows<
  S extends Shape,
  D extends DType,
  const A extends readonly number[],
  const K extends PerAxis,
  const St extends PerAxis = 1,
  const Di extends PerAxis = 1,
>(
  x: Tensor<S, D>,
  options: WindowsOptions<A, K, St, Di> & WindowsProblem<'windows', Settled<S, A>, A, K, St, Di>,
): Tensor<Windows<S, A, K, St, Di>, D> {
  requireTensor('windows', x);
  requireOptions<WindowsOptions>('windows', options, windowKinds);
  requireWindows('windows', options);
  const result = windowsOf(x as Tensor, normalizeWindows('windows', x, options));
  return result as Tensor as Tensor<Windows<S, A, K, St, Di>, D>;
}

/**
 * The adjoint of `windows`: adds all windows up where they came from; `sizes` are the sizes of `axes` then.
 *
 * `[n, c, h′, w′, i, j], axes [2, 3] → [n, c, h, w]`. Throws unless `x` has the shape that `windows` would
 * give, and for bools.
 * @example
 * const pairs = windows(tensor([1, 2, 3]), { axes: [0], size: 2 }); // float32[2, 2] [[1, 2], [2, 3]]
 * fold(pairs, { axes: [0], size: 2, sizes: [3] }); // float32[3] [1, 4, 3]
 */
export function fold<
  S extends Shape,
  D extends DType,
  const A extends readonly number[],
  const N extends readonly number[],
  const K extends PerAxis,
  const St extends PerAxis = 1,
  const Di extends PerAxis = 1,
>(
  x: Tensor<S, D>,
  options: WindowsOptions<A, K, St, Di> & { readonly sizes: N } & FoldProblem<
      'fold',
      Settled<S, A>,
      A,
      N,
      K,
      St,
      Di
    >,
): Tensor<Fold<S, A, N>, D> {
  requireTensor('fold', x);
  if (x.dtype === 'bool') refuseBool('fold', { x });
  requireOptions<WindowsOptions & { readonly sizes: N }>('fold', options, { ...windowKinds, sizes: 'any' });
  requireWindows('fold', options);
  requireNumbers('fold', options.sizes, 'sizes');
  const shape = foldShape('fold', x, options);
  const params = normalizeWindows('fold', { shape, dtype: x.dtype }, options);
  const sizes = params.axes.map((axis) => shape[axis]);
  return bindOne(foldPrimitive, [x as Tensor], { ...params, sizes }) as Tensor as Tensor<Fold<S, A, N>, D>;
}
