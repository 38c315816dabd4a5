// vjp and jvp over trees: the two modes as users call them. Everything else is made of these.
import { complain } from '@cotangent/tensor/extend';
import type { Tensor } from '@cotangent/tensor';
import {
  flattenArgument,
  flattenTree,
  joinFlats,
  unflattenTree,
  type Accepts,
  type Flat,
} from './arguments.ts';
import { jvpFlat } from './forward.ts';
import { vjpFlat } from './pullback.ts';
import { checkSpec, zerosOf } from './rules.ts';

/** The result of a function that has not run yet. */
const nothing: Flat = { leaves: [], structure: [] };

/** The leaves of `x`, which must match `like` in structure, shapes and dtypes. */
function matching(op: string, argument: string, x: unknown, like: Flat): readonly Tensor[] {
  const flat = flattenTree(op, argument, x);
  if (JSON.stringify(flat.structure) !== JSON.stringify(like.structure)) {
    complain({
      op,
      rule: `the ${argument} must have the structure of what it belongs to`,
      got: { [argument]: JSON.stringify(flat.structure) },
      argument,
      expected: JSON.stringify(like.structure),
    });
  }
  flat.leaves.forEach((leaf, i) =>
    checkSpec(op, `a ${argument} must be like what it belongs to`, argument, leaf, like.leaves[i]),
  );
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
 * const [g] = pullback(ones([3])); // float32[3] [2, 4, 6]
 */
export function vjp<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  ...primals: A
): [output: R, pullback: (cotangent: Accepts<R>) => A] {
  const { leaves, regroup } = joinFlats(primals.map((x, i) => flattenArgument('vjp', x, `argument ${i}`)));
  let result = nothing;
  const run = (inputs: readonly Tensor[]): readonly Tensor[] =>
    (result = flattenTree('vjp', 'output', f(...(regroup(inputs) as [...A])))).leaves;
  const { outputs, pullback } = vjpFlat(run, leaves);
  const { structure } = result;
  const back: unknown = (cotangent: unknown): unknown[] => {
    const g = matching('pullback', 'cotangent', cotangent, { structure, leaves: outputs });
    return regroup(pullback(g).map((leaf, i) => leaf ?? zerosOf(leaves[i])));
  };
  return [unflattenTree(structure, outputs) as R, back as (cotangent: Accepts<R>) => A];
}

/**
 * The output of `f` and its tangent: the derivative of `f` at `primals` in the direction of `tangents`.
 *
 * `f: A → R` gives `[R, R]`. Costs about as much as `f` itself, and keeps nothing. Throws for arguments that are not
 * floats, and where a tangent does not match its primal.
 * @example
 * const [y, t] = jvp((x: Tensor<[]>) => sin(x), [tensor(0)], [tensor(1)]); // 0 and 1
 */
export function jvp<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  primals: A,
  tangents: NoInfer<A>,
): [output: R, tangent: R] {
  const flats = primals.map((x, i) => flattenArgument('jvp', x, `argument ${i}`));
  if (tangents.length !== primals.length) {
    complain({
      op: 'jvp',
      rule: 'there must be a tangent for each primal',
      got: { primals: `${primals.length} of them`, tangents: `${tangents.length} of them` },
      argument: 'tangents',
      expected: `${primals.length} tangents`,
    });
  }
  const directions = flats.flatMap((flat, i) => matching('jvp', 'tangent', tangents[i], flat));
  const { leaves, regroup } = joinFlats(flats);
  let result = nothing;
  const run = (inputs: readonly Tensor[]): readonly Tensor[] =>
    (result = flattenTree('jvp', 'output', f(...(regroup(inputs) as [...A])))).leaves;
  const { outputs, tangents: pushed } = jvpFlat(run, leaves, directions);
  const { structure } = result;
  return [
    unflattenTree(structure, outputs) as R,
    unflattenTree(
      structure,
      pushed.map((t, k) => t ?? zerosOf(outputs[k])),
    ) as R,
  ];
}
