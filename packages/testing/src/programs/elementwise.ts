// How programs call elementwise ops: operands are brought into the domain first, results know their bounds.
import type { Choice, Draft, Production, Rule, Value } from './draft.ts';

type Bounds = readonly [low: number, high: number];
type Image = (low: number, high: number) => Bounds;

const rising =
  (f: (x: number) => number): Image =>
  (low, high) => [f(low), f(high)];
const between =
  (low: number, high: number): Image =>
  () => [low, high];
const even =
  (f: (x: number) => number): Image =>
  (low, high) => [f(0), f(Math.max(-low, high))];
const falling =
  (f: (x: number) => number): Image =>
  (low, high) => [f(high), f(low)];

const anywhere: Bounds = [-Infinity, Infinity];
const positive: Bounds = [0.25, 16.25];
const inside: Bounds = [-0.875, 0.875];

type Unary = readonly [op: string, domain: Bounds, image: Image];

const smooth: readonly Unary[] = [
  ['exp', [-3, 2], rising(Math.exp)],
  ['expm1', [-3, 2], rising(Math.expm1)],
  ['log', positive, rising(Math.log)],
  ['log1p', [-0.5, 15.5], rising(Math.log1p)],
  ['log2', positive, rising(Math.log2)],
  ['log10', positive, rising(Math.log10)],
  ['sqrt', positive, rising(Math.sqrt)],
  ['reciprocal', [0.5, 16.5], falling((x) => 1 / x)],
  ['sin', anywhere, between(-1, 1)],
  ['cos', anywhere, between(-1, 1)],
  ['tan', [-1, 1], rising(Math.tan)],
  ['asin', inside, rising(Math.asin)],
  ['acos', inside, falling(Math.acos)],
  ['atan', anywhere, rising(Math.atan)],
  ['sinh', [-2, 2], rising(Math.sinh)],
  ['cosh', [-2, 2], even(Math.cosh)],
  ['tanh', anywhere, rising(Math.tanh)],
  ['asinh', anywhere, rising(Math.asinh)],
  ['acosh', [1.5, 17.5], rising(Math.acosh)],
  ['atanh', inside, rising(Math.atanh)],
  ['erf', anywhere, between(-1, 1)],
  ['sigmoid', anywhere, between(0, 1)],
  ['softplus', anywhere, rising((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))],
  ['relu', anywhere, rising((x) => Math.max(x, 0))],
];

const whole: readonly Unary[] = [
  ['neg', anywhere, falling((x) => -x)],
  ['square', anywhere, even((x) => x * x)],
  ['abs', anywhere, even(Math.abs)],
  ['sign', anywhere, between(-1, 1)],
  ['floor', anywhere, rising(Math.floor)],
  ['ceil', anywhere, rising(Math.ceil)],
  ['round', anywhere, rising((x) => Math.round(x))],
];

const unary =
  ([op, domain, image]: Unary): Production =>
  (draft, choice) => {
    const picked = draft.pick(choice);
    if (picked === undefined) return undefined;
    const x = draft.within(picked, domain, choice);
    return draft.call(op, [x], image(x.low, x.high));
  };

/** The shape in which two meet, if they do. */
function meet(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const added = long.length - short.length;
  const shape = long.map((n, axis) => (axis < added || n !== 1 ? n : short[axis - added]));
  const fits = shape.every((n, axis) => axis < added || [1, n].includes(short[axis - added]));
  return fits ? shape : undefined;
}

/** Two operands that broadcast, the second one perhaps a number. */
export function pair(draft: Draft, choice: Choice): readonly [Value, Value] | undefined {
  const x = draft.pick(choice);
  if (x === undefined) return undefined;
  if (choice.below(4) === 3) {
    const n = draft.limits.exact ? choice.of(2, -1, 3) : choice.of(2, -0.5, 0.75);
    return [x, { arg: n, shape: [], dtype: x.dtype, low: n, high: n, flat: true }];
  }
  const y = draft.pick(choice, (other) => {
    const shape = other.dtype === x.dtype ? meet(x.shape, other.shape) : undefined;
    return shape !== undefined && draft.fits(shape);
  });
  return y && [x, y];
}

/** Bounds of a function that is monotone in each argument, from its values in the corners. */
const corners =
  (f: (x: number, y: number) => number) =>
  (x: Value, y: Value): Bounds => {
    const at = [f(x.low, y.low), f(x.low, y.high), f(x.high, y.low), f(x.high, y.high)];
    return [Math.min(...at), Math.max(...at)];
  };

type Binary = readonly [
  op: string,
  domains: readonly [Bounds, Bounds],
  image: (x: Value, y: Value) => Bounds,
];

const smoothPairs: readonly Binary[] = [
  ['div', [anywhere, [0.5, 16.5]], corners((x, y) => x / y)],
  [
    'pow',
    [
      [0.5, 3],
      [-2, 2],
    ],
    corners((x, y) => x ** y),
  ],
  ['atan2', [anywhere, [0.5, 16.5]], between(-1.6, 1.6) as () => Bounds],
  ['rem', [anywhere, [0.5, 16.5]], (x, y) => [x.low < 0 ? -y.high : 0, x.high > 0 ? y.high : 0]],
];

const wholePairs: readonly Binary[] = [
  ['add', [anywhere, anywhere], corners((x, y) => x + y)],
  ['sub', [anywhere, anywhere], corners((x, y) => x - y)],
  ['mul', [anywhere, anywhere], corners((x, y) => x * y)],
  ['maximum', [anywhere, anywhere], corners(Math.max)],
  ['minimum', [anywhere, anywhere], corners(Math.min)],
];

const binary =
  ([op, [first, second], image]: Binary): Production =>
  (draft, choice) => {
    const picked = pair(draft, choice);
    if (picked === undefined) return undefined;
    const x = draft.within(picked[0], first, choice);
    const y = typeof picked[1].arg === 'number' ? picked[1] : draft.within(picked[1], second, choice);
    const legal = y.low >= second[0] && y.high <= second[1];
    return legal ? draft.call(op, [x, y], image(x, y)) : undefined;
  };

/** A remainder by a number, which keeps whole numbers whole. */
const remainder: Production = (draft, choice) => {
  const x = draft.pick(choice);
  const by = choice.of(3, 5);
  return x && draft.call('rem', [x], [-by, by], by);
};

const rules = (exact: boolean, ...productions: readonly Production[]): Rule[] =>
  productions.map((write) => ({ weight: 1, exact, write }));

/** Productions of ops that work element by element. */
export const elementwiseRules: readonly Rule[] = [
  ...rules(true, ...wholePairs.map(binary), ...whole.map(unary), remainder),
  ...rules(false, ...smoothPairs.map(binary), ...smooth.map(unary)),
];
