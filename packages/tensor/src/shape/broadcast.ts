// Broadcasting: shapes are aligned at their last axes, sizes 1 stretch and missing axes are added in front.
// Every elementwise op meets here, so the value twin allocates only when neither shape is the result.
import type { Box } from '../base/dtype.ts';
import { complain, showSpec } from '../base/error.ts';
import type { Certain, Dim, Of, Problem, Shape, Show, Spec } from './dim.ts';

const rule = 'shapes must broadcast';

/**
 * The shape in which `A` and `B` meet: `[...a] × [...b] → [...max]`, where sizes 1 stretch.
 *
 * A size nobody can know is `number`, and an unknown rank makes the result `Shape`.
 * @example
 * type Biased = Broadcast<['batch', 10], [10]>; // ['batch', 10]
 */
export type Broadcast<A extends Shape, B extends Shape> = Meet<
  A,
  B,
  End<A, A>,
  End<B, B>,
  End<A, 'open'>,
  End<B, 'open'>
>;

// The first test is certainly true for `S` with `S` and for `S` with `[]` even while `S` is a type parameter, and for
// tuples of generic sizes it depends on their ends alone. So nothing waits that need not.
type Meet<A extends Shape, B extends Shape, EndA, EndB, SureA, SureB> = Box<EndA> | Box<EndB> extends
  Box<'none'> | Box<infer _>
  ? Box<SureB> extends Box<'none'>
    ? A
    : Box<SureA> extends Box<'none'>
      ? B
      : Box<SureA> extends Box<'axis'>
        ? Box<A['length']> | Box<B['length']> extends FewAxes
          ? Box<A['length']> extends Box<B['length']>
            ? Zip<A, B>
            : Zip<Pad<A, B>, Pad<B, A>>
          : Two<A, B> extends Two<
                readonly [...infer LeadA extends Shape, infer LastA extends Dim],
                readonly [...infer LeadB extends Shape, infer LastB extends Dim]
              >
            ? [...Broadcast<LeadA, LeadB>, BroadcastDim<LastA, LastB>]
            : Shape
        : Box<A> extends Box<B>
          ? A
          : Shape
  : Shape;

/** How a shape ends. No shape is `Unlikely` but the `any` that TypeScript puts for a type parameter: `Unsure` then. */
type End<S, Unsure> =
  Of<S> extends Of<Unlikely>
    ? Unsure
    : Of<S> extends Of<readonly [...infer _Lead extends readonly unknown[], infer _Last]>
      ? 'axis'
      : Of<S> extends Of<readonly []>
        ? 'none'
        : 'open';
interface Unlikely {
  readonly unlikely: true;
}

/** One certain rank, for which no recursion is needed; that of `[...S, H]` is certainly none of these. */
type FewAxes = Box<1> | Box<2> | Box<3> | Box<4> | Box<5> | Box<6> | Box<7> | Box<8>;
/** `A` with axes of size 1 in front, up to the rank of `B`. */
type Pad<A extends Shape, B extends Shape> =
  Of<B> extends Of<readonly [...infer Added extends Shape, ...{ [K in keyof A]: unknown }]>
    ? [...{ [K in keyof Added]: 1 }, ...A]
    : A;
type Zip<A extends Shape, B extends Shape> = {
  -readonly [K in keyof A]: BroadcastDim<A[K], K extends keyof B ? B[K] & Dim : 1>;
};

// One test for "equal, or one of them is 1": type parameters pass it in whichever order they stand.
type BroadcastDim<A extends Dim, B extends Dim> = Box<A> | Box<B> extends Box<1> | Box<infer D extends Dim>
  ? D
  : number extends A
    ? Unstretched<B>
    : number extends B
      ? Unstretched<A>
      : number;
/** What `D` and an unknown size make: a name or 1 may stretch to the unknown size. */
type Unstretched<D extends Dim> = [D] extends [number] ? (1 extends D ? number : D) : number;

interface Two<out A, out B> {
  readonly a: A;
  readonly b: B;
}

/**
 * `unknown`, or the sentence if `A` and `B`, called by the op's parameter names, certainly do not broadcast.
 *
 * Where an op is declared, `By` holds its dtypes, so that nothing is decided before they are known.
 */
export type BroadcastProblem<
  Op extends string,
  A extends Shape,
  B extends Shape,
  By = null,
  NameA extends string = 'x',
  NameB extends string = 'y',
> = By | null extends unknown ? Verdict<Op, A, B, NameA, NameB> : never;
type Verdict<
  Op extends string,
  A extends Shape,
  B extends Shape,
  NameA extends string,
  NameB extends string,
> = Box<Certain<A>> | Box<Certain<B>> extends Box<[]> | Box<infer _>
  ? unknown
  : Clash<Certain<A>, Certain<B>> extends true
    ? Problem<`${Op}: ${typeof rule}. ${NameA}: ${Show<Certain<A>>}, ${NameB}: ${Show<Certain<B>>}`>
    : unknown;

/** `true` if two axes of certain shapes, counted from the last, differ and neither is 1. */
export type Clash<A extends Shape, B extends Shape> = Box<A> | Box<B> extends Box<[]> | Box<infer _>
  ? false
  : Box<A['length']> | Box<B['length']> extends FewAxes
    ? true extends Clashes<Pad<A, B>, Pad<B, A>>
      ? true
      : false
    : Two<A, B> extends Two<
          readonly [...infer LeadA extends Shape, infer LastA],
          readonly [...infer LeadB extends Shape, infer LastB]
        >
      ? ClashDim<LastA, LastB> extends true
        ? true
        : Clash<LeadA, LeadB>
      : false;
type Clashes<A extends Shape, B extends Shape> = {
  [K in keyof A]: K extends keyof B ? ClashDim<A[K], B[K]> : false;
}[number];
type ClashDim<A, B> = A extends 1 | B ? false : B extends 1 ? false : number extends A | B ? false : true;

/**
 * The shape in which `x` and `y` meet: `[...x] × [...y] → [...max]`, where sizes 1 stretch; the very array of an
 * operand that already has it.
 *
 * `names` are the op's parameter names. Throws if two axes, counted from the last, differ and neither is 1.
 * @example
 * broadcastShape('add', zeros([20, 1]), zeros([10])); // [20, 10]
 */
export function broadcastShape(
  op: string,
  x: Spec,
  y: Spec,
  names: readonly [string, string] = ['x', 'y'],
): readonly number[] {
  const a = x.shape;
  const b = y.shape;
  if (a === b) return a;
  const clash = clashFromEnd(a, b);
  if (clash > 0) failToBroadcast(op, x, y, names, clash);
  return meet(a, b);
}

/** The result of broadcasting `a` and `b`, given that they broadcast: one of them if it is the result. */
export function meet(a: readonly number[], b: readonly number[]): readonly number[] {
  if (covers(a, b)) return a;
  if (covers(b, a)) return b;
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  const added = long.length - short.length;
  return Object.freeze(long.map((n, axis) => (axis >= added && n === 1 ? short[axis - added]! : n)));
}

const ordinals = ['', 'last', 'second-to-last', 'third-to-last', 'fourth-to-last', 'fifth-to-last'];
/** How messages call the `k`-th axis from the end. */
export function axisFromEnd(k: number): string {
  return `${ordinals[k] ?? `${k}th-to-last`} axis`;
}

/** The first axis from the end, counted from 1, at which two shapes do not broadcast; 0 if they do. */
export function clashFromEnd(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let k = 1; k <= shared; k++) {
    const n = a[a.length - k];
    const m = b[b.length - k];
    if (n !== m && n !== 1 && m !== 1) return k;
  }
  return 0;
}

/** Whether `a` is the result of broadcasting `a` and `b`, given that they broadcast. */
function covers(a: readonly number[], b: readonly number[]): boolean {
  const added = a.length - b.length;
  if (added < 0) return false;
  for (let axis = 0; axis < b.length; axis++) if (b[axis] !== 1 && b[axis] !== a[axis + added]) return false;
  return true;
}

/** Whether `shape` broadcasts to `target`. */
export function fitsTo(shape: readonly number[], target: readonly number[]): boolean {
  return clashFromEnd(shape, target) === 0 && covers(target, shape);
}

function failToBroadcast(op: string, x: Spec, y: Spec, names: readonly [string, string], k: number): never {
  const [first, second] = names;
  const leading = fitsTo([...y.shape, 1], x.shape)
    ? second
    : fitsTo([...x.shape, 1], y.shape)
      ? first
      : undefined;
  complain({
    op,
    rule,
    got: {
      [first]: `${showSpec(x)}   ${axisFromEnd(k)} ${x.shape[x.shape.length - k]}`,
      [second]: `${showSpec(y)}   ${axisFromEnd(k)} ${y.shape[y.shape.length - k]}`,
    },
    argument: second,
    expected: 'axes counted from the last to be equal or 1',
    hint:
      leading === undefined
        ? undefined
        : `If ${leading} runs along the leading axes, pass expandDims(${leading}, -1).`,
  });
}
