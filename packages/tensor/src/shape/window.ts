// Windows: where a kernel can stand along an axis, and the view that conv and pool are made of.
// `windows` turns each axis into positions and appends the offsets inside the window.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Add, Compare, Divide, Multiply, Subtract } from './arithmetic.ts';
import { locateAll, type rangeRule, type repeatRule } from './axes.ts';
import type { At, AxisKey } from './axis.ts';
import type { Certain, Dim, Only, Problem, Shape, Show, Spec } from './dim.ts';

const fits = 'the window must fit into the axis';
const positive = 'size, stride and dilation must be whole and positive';
const perAxis = 'there must be one entry an axis';

/** One number an axis, or one number for all. */
export type PerAxis = number | readonly number[];

/** Cells from the first to the last that a window of `K` with holes covers: `d·(k − 1)`, one less than its width. */
type Reach<K extends Dim, Dilation extends Dim> = Multiply<Dilation, Subtract<K, 1>>;

/**
 * How many places a window of `K` has along `N` cells: `⌊(n + low + high − d·(k − 1) − 1) / s⌋ + 1`.
 *
 * `number` where that is unknown or the window does not fit. A window of 1 at stride 1 keeps a name.
 *
 * @example
 * type Halved = WindowSize<24, 2, 2>; // 12
 * type Same = WindowSize<24, 5, 1, 1, 2, 2>; // 24
 */
export type WindowSize<
  N extends Dim,
  K extends Dim,
  Stride extends Dim = 1,
  Dilation extends Dim = 1,
  Low extends Dim = 0,
  High extends Dim = 0,
> = [Stride] extends [1]
  ? Subtract<Add<N, Add<Low, High>>, Reach<K, Dilation>>
  : Add<Divide<Subtract<Add<N, Add<Low, High>>, Add<Reach<K, Dilation>, 1>>, Stride>, 1>;

/** The entry of `P` at the key `I` of the list of axes. */
export type Per<P extends PerAxis, I> = P extends readonly number[]
  ? number extends P['length']
    ? number
    : I extends keyof P
      ? Only<P[I]> & number
      : number
  : Only<P> & number;
/** The keys of windowed axes. */
export type WindowIndices<S extends Shape, Axes extends readonly number[]> = {
  [I in keyof Axes]: AxisKey<S, Axes[I]>;
};
/** At which key of the list of axes `K` stands; `never` if it is not windowed. */
export type Place<Axes extends readonly unknown[], K> = {
  [I in keyof Axes]: Axes[I] extends K ? I : never;
}[number];
type Placed<
  D extends Dim,
  N extends Dim,
  I,
  Size extends PerAxis,
  Stride extends PerAxis,
  Dilation extends PerAxis,
> = [I] extends [never] ? D : WindowSize<N, Per<Size, I>, Per<Stride, I>, Per<Dilation, I>>;
type Positions<
  S extends Shape,
  C extends Shape,
  Axes extends readonly unknown[],
  Size extends PerAxis,
  Stride extends PerAxis,
  Dilation extends PerAxis,
> = {
  -readonly [K in keyof S]: '?' extends Axes[number]
    ? number
    : Placed<S[K], At<C, K>, Place<Axes, K>, Size, Stride, Dilation>;
};
type Offsets<Axes extends readonly unknown[], Size extends PerAxis> = {
  -readonly [I in keyof Axes]: Per<Size, I>;
};

/**
 * The shape of `windows(x, { axes, size, stride, dilation })`: each of `axes` becomes window positions, and the offsets
 * inside the window are appended in the order of `axes`: `[n, c, h, w] → [n, c, h′, w′, i, j]`.
 *
 * @example
 * type Patches = Windows<['batch', 3, 28, 28], [2, 3], [5, 5]>; // ['batch', 3, 24, 24, 5, 5]
 */
export type Windows<
  S extends Shape,
  Axes extends readonly number[],
  Size extends PerAxis,
  Stride extends PerAxis = 1,
  Dilation extends PerAxis = 1,
> = number extends S['length'] | Axes['length']
  ? Shape
  : [...Positions<S, Certain<S>, WindowIndices<S, Axes>, Size, Stride, Dilation>, ...Offsets<Axes, Size>];

/** The rules that certainly break, as a union. */
type Broken<
  C extends Shape,
  Axes extends readonly unknown[],
  Size extends PerAxis,
  Stride extends PerAxis,
  Dilation extends PerAxis,
> =
  | Uneven<Axes, Size | Stride | Dilation>
  | {
      [I in keyof Axes]:
        | (Axes[I] extends 'none' ? typeof rangeRule : never)
        | (Axes[I] extends '?' | 'none' ? never : Place<Axes, Axes[I]> extends I ? never : typeof repeatRule)
        | NotPositive<Per<Size, I> | Per<Stride, I> | Per<Dilation, I>>
        | (Compare<Reach<Per<Size, I>, Per<Dilation, I>>, At<C, Axes[I]>> extends '=' | '>'
            ? typeof fits
            : never);
    }[number];
type Uneven<Axes extends readonly unknown[], P> = P extends readonly number[]
  ? Compare<P['length'], Axes['length']> extends '<' | '>'
    ? typeof perAxis
    : never
  : never;
type NotPositive<N extends number> = [Extract<`${N}`, '0' | `-${string}`>] extends [never]
  ? never
  : typeof positive;
type ShowPer<P extends PerAxis> = P extends infer L extends readonly number[]
  ? Show<Certain<L>>
  : number extends Only<P>
    ? '?'
    : `${P & number}`;

/**
 * The sentence for windows that certainly cannot be taken of `S`, else `unknown`.
 *
 * @example
 * type Why = WindowsProblem<'conv', [20, 1, 3, 3], [2, 3], [5, 5]>;
 * // Problem<'conv: the window must fit into the axis. x: [20, 1, 3, 3], axes: [2, 3], size: [5, 5]'>
 */
export type WindowsProblem<
  Op extends string,
  S extends Shape,
  Axes extends readonly number[],
  Size extends PerAxis,
  Stride extends PerAxis = 1,
  Dilation extends PerAxis = 1,
> = number extends S['length'] | Axes['length']
  ? unknown
  : [Broken<Certain<S>, WindowIndices<S, Axes>, Size, Stride, Dilation>] extends [never]
    ? unknown
    : Problem<`${Op}: ${Broken<Certain<S>, WindowIndices<S, Axes>, Size, Stride, Dilation>}. x: ${Show<Certain<S>>}, axes: ${Show<Certain<Axes>>}, size: ${ShowPer<Size>}`>;

/** Which axes are windowed and how, as a caller says it; stride and dilation are 1 unless told. */
export interface WindowOptions {
  readonly axes: readonly number[];
  readonly size: PerAxis;
  readonly stride?: PerAxis | undefined;
  readonly dilation?: PerAxis | undefined;
}
/** Which axes, counted from 0, are windowed and how; one entry an axis. */
export interface WindowParams {
  readonly axes: readonly number[];
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
}
/**
 * How many places a window of `k` has along `n` cells: `⌊(n − d·(k − 1) − 1) / s⌋ + 1`; 0 if it does not fit.
 *
 * @example
 * windowSize(24, 2, 2, 1); // 12
 */
export function windowSize(n: number, k: number, stride = 1, dilation = 1): number {
  return Math.max(0, Math.floor((n - dilation * (k - 1) - 1) / stride) + 1);
}

/**
 * The axes of `x` counted from 0, and size, stride and dilation spelled out for each of them.
 *
 * Throws for axes that `x` lacks or that repeat, for lists that do not match `axes`, for sizes, strides and dilations
 * that are not whole and positive, and for a window that is larger than its axis.
 *
 * @example
 * normalizeWindows('windows', { dtype: 'float32', shape: [1, 24, 24] }, { axes: [-2, -1], size: 2, stride: 2 });
 * // { axes: [1, 2], size: [2, 2], stride: [2, 2], dilation: [1, 1] }
 */
export function normalizeWindows(op: string, x: Spec, options: WindowOptions): WindowParams {
  const params = spellOut(op, x, x.shape.length, options);
  params.axes.forEach((axis, k) => {
    const reach = params.dilation[k] * (params.size[k] - 1) + 1;
    if (reach <= x.shape[axis]) return;
    complain({
      op,
      rule: fits,
      got: {
        x: `${showSpec(x)}   axis ${axis} has ${x.shape[axis]}`,
        size: `${showList(params.size)}   covers ${reach}`,
        dilation: showList(params.dilation),
      },
      argument: 'size',
      expected: `a window that covers at most ${x.shape[axis]} along axis ${axis}`,
    });
  });
  return params;
}

/**
 * The shape of `windows(x, options)`: `[n, c, h, w] → [n, c, h′, w′, i, j]`. Throws as `normalizeWindows`.
 *
 * @example
 * windowsShape('windows', { dtype: 'float32', shape: [20, 1, 28, 28] }, { axes: [2, 3], size: [5, 5] });
 * // [20, 1, 24, 24, 5, 5]
 */
export function windowsShape(op: string, x: Spec, options: WindowOptions): readonly number[] {
  const { axes, size, stride, dilation } = normalizeWindows(op, x, options);
  const shape = [...x.shape, ...size];
  axes.forEach((axis, k) => (shape[axis] = windowSize(x.shape[axis], size[k], stride[k], dilation[k])));
  return Object.freeze(shape);
}

/** `normalizeWindows` without the test that windows fit, for a tensor of `rank`. */
export function spellOut(op: string, x: Spec, rank: number, options: WindowOptions): WindowParams {
  locateAll(op, x, rank, options.axes, 'axes');
  const axes = options.axes.map((axis) => (axis + rank) % rank);
  const { size, stride = 1, dilation = 1 } = options;
  const list = (name: string, entries: PerAxis): readonly number[] => {
    const each = typeof entries === 'number' ? axes.map(() => entries) : entries;
    if (each.length !== axes.length) failPerAxis(op, x, axes, name, each);
    if (!each.every((n) => Number.isSafeInteger(n) && n > 0)) {
      const got = { x: showSpec(x), [name]: showList(each) };
      complain({ op, rule: positive, got, argument: name, expected: `${name} of 1 or more` });
    }
    return Object.freeze([...each]);
  };
  return {
    axes: Object.freeze(axes),
    size: list('size', size),
    stride: list('stride', stride),
    dilation: list('dilation', dilation),
  };
}

/** Throws for a list that has not one entry for each axis. */
export function failPerAxis(
  op: string,
  x: Spec,
  axes: readonly number[],
  name: string,
  list: readonly number[],
): never {
  const got = { x: showSpec(x), axes: showList(axes), [name]: showList(list) };
  const expected = `a list of length ${axes.length}, one entry for each of axes`;
  return complain({ op, rule: perAxis, got, argument: name, expected });
}
