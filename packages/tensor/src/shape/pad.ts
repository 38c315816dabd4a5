// Padding: cells before and after the elements of each axis, and, for adjoints of strided slices, between them.
// One pair an axis, so that no axis is padded by oversight.
import { complain, showList, showSpec } from '../base/error.ts';
import type { Add, Compare } from './arithmetic.ts';
import type { At } from './axis.ts';
import type { Certain, Dim, Only, Problem, Shape, Show, Spec } from './dim.ts';

const perAxis = 'there must be one pair an axis';
const notNegative = 'padding must be whole and not negative';

/** `[low, high]` for each axis: how many cells come before and after. */
export type Pads = readonly (readonly [number, number])[];

type Total<P> = P extends readonly [infer Low extends number, infer High extends number]
  ? Add<Only<Low>, Only<High>>
  : number;
type PadDim<D extends Dim, N extends Dim, More extends Dim> = More extends 0 ? D : Add<N, More>;
type Padded<S extends Shape, C extends Shape, P extends Pads> = {
  -readonly [K in keyof S]: PadDim<S[K], At<C, K>, K extends keyof P ? Total<P[K]> : number>;
};

/**
 * The shape of `S` with `[low, high]` cells more along each axis: `[…, n, …] → […, low + n + high, …]`.
 *
 * @example
 * type Wider = Pad<['batch', 24], [[0, 0], [2, 2]]>; // ['batch', 28]
 */
export type Pad<S extends Shape, P extends Pads> = number extends S['length']
  ? Shape
  : Padded<S, Certain<S>, P>;

type HasNegative<P extends Pads> = true extends {
  [K in keyof P]: `${P[K][0]}` extends `-${string}` ? true : `${P[K][1]}` extends `-${string}` ? true : false;
}[number]
  ? true
  : false;

/**
 * The sentence for padding that is certainly negative or not one pair an axis, else `unknown`.
 *
 * @example
 * type Why = PadProblem<'pad', [2, 3], [[1, 1]]>;
 * // Problem<'pad: there must be one pair an axis. x: [2, 3], pairs: 1'>
 */
export type PadProblem<Op extends string, S extends Shape, P extends Pads> =
  Compare<P['length'], S['length']> extends '<' | '>'
    ? Problem<`${Op}: ${typeof perAxis}. x: ${Show<Certain<S>>}, pairs: ${P['length']}`>
    : HasNegative<P> extends true
      ? Problem<`${Op}: ${typeof notNegative}. x: ${Show<Certain<S>>}`>
      : unknown;

/**
 * The shape of `x` padded: `[…, n, …] → […, low + n + (n − 1)·interior + high, …]`.
 *
 * `interior` cells come between neighbors, none unless told. Throws unless there is one pair an axis, and for cells
 * that are negative or not whole.
 *
 * @example
 * padShape('pad', { dtype: 'float32', shape: [20, 24] }, [[0, 0], [2, 2]]); // [20, 28]
 */
export function padShape(
  op: string,
  x: Spec,
  pads: readonly (readonly number[])[],
  interior: readonly number[] = x.shape.map(() => 0),
): readonly number[] {
  const rank = x.shape.length;
  const fail = (name: string, shown: string, rule: string, expected: string): never =>
    complain({ op, rule, got: { x: showSpec(x), [name]: shown }, argument: name, expected });
  const shown = showList(pads.map(showList));
  if (pads.length !== rank || !pads.every((pair) => pair.length === 2)) {
    fail('pads', shown, perAxis, `a list of length ${rank}, [low, high] for each axis of x`);
  }
  if (!pads.flat().every(isCount)) fail('pads', shown, notNegative, 'whole numbers of cells, 0 or more');
  if (interior.length !== rank || !interior.every(isCount)) {
    fail(
      'interior',
      showList(interior),
      notNegative,
      `a list of length ${rank}, whole numbers of cells for each axis of x`,
    );
  }
  return Object.freeze(
    x.shape.map((n, axis) => pads[axis][0] + n + Math.max(0, n - 1) * interior[axis] + pads[axis][1]),
  );
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}
