// vjp and jvp over trees: the two modes as users call them. Everything else is made of these.
import { tensor, type Tensor } from '@cotangent/tensor';
import { complain, DenseTensor, requireFunction, requireSame, show } from '@cotangent/tensor/extend';
import {
  flattenArgument,
  flattenTree,
  joinFlats,
  leafNames,
  unflattenTree,
  type Accepts,
  type AcceptsAll,
  type AnyFunction,
  type Flat,
} from './arguments.ts';
import { derivativesAt } from './derivative.ts';
import { jvpFlat } from './pushforward.ts';
import { vjpFlat } from './pullback.ts';
import { checkSpec } from './rules.ts';

/** The result of a function that has not run yet. */
const nothing: Flat = { leaves: [], structure: [] };

/** The leaves of `x`, which must match `like` in structure, shapes and dtypes; a number takes its dtype. */
function matching(op: string, argument: string, x: unknown, like: Flat, model: string): readonly Tensor[] {
  const number = typeof x === 'number' && like.leaves.length === 1;
  const flat = flattenTree(op, argument, number ? tensor(x, like.leaves[0].dtype as 'float32') : x);
  const rule = `${argument} must be like ${model}`;
  requireSame(op, [model, like.structure], [argument, flat.structure], rule);
  const names = leafNames(flat.structure, argument);
  flat.leaves.forEach((leaf, i) => checkSpec(op, rule, names[i], leaf, like.leaves[i]));
  return flat.leaves;
}

/**
 * The output of `f`, and the pullback that carries a cotangent of it back to all arguments.
 *
 * `f: A → R` gives `[R, R → A]`. The pullback may be called many times; it recomputes nothing of `f`. An argument
 * that the output does not depend on gets zeros. Throws for arguments that are not floats, and where the cotangent
 * does not match the output.
 * @example
 * const [y, pullback] = vjp((x: Tensor<[3]>) => mul(x, x), tensor([1, 2, 3]));
 * y; // float32[3] [1, 4, 9]
 * pullback(ones([3])); // [float32[3] [2, 4, 6]]
 */
export function vjp<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  ...primals: A
): [output: R, pullback: (cotangent: Accepts<R>) => A] {
  requireFunction('vjp', f, 'f');
  const { leaves, regroup } = joinFlats(primals.map((x, i) => flattenArgument('vjp', x, `argument ${i}`)));
  let result = nothing;
  const run = (inputs: readonly Tensor[]): readonly Tensor[] =>
    (result = flattenTree('vjp', 'output', f(...(regroup(inputs) as [...A])))).leaves;
  const { outputs, pullback } = vjpFlat(run, leaves);
  const { structure } = result;
  const back: unknown = (cotangent: unknown): unknown[] => {
    const g = matching('pullback', 'cotangent', cotangent, { structure, leaves: outputs }, 'the output');
    return regroup(derivativesAt([...leaves, ...g], pullback(g), leaves));
  };
  return [unflattenTree(structure, outputs) as R, back as (cotangent: Accepts<R>) => A];
}

/**
 * The output of `f` and its tangent: the derivative of `f` at `primals` in the direction of `tangents`.
 *
 * `f: A → R` gives `[R, R]`. Costs about as much as `f` itself, and keeps nothing. Where the tangent is 0 or `zeros`, the
 * primal is a constant: nothing is multiplied by its derivative, which may be NaN. Throws for arguments that are not
 * floats, and where a tangent does not match its primal.
 * @example
 * const [y, t] = jvp((x: Tensor<[]>) => sin(x), [tensor(0)], [tensor(1)]); // [float32[] 0, float32[] 1]
 */
export function jvp<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  primals: readonly [...A],
  tangents: AcceptsAll<NoInfer<A>>,
): [output: R, tangent: R] {
  requireFunction('jvp', f, 'f');
  for (const [argument, x] of Object.entries({ primals, tangents })) requireList(argument, x);
  return pushTrees('jvp', f as AnyFunction, primals, tangents) as [R, R];
}

/** Throws unless `x` is a list. */
function requireList(argument: string, x: unknown): void {
  if (Array.isArray(x)) return;
  complain({
    op: 'jvp',
    rule: `${argument} must be a list, with one for each argument of the function`,
    got: { [argument]: show(x) },
    argument,
    expected: `[${show(x)}]`,
  });
}

/** Whether `x` is a constant made of one zero: a direction that is not taken, and multiplies nothing. */
function isZero(x: Tensor): boolean {
  if (!(x instanceof DenseTensor) || x.size === 0) return false;
  const { shape, strides, values, offset } = x;
  return values[offset] === 0 && strides.every((step, axis) => step === 0 || shape[axis] === 1);
}

/** `jvp` in the name of another op; `name` is what messages call the only tangent. */
export function pushTrees(
  op: string,
  f: (...args: never[]) => unknown,
  primals: readonly unknown[],
  tangents: readonly unknown[],
  name?: string,
): [output: unknown, tangent: unknown] {
  const flats = primals.map((x, i) => flattenArgument(op, x, `argument ${i}`));
  if (tangents.length !== primals.length) {
    complain({
      op,
      rule: 'there must be a tangent for each primal',
      got: { primals: `${primals.length} of them`, tangents: `${tangents.length} of them` },
      argument: 'tangents',
      expected: `${primals.length} tangents`,
    });
  }
  const directions = flats.flatMap((flat, i) =>
    matching(op, name ?? `tangent ${i}`, tangents[i], flat, `argument ${i}`),
  );
  const { leaves, regroup } = joinFlats(flats);
  let result = nothing;
  const run = (inputs: readonly Tensor[]): readonly Tensor[] =>
    (result = flattenTree(op, 'output', f(...(regroup(inputs) as never[])))).leaves;
  const nonZero = directions.map((t) => (isZero(t) ? null : t));
  const { outputs, tangents: pushed } = jvpFlat(run, leaves, nonZero);
  const { structure } = result;
  const along = derivativesAt([...leaves, ...directions], pushed, outputs);
  return [unflattenTree(structure, outputs), unflattenTree(structure, along)];
}
