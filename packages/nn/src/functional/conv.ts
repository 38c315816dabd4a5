// Convolution (cross-correlation, as everywhere in deep learning) along one to three axes, with given weights.
// One composition: windows of the padded input, contracted with the kernel; compilers read it as one loop nest.
import { add, einsum, expandDims, pad, reshape, windows } from '@cotangent/tensor';
import type { Dim, DType, Problem, Promote, Shape, Tensor, ToSum } from '@cotangent/tensor';
import {
  complain,
  requireInteger,
  requireOptions,
  requireTensor,
  showSpec,
  type Certain,
  type Compare,
  type PerAxis,
  type Show,
} from '@cotangent/tensor/extend';
import { geometry, type Padding, type Slide } from './spatial.ts';

/** How a kernel slides. */
export interface ConvOptions<
  St extends PerAxis = PerAxis,
  Pa extends Padding = Padding,
  Di extends PerAxis = PerAxis,
> {
  /** Cells from one window to the next; 1 unless given. */
  readonly stride?: St | undefined;
  /** Zeros around the input; none unless given. */
  readonly padding?: Pa | undefined;
  /** Cells from one of a window to the next; 1 unless given. */
  readonly dilation?: Di | undefined;
  /** Into how many parts channels are divided, each with filters of its own; 1 unless given. */
  readonly groups?: number | undefined;
  /** Whether to refuse windows that leave cells at the end. */
  readonly strict?: boolean | undefined;
}

const kinds = {
  stride: 'any',
  padding: 'any',
  dilation: 'any',
  groups: 'any',
  strict: 'boolean',
  bias: 'any',
} as const;

/** The shape of `conv(x, w)`: `[b, c, ...n] × [o, c / groups, ...k] → [b, o, ...n′]`. */
export type Conv<
  S extends Shape,
  W extends Shape,
  St extends PerAxis = 1,
  Pa extends Padding = 0,
  Di extends PerAxis = 1,
> = S extends readonly [infer B extends Dim, infer _C, ...infer R extends Shape]
  ? W extends readonly [infer O extends Dim, infer _I, ...infer K extends readonly number[]]
    ? [B, O, ...Slide<R, K, St, Pa, Di>]
    : [B, number, ...{ -readonly [A in keyof R]: number }]
  : Shape;

const rankRule = 'x and w have the same number of axes, from 3 to 5';
/** The sentence for operands whose ranks certainly differ, else `unknown`. */
type ConvProblem<Op extends string, S extends Shape, W extends Shape> =
  Compare<S['length'], W['length']> extends '<' | '>'
    ? Problem<`${Op}: ${typeof rankRule}. x: ${Show<Certain<S>>}, w: ${Show<Certain<W>>}`>
    : unknown;

/**
 * Slides the kernels `w` over `x`. `[b, c, ...n] × [o, c / groups, ...k] → [b, o, ...n′]`.
 *
 * `n′ = ⌊(n + padding − d·(k − 1) − 1) / stride⌋ + 1` along each of one to three axes; `bias`, `[o]`, is added. The layer
 * of that name makes its own weights. Throws for operands that do not fit each other, and windows larger than their
 * axis.
 * @example
 * const images = ones([20, 1, 24, 24]);
 * functional.conv(images, ones([8, 1, 5, 5]), { padding: 2 }); // Tensor<[20, 8, 24, 24]>
 */
export function conv<
  S extends Shape,
  D extends DType,
  W extends Shape,
  DW extends DType,
  const St extends PerAxis = 1,
  const Pa extends Padding = 0,
  const Di extends PerAxis = 1,
>(
  x: Tensor<S, D>,
  w: Tensor<W, DW> & ConvProblem<'conv', S, W>,
  options: ConvOptions<St, Pa, Di> & { readonly bias?: Tensor<Shape, DType> | undefined } = {},
): Tensor<Conv<S, W, St, Pa, Di>, ToSum<Promote<D, DW>>> {
  requireTensor('conv', x);
  requireTensor('conv', w, 'w');
  requireOptions<typeof options>('conv', options, kinds);
  const { groups = 1, bias } = options;
  requireInteger('conv', groups, 'groups', 1);
  requireFit(x as Tensor, w as Tensor, groups);
  const y = convolve(x as Tensor, w as Tensor, options, groups);
  return (bias === undefined ? y : addBias('conv', y, bias as Tensor)) as Tensor as Tensor<
    Conv<S, W, St, Pa, Di>,
    ToSum<Promote<D, DW>>
  >;
}

const positions = 'xyz';
const offsets = 'ijk';

function convolve(x: Tensor, w: Tensor, options: ConvOptions, groups: number): Tensor {
  const [batch, channels, ...sizes] = x.shape as readonly number[];
  const [filters, depth, ...kernel] = w.shape as readonly number[];
  const { size, stride, dilation, pads, output } = geometry('conv', sizes, kernel, options);
  const axes = sizes.map((_, k) => k + 2);
  const patches = windows(padded(x, pads), { axes, size, stride, dilation });
  const xyz = positions.slice(0, axes.length);
  const ijk = offsets.slice(0, axes.length);
  if (groups === 1) return einsum(`bc${xyz}${ijk},oc${ijk}->bo${xyz}`, patches, w);
  const divided = reshape(patches, [batch, groups, channels / groups, ...output, ...size]);
  const own = reshape(w, [groups, filters / groups, depth, ...kernel]);
  const product = einsum(`bgc${xyz}${ijk},goc${ijk}->bgo${xyz}`, divided, own);
  return reshape(product, [batch, filters, ...output]);
}

/** `x` with cells of `value` around its spatial axes. */
export function padded(x: Tensor, pads: readonly (readonly [number, number])[], value = 0): Tensor {
  if (pads.every(([low, high]) => low + high === 0)) return x;
  return pad(x, [[0, 0], [0, 0], ...pads], value);
}

/** `[b, o, ...n] + [o]` */
export function addBias(op: string, y: Tensor, bias: Tensor): Tensor {
  requireTensor(op, bias, 'bias');
  const [, filters, ...sizes] = y.shape as readonly number[];
  if (bias.rank !== 1 || bias.shape[0] !== filters) {
    complain({
      op,
      rule: 'there is one bias for each filter',
      got: { bias: showSpec(bias), y: showSpec(y) },
      argument: 'bias',
      expected: `bias of shape [${filters}]`,
    });
  }
  return add(
    y,
    expandDims(
      bias,
      sizes.map((_, axis) => axis + 1),
    ),
  ) as Tensor;
}

function requireFit(x: Tensor, w: Tensor, groups: number): void {
  const [, channels = 0] = x.shape as readonly number[];
  const [filters = 0, depth] = w.shape as readonly number[];
  const fail = (rule: string, argument: string, expected: string): never =>
    complain({
      op: 'conv',
      rule,
      got: { x: showSpec(x), w: showSpec(w), groups: String(groups) },
      argument,
      expected,
    });
  if (x.rank !== w.rank || x.rank < 3 || x.rank > 5) {
    fail(rankRule, 'w', 'x of shape [batch, in, ...sizes] and w of shape [out, in / groups, ...size]');
  }
  if (channels % groups !== 0 || filters % groups !== 0) {
    fail('groups divide channels and filters', 'groups', `a divisor of ${channels} and of ${filters}`);
  }
  if (depth !== channels / groups) {
    fail('w is as deep as x has channels in a group', 'w', `w of shape [out, ${channels / groups}, ...size]`);
  }
}
