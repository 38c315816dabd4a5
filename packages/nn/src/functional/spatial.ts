// What conv and pool share: options per spatial axis, padding spelled out, and sizes, as types and at run time.
import type { Dim, Shape } from '@cotangent/tensor';
import {
  complain,
  show,
  showList,
  windowSize,
  type Add,
  type Compare,
  type Divide,
  type Multiply,
  type Per,
  type PerAxis,
  type Subtract,
  type WindowSize,
} from '@cotangent/tensor/extend';

/** Cells before and after along each spatial axis. */
type Pads = readonly (readonly [low: number, high: number])[];
/**
 * `'valid'` (none), `'same'` (so that the output has `⌈in / stride⌉`, the odd cell at the end), one number for all
 * spatial axes, one an axis, or `[low, high]` for each.
 */
export type Padding = 'same' | 'valid' | PerAxis | Pads;

/** `[low, high]` of the axis at `A`. */
type Low<P extends Padding, A> = P extends 'valid'
  ? 0
  : P extends PerAxis
    ? Per<P, A>
    : A extends keyof P
      ? P[A] extends readonly [infer N extends number, number]
        ? N
        : number
      : number;
type High<P extends Padding, A> = P extends 'valid'
  ? 0
  : P extends PerAxis
    ? Per<P, A>
    : A extends keyof P
      ? P[A] extends readonly [number, infer N extends number]
        ? N
        : number
      : number;
/** `⌈N / S⌉` */
type Ceiling<N extends Dim, S extends number> = S extends 1 ? N : Add<Divide<Less<N>, S>, 1>;
type Less<N extends Dim> = N extends 0 ? 0 : Subtract<N, 1>;

/** The sizes of `R`, spatial axes, under windows of `K`: `⌊(n + low + high − d·(k − 1) − 1) / s⌋ + 1`. */
export type Slide<
  R extends Shape,
  K extends PerAxis,
  St extends PerAxis,
  Pa extends Padding,
  Di extends PerAxis,
> = {
  -readonly [A in keyof R]: Pa extends 'same'
    ? Ceiling<R[A], Per<St, A>>
    : WindowSize<R[A], Per<K, A>, Per<St, A>, Per<Di, A>, Low<Pa, A>, High<Pa, A>>;
};

/** For each size of `R`, whether a window of `K` is certainly larger than it, padding included. */
export type Misfit<R extends Shape, K extends PerAxis, Pa extends Padding, Di extends PerAxis> = {
  [A in keyof R]: Pa extends 'same'
    ? false
    : Compare<
          Add<R[A], Add<Low<Pa, A>, High<Pa, A>>>,
          Add<Multiply<Per<Di, A>, Less<Per<K, A>>>, 1>
        > extends '<'
      ? true
      : false;
};

/** The size of an axis under transposed windows, before padding is cut off. */
type Whole<N extends Dim, K extends number, St extends number, Op extends number, Di extends number> = Add<
  Add<Multiply<Less<N>, St>, Multiply<Less<K>, Di>>,
  Add<1, Op>
>;
/** The sizes of `R` under transposed windows of `K`: `(n − 1)·s + d·(k − 1) + 1 + more − 2·padding`. */
export type Grow<
  R extends Shape,
  K extends PerAxis,
  St extends PerAxis,
  Pa extends PerAxis,
  Op extends PerAxis,
  Di extends PerAxis,
> = {
  -readonly [A in keyof R]: Subtract<
    Whole<R[A], Per<K, A>, Per<St, A>, Per<Op, A>, Per<Di, A>>,
    Multiply<2, Per<Pa, A>>
  >;
};
/** For each size of `R`, whether transposed windows certainly cannot step so: padding cuts off too much, or the like. */
export type Misstep<
  R extends Shape,
  K extends PerAxis,
  St extends PerAxis,
  Pa extends PerAxis,
  Op extends PerAxis,
  Di extends PerAxis,
> = {
  [A in keyof R]: Compare<
    Whole<R[A], Per<K, A>, Per<St, A>, Per<Op, A>, Per<Di, A>>,
    Multiply<2, Per<Pa, A>>
  > extends '<'
    ? 'padding may not cut off more than there is'
    : Compare<Per<Op, A>, Per<St, A>> extends '=' | '>'
      ? 'outputPadding is smaller than the stride'
      : never;
};

/** One entry for each of `R`, of what is given for all or for each. */
export type Each<R extends Shape, K extends PerAxis> = { -readonly [A in keyof R]: Per<K, A> };

/** Windows along spatial axes, spelled out. */
export interface Geometry {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly pads: Pads;
  /** The sizes of what comes out. */
  readonly output: readonly number[];
}

/** One number for each of `rank` axes. Throws for lists of another length and what is no integer of at least `least`. */
export function perAxis(
  op: string,
  name: string,
  given: unknown,
  rank: number,
  least = 1,
): readonly number[] {
  const list = Array.isArray(given)
    ? (given as readonly unknown[])
    : Array.from({ length: rank }, () => given);
  const whole = list.every((n) => Number.isSafeInteger(n) && (n as number) >= least);
  if (list.length === rank && whole) return list as readonly number[];
  return complain({
    op,
    rule: `${name} is an integer of at least ${least}, or a list of one for each spatial axis`,
    got: { [name]: show(given), axes: String(rank) },
    argument: name,
    expected: `an integer of at least ${least}, or a list of ${rank} of them`,
  });
}

/** How windows slide along `sizes`. Throws for options that do not fit the number of axes, and windows that do not. */
export function geometry(
  op: string,
  sizes: readonly number[],
  size: unknown,
  options: {
    readonly stride?: unknown;
    readonly dilation?: unknown;
    readonly padding?: unknown;
    readonly strict?: boolean | undefined;
  },
): Geometry {
  const rank = sizes.length;
  const each = perAxis(op, 'size', size, rank);
  const stride = perAxis(op, 'stride', options.stride ?? 1, rank);
  const dilation = perAxis(op, 'dilation', options.dilation ?? 1, rank);
  const reach = each.map((k, axis) => dilation[axis] * (k - 1) + 1);
  const pads = padsOf(op, options.padding ?? 0, sizes, stride, reach);
  const room = sizes.map((n, axis) => n + pads[axis][0] + pads[axis][1]);
  const short = room.findIndex((n, axis) => n < reach[axis]);
  if (short >= 0) {
    complain({
      op,
      rule: 'the window must fit into the axis',
      got: {
        input: `${showList(sizes)}   spatial axis ${short} has ${room[short]}, padding included`,
        size: `${showList(each)}   covers ${reach[short]}`,
      },
      argument: 'size',
      expected: `a window that covers at most ${room[short]} along spatial axis ${short}`,
    });
  }
  const rest = room.map((n, axis) => (n - reach[axis]) % stride[axis]);
  if (options.strict === true && rest.some((n) => n > 0)) {
    complain({
      op,
      rule: 'with strict: true, the last window must end where the axis ends',
      got: {
        input: `${showList(sizes)}   leaves ${showList(rest)}`,
        size: showList(each),
        stride: showList(stride),
      },
      argument: 'stride',
      expected: 'sizes, stride and padding that leave no remainder',
    });
  }
  const output = room.map((n, axis) => windowSize(n, each[axis], stride[axis], dilation[axis]));
  return { size: each, stride, dilation, pads, output };
}

/** How windows slide, as a layer tells of it; padding before and after each axis. */
export function slideSettings({ size, stride, dilation, pads }: Geometry): Record<string, readonly number[]> {
  const [padding, paddingAfter] = [pads.map(([before]) => before), pads.map(([, after]) => after)];
  return { size, stride, dilation, padding, paddingAfter };
}

function padsOf(
  op: string,
  padding: unknown,
  sizes: readonly number[],
  stride: readonly number[],
  reach: readonly number[],
): Pads {
  if (padding === 'valid') return sizes.map(() => [0, 0]);
  if (padding === 'same') {
    return sizes.map((n, axis) => {
      const total = Math.max(0, (Math.ceil(n / stride[axis]) - 1) * stride[axis] + reach[axis] - n);
      return [Math.floor(total / 2), Math.ceil(total / 2)];
    });
  }
  const cells = (n: unknown): boolean => Number.isSafeInteger(n) && (n as number) >= 0;
  if (cells(padding)) return sizes.map(() => [padding as number, padding as number]);
  if (Array.isArray(padding) && padding.length === sizes.length) {
    const pairs = (padding as readonly unknown[]).map((entry) =>
      Array.isArray(entry) ? entry : [entry, entry],
    );
    if (pairs.every((pair) => pair.length === 2 && pair.every(cells))) return pairs as unknown[] as Pads;
  }
  return complain({
    op,
    rule: 'padding is a number of cells, one for each spatial axis, pairs of them, or a word',
    got: { padding: show(padding), axes: String(sizes.length) },
    argument: 'padding',
    expected: `'same', 'valid', an integer of at least 0, or a list of ${sizes.length} integers or pairs [low, high]`,
  });
}
