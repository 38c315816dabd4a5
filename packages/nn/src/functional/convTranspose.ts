// Transposed convolution: the adjoint of `conv` in its input, from few cells to many.
// One composition: each cell's contribution to every window, folded to where the windows stand, less the padding.
import { einsum, fold, reshape, slice } from '@cotangent/tensor';
import type { Dim, DType, Promote, Shape, Tensor, ToSum } from '@cotangent/tensor';
import {
  complain,
  requireInteger,
  requireOptions,
  requireTensor,
  showList,
  showSpec,
  type PerAxis,
} from '@cotangent/tensor/extend';
import { addBias } from './conv.ts';
import { perAxis, type Grow } from './spatial.ts';

/** How the kernel of a transposed convolution steps. */
export interface ConvTransposeOptions<
  St extends PerAxis = PerAxis,
  Pa extends PerAxis = PerAxis,
  Op extends PerAxis = PerAxis,
  Di extends PerAxis = PerAxis,
> {
  /** Cells of the output from one window to the next; 1 unless given. */
  readonly stride?: St | undefined;
  /** Cells cut off on both sides of the output; none unless given. */
  readonly padding?: Pa | undefined;
  /** Cells more at the end of the output, fewer than the stride; none unless given. */
  readonly outputPadding?: Op | undefined;
  /** Cells from one of a window to the next; 1 unless given. */
  readonly dilation?: Di | undefined;
  /** Into how many parts channels are divided; 1 unless given. */
  readonly groups?: number | undefined;
}

/** The shape of `convTranspose(x, w)`: `[b, c, ...n] × [c, o / groups, ...k] → [b, o, ...n′]`. */
export type ConvTranspose<
  S extends Shape,
  W extends Shape,
  St extends PerAxis = 1,
  Pa extends PerAxis = 0,
  Op extends PerAxis = 0,
  Di extends PerAxis = 1,
> = S extends readonly [infer B extends Dim, infer _C, ...infer R extends Shape]
  ? W extends readonly [infer _I, infer O extends Dim, ...infer K extends readonly number[]]
    ? [B, O, ...Grow<R, K, St, Pa, Op, Di>]
    : [B, number, ...{ -readonly [A in keyof R]: number }]
  : Shape;

/** What windows make of sizes, turned around. */
interface Growth {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  /** The sizes with padding, and where the output begins and ends in them. */
  readonly whole: readonly number[];
  readonly start: readonly number[];
  readonly stop: readonly number[];
}

/** How `sizes` grow under windows of `size`. Throws for options that do not fit, and outputs of negative sizes. */
export function growth(
  op: string,
  sizes: readonly number[],
  size: readonly number[],
  options: ConvTransposeOptions,
): Growth & { readonly output: readonly number[] } {
  const rank = sizes.length;
  const stride = perAxis(op, 'stride', options.stride ?? 1, rank);
  const dilation = perAxis(op, 'dilation', options.dilation ?? 1, rank);
  const start = perAxis(op, 'padding', options.padding ?? 0, rank, 0);
  const more = perAxis(op, 'outputPadding', options.outputPadding ?? 0, rank, 0);
  const refuse = (argument: string, rule: string, expected: string): never =>
    complain({
      op,
      rule,
      got: { input: showList(sizes), [argument]: showList(argument === 'padding' ? start : more) },
      argument,
      expected,
    });
  if (more.some((n, axis) => n >= stride[axis])) {
    refuse('outputPadding', 'outputPadding is smaller than the stride', `numbers below ${showList(stride)}`);
  }
  const whole = sizes.map(
    (n, axis) => (Math.max(1, n) - 1) * stride[axis] + dilation[axis] * (size[axis] - 1) + 1 + more[axis],
  );
  const stop = whole.map((n, axis) => n - start[axis]);
  const output = stop.map((n, axis) => n - start[axis]);
  if (output.some((n) => n < 0))
    refuse('padding', 'padding may not cut off more than there is', 'less padding');
  return { stride, dilation, whole, start, stop, output };
}

/**
 * Adds `w`, scaled by each cell of `x`, at every place a window of it stands. `[b, c, ...n] × [c, o / groups, ...k] →
 * [b, o, ...n′]`.
 *
 * `n′ = (n − 1)·stride − 2·padding + d·(k − 1) + 1 + outputPadding`; `bias`, `[o]`, is added. Throws for operands that do
 * not fit each other, and for an outputPadding that is not below the stride.
 * @example
 * const x = ones([20, 16, 4, 4]);
 * functional.convTranspose(x, ones([16, 8, 3, 3]), { stride: 2, padding: 1, outputPadding: 1 }); // Tensor<[20, 8, 8, 8]>
 */
export function convTranspose<
  S extends Shape,
  D extends DType,
  W extends Shape,
  DW extends DType,
  const St extends PerAxis = 1,
  const Pa extends PerAxis = 0,
  const Op extends PerAxis = 0,
  const Di extends PerAxis = 1,
>(
  x: Tensor<S, D>,
  w: Tensor<W, DW>,
  options: ConvTransposeOptions<St, Pa, Op, Di> & { readonly bias?: Tensor<Shape, DType> | undefined } = {},
): Tensor<ConvTranspose<S, W, St, Pa, Op, Di>, ToSum<Promote<D, DW>>> {
  const op = 'convTranspose';
  requireTensor(op, x);
  requireTensor(op, w, 'w');
  requireOptions<typeof options>(op, options, {
    stride: 'any',
    padding: 'any',
    outputPadding: 'any',
    dilation: 'any',
    groups: 'any',
    bias: 'any',
  });
  const { groups = 1, bias } = options;
  requireInteger(op, groups, 'groups', 1);
  requireFit(x as Tensor, w as Tensor, groups);
  const y = scattered(x as Tensor, w as Tensor, options, groups);
  return (bias === undefined ? y : addBias(op, y, bias as Tensor)) as Tensor as Tensor<
    ConvTranspose<S, W, St, Pa, Op, Di>,
    ToSum<Promote<D, DW>>
  >;
}

function scattered(x: Tensor, w: Tensor, options: ConvTransposeOptions, groups: number): Tensor {
  const [batch, channels, ...sizes] = x.shape as readonly number[];
  const [, depth, ...size] = w.shape as readonly number[];
  const { stride, dilation, whole, start, stop } = growth('convTranspose', sizes, size, options);
  const axes = sizes.map((_, k) => k + 2);
  const xyz = 'xyz'.slice(0, axes.length);
  const ijk = 'ijk'.slice(0, axes.length);
  const divided: Tensor = reshape(x, [batch, groups, channels / groups, ...sizes]);
  const own: Tensor = reshape(w, [groups, channels / groups, depth, ...size]);
  const parts: Tensor =
    groups === 1
      ? einsum(`bc${xyz},co${ijk}->bo${xyz}${ijk}`, x, w)
      : einsum(`bgc${xyz},gco${ijk}->bgo${xyz}${ijk}`, divided, own);
  const patches = reshape(parts as Tensor, [batch, groups * depth, ...sizes, ...size]) as Tensor;
  const full = fold(patches, { axes, size, stride, dilation, sizes: whole }) as Tensor;
  return slice(full, [0, 0, ...start], [batch, groups * depth, ...stop]);
}

function requireFit(x: Tensor, w: Tensor, groups: number): void {
  const [, channels = 0] = x.shape as readonly number[];
  const fits = x.rank === w.rank && x.rank >= 3 && x.rank <= 5;
  if (fits && w.shape[0] === channels && channels % groups === 0) return;
  complain({
    op: 'convTranspose',
    rule: fits
      ? 'w has the channels of x, which groups divide'
      : 'x and w have the same number of axes, from 3 to 5',
    got: { x: showSpec(x), w: showSpec(w), groups: String(groups) },
    argument: 'w',
    expected: 'x of shape [batch, in, ...sizes] and w of shape [in, out / groups, ...size]',
  });
}
