// grad and valueAndGrad: reverse mode for functions of one number.
import { ones, type DType, type Problem, type Tensor, type Tree } from '@cotangent/tensor';
import { complain, requireFunction, show, showList, showSpec } from '@cotangent/tensor/extend';
import {
  flattenArgument,
  flattenTree,
  joinFlats,
  takePair,
  unflattenTree,
  type AcceptsAt,
  type AnyFunction,
  type Flat,
  type Traced,
  type Which,
} from './arguments.ts';
import { derivativesAt } from './derivative.ts';
import { vjpFlat } from './pullback.ts';

const rule = 'the function must return a scalar';

/** The sentence for a function that certainly returns something else than a scalar, else `unknown`. */
export type ScalarProblem<Op extends string, R> =
  R extends Tensor<infer S, DType>
    ? number extends S['length']
      ? unknown
      : S extends readonly []
        ? unknown
        : Problem<`${Op}: ${typeof rule}.`>
    : Problem<`${Op}: ${typeof rule}.`>;

/** The gradient's type: that of the argument, or a list of those of several. */
export type GradientOf<A extends readonly unknown[], I extends Which> = I extends number
  ? Traced<A[I]>
  : I extends readonly number[]
    ? { -readonly [K in keyof I]: I[K] extends keyof A ? Traced<A[I[K]]> : never }
    : never;

interface Evaluated {
  readonly value: Tensor;
  readonly aux: unknown;
  readonly gradient: unknown;
}

function evaluate(
  op: string,
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  which: Which,
  hasAux: boolean,
): Evaluated {
  const places = Array.isArray(which) ? (which as readonly number[]) : [which as number];
  for (const place of places) checkPlace(op, place, args.length);
  if (new Set(places).size < places.length) refuseRepeated(op, places);
  const others = places.length < args.length;
  const flats = places.map((place) => flattenArgument(op, args[place], `argument ${place}`, others));
  const { leaves: primals, regroup } = joinFlats(flats);
  let aux: Flat | undefined;
  const run = (leaves: readonly Tensor[]): readonly Tensor[] => {
    const call = [...args];
    regroup(leaves).forEach((x, k) => (call[places[k]] = x));
    const result = f(...(call as never[]));
    if (!hasAux) return [result as Tensor];
    const [value, extra] = takePair(op, 'with hasAux, the function', result, '[value, aux]');
    aux = flattenTree(op, 'aux', extra);
    return [value as Tensor, ...aux.leaves];
  };
  const { outputs, connected, pullback } = vjpFlat(run, primals);
  const [value, ...extras] = outputs;
  checkScalar(op, value);
  if (!connected[0]) refuseConstant(op, value);
  const one = ones([], value.dtype) as Tensor;
  const cotangents = pullback([one, ...extras.map(() => null)]);
  const gradients = regroup(derivativesAt(primals, cotangents, primals));
  return {
    value,
    aux: aux === undefined ? undefined : unflattenTree(aux.structure, extras),
    gradient: typeof which === 'number' ? gradients[0] : gradients,
  };
}

function checkPlace(op: string, place: number, count: number): void {
  if (Number.isInteger(place) && place >= 0 && place < count) return;
  complain({
    op,
    rule: 'the differentiated argument must be among those that are passed',
    got: { argument: show(place), passed: `${count} arguments` },
    argument: 'argument',
    expected: count === 0 ? 'at least one argument' : `a position from 0 to ${count - 1}`,
  });
}

function refuseRepeated(op: string, places: readonly number[]): never {
  return complain({
    op,
    rule: 'an argument is differentiated once',
    got: { argument: showList(places) },
    argument: 'argument',
    expected: 'a list of different positions',
  });
}

function checkScalar(op: string, value: unknown): void {
  const isTensorLike = typeof value === 'object' && value !== null && 'shape' in value && 'dtype' in value;
  if (isTensorLike) {
    const { shape, dtype } = value as { shape: readonly number[]; dtype: DType };
    if (shape.length === 0 && (dtype === 'float32' || dtype === 'float64')) return;
    complain({
      op,
      rule,
      got: { output: showSpec({ shape, dtype }) },
      argument: 'output',
      expected: 'a float tensor of shape []',
      hint:
        shape.length === 0
          ? undefined
          : 'Reduce it with sum or mean, or use vjp or jacobian for all outputs.',
    });
  }
  complain({
    op,
    rule,
    got: { output: value instanceof Promise ? 'a promise' : Array.isArray(value) ? 'a list' : show(value) },
    argument: 'output',
    expected: 'a float tensor of shape []',
    hint: Array.isArray(value)
      ? 'For auxiliary outputs, pass { hasAux: true } to valueAndGrad.'
      : value instanceof Promise
        ? 'Await before differentiating: the function itself must be synchronous.'
        : undefined,
  });
}

function refuseConstant(op: string, value: Tensor): never {
  return complain({
    op,
    rule: 'the output depends on none of the differentiated arguments',
    got: { output: showSpec(value) },
    argument: 'output',
    expected: 'an output computed from the arguments by ops that have gradients',
    hint: 'Look for stopGradient, comparisons, integers, or a value read with item() or data() on the way.',
  });
}

/**
 * The function that computes the gradient of `f`, which returns a scalar, for one of its arguments or several.
 *
 * `f: A → []` gives `A → A[argument]`. The gradient of a tree is a tree of the same type; a leaf that `f` does not use
 * gets zeros. A number in place of a tensor of rank 0 is differentiated as one; the other arguments are passed on as they
 * are. Throws if the output is no scalar, depends on none of those
 * arguments, or if a leaf is no float.
 * @example
 * grad((x: Tensor<[3]>) => sum(square(x)))(tensor([1, 2, 3])); // float32[3] [2, 4, 6]
 */
export function grad<A extends readonly unknown[] = readonly Tensor[], R = Tensor, const I extends Which = 0>(
  f: ((...args: A) => R) & ScalarProblem<'grad', R>,
  argument?: I,
): (...args: AcceptsAt<A, I>) => GradientOf<A, I> {
  requireFunction('grad', f, 'f');
  return (...args) => gradientOf('grad', f as AnyFunction, args, argument) as GradientOf<A, I>;
}

/** `grad` in the name of another op. */
export function gradientOf(
  op: string,
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  which: Which = 0,
): unknown {
  return evaluate(op, f, args, which, false).gradient;
}

/** What `valueAndGrad` takes besides the function. */
export interface GradOptions<I extends Which> {
  /** Which argument to differentiate, or several; the first unless given. */
  readonly argument?: I;
}

/**
 * As `grad`, with the value: `A → [value, gradient]`. With `hasAux`, `f` returns `[value, aux]` and the result is
 * `[[value, aux], gradient]`; `aux` is any tree.
 *
 * Throws as `grad` does.
 * @example
 * const lossOf = (p: { w: Tensor<[2]>; b: Tensor<[]> }) => square(add(sum(p.w), p.b));
 * const [loss, gradients] = valueAndGrad(lossOf)({ w: tensor([1, 2]), b: tensor(-1) });
 * loss; // float32[] 4
 * gradients; // { b: float32[] 4, w: float32[2] [4, 4] }
 */
export function valueAndGrad<
  A extends readonly unknown[] = readonly Tensor[],
  V = Tensor,
  X = Tree,
  const I extends Which = 0,
>(
  f: (...args: A) => readonly [V, X],
  options: GradOptions<I> & { readonly hasAux: true },
): (...args: AcceptsAt<A, I>) => [output: [value: V, aux: X], gradient: GradientOf<A, I>];
export function valueAndGrad<
  A extends readonly unknown[] = readonly Tensor[],
  R = Tensor,
  const I extends Which = 0,
>(
  f: ((...args: A) => R) & ScalarProblem<'valueAndGrad', R>,
  options?: GradOptions<I>,
): (...args: AcceptsAt<A, I>) => [value: R, gradient: GradientOf<A, I>];
export function valueAndGrad(
  f: (...args: never[]) => unknown,
  { argument = 0, hasAux = false }: GradOptions<Which> & { readonly hasAux?: boolean } = {},
): (...args: readonly unknown[]) => unknown {
  requireFunction('valueAndGrad', f, 'f');
  return (...args) => {
    const { value, aux, gradient } = evaluate('valueAndGrad', f, args, argument, hasAux);
    return [hasAux ? [value, aux] : value, gradient];
  };
}
