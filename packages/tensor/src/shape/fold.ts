// Folding: windows added up where they came from. The adjoint of `windows`, so its shapes run backwards.
// What was cut off at the end of an axis cannot be seen in the windows; `sizes` says how long the axes were.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Certain, Problem, Shape, Show, Spec } from './dim.ts';
import type { Unequal } from './expect.ts';
import {
  failPerAxis,
  spellOut,
  windowsShape,
  type Per,
  type PerAxis,
  type Place,
  type WindowIndices,
  type WindowOptions,
  type Windows,
  type WindowsProblem,
} from './window.ts';

type DropLast<S extends Shape, Axes extends readonly unknown[]> = Axes extends readonly [
  infer _,
  ...infer Rest,
]
  ? S extends readonly [...infer Lead extends Shape, infer _Last]
    ? DropLast<Lead, Rest>
    : Shape
  : S;
type Restored<S extends Shape, Axes extends readonly unknown[], Sizes extends readonly number[]> = {
  -readonly [K in keyof S]: '?' extends Axes[number]
    ? number
    : [Place<Axes, K>] extends [never]
      ? S[K]
      : Per<Sizes, Place<Axes, K>>;
};
type Folded<
  S extends Shape,
  Axes extends readonly number[],
  Sizes extends readonly number[],
> = number extends S['length'] ? Shape : Restored<S, WindowIndices<S, Axes>, Sizes>;

/**
 * The shape of `fold(x, { axes, sizes, … })`, the adjoint of `windows`: the trailing offsets go, and each of `axes`
 * gets its size back: `[n, c, h′, w′, i, j] → [n, c, h, w]`.
 *
 * @example
 * type Image = Fold<['batch', 3, 24, 24, 5, 5], [2, 3], [28, 28]>; // ['batch', 3, 28, 28]
 */
export type Fold<
  S extends Shape,
  Axes extends readonly number[],
  Sizes extends readonly number[],
> = number extends S['length'] | Axes['length'] ? Shape : Folded<DropLast<S, Axes>, Axes, Sizes>;

const windowed = 'x must be windows of the given sizes';
/**
 * The sentence for an `x` of shape `S` that certainly is not what `windows` makes of the result, else `unknown`.
 *
 * @example
 * type Why = FoldProblem<'fold', [3, 2], [0], [9], 2>;
 * // Problem<'fold: x must be windows of the given sizes. x: [3, 2], axes: [0], sizes: [9]'>
 */
export type FoldProblem<
  Op extends string,
  S extends Shape,
  Axes extends readonly number[],
  Sizes extends readonly number[],
  Size extends PerAxis,
  Stride extends PerAxis = 1,
  Dilation extends PerAxis = 1,
> =
  WindowsProblem<Op, Fold<S, Axes, Sizes>, Axes, Size, Stride, Dilation> extends infer Wrong extends
    Problem<string>
    ? Wrong
    : Unequal<Certain<S>, Certain<Windows<Fold<S, Axes, Sizes>, Axes, Size, Stride, Dilation>>> extends true
      ? Problem<`${Op}: ${typeof windowed}. x: ${Show<Certain<S>>}, axes: ${Show<Certain<Axes>>}, sizes: ${Show<Certain<Sizes>>}`>
      : unknown;

/** As `WindowOptions`, with the sizes of `axes` in the result. */
export interface FoldOptions extends WindowOptions {
  readonly sizes: readonly number[];
}
/**
 * The shape of `fold(x, options)`, the adjoint of `windows`: `[n, c, h′, w′, i, j] → [n, c, h, w]`.
 *
 * `sizes` are those of `axes` in the result. Throws as `normalizeWindows`, and if `x` is not what `windows` would make
 * of such a result.
 *
 * @example
 * const x = { dtype: 'float32', shape: [20, 1, 24, 24, 5, 5] } as const;
 * foldShape('fold', x, { axes: [2, 3], size: [5, 5], sizes: [28, 28] }); // [20, 1, 28, 28]
 */
export function foldShape(
  op: string,
  x: Spec,
  options: WindowOptions & { readonly sizes: readonly number[] },
): readonly number[] {
  const { sizes } = options;
  const rank = x.shape.length - options.axes.length;
  const { axes } = spellOut(op, x, rank, options);
  if (sizes.length !== axes.length) failPerAxis(op, x, axes, 'sizes', sizes);
  const shape = x.shape.slice(0, rank);
  axes.forEach((axis, k) => (shape[axis] = sizes[k]));
  const expected = windowsShape(op, { dtype: x.dtype, shape }, options);
  if (!expected.every((n, axis) => n === x.shape[axis])) {
    complain({
      op,
      rule: windowed,
      got: { x: showSpec(x), axes: showList(axes), sizes: showList(sizes) },
      argument: 'x',
      expected: `x of shape ${showList(expected)}`,
    });
  }
  return Object.freeze(shape);
}
