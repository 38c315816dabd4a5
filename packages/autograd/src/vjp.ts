// vjp and jvp over trees: the two modes as users call them. Everything else is made of these.
import { complain } from '@cotangent/tensor/extend';
import type { Tensor } from '@cotangent/tensor';
import { flattenArgument, flattenTree, unflattenTree, type Accepts, type Flat } from './arguments.ts';
import { jvpFlat } from './forward.ts';
import { vjpFlat } from './pullback.ts';
import { checkSpec, zerosOf } from './rules.ts';

/** The result of a function that has not run yet. */
const nothing: Flat = { leaves: [], structure: [] };

/** `f` on the leaves of its arguments; `results` receives the structure of what it returns. */
function onLeaves(
  f: (...args: never[]) => unknown,
  flats: readonly Flat[],
  results: (flat: Flat) => void,
): (leaves: readonly Tensor[]) => readonly Tensor[] {
  return (leaves) => {
    let start = 0;
    const args = flats.map(({ structure, leaves: own }) => {
      const part = leaves.slice(start, start + own.length);
      start += own.length;
      return unflattenTree(structure, part);
    });
    const flat = flattenTree(f(...(args as never[])));
    results(flat);
    return flat.leaves;
  };
}

/** A list of leaves as the arguments it belongs to. */
function regroup(flats: readonly Flat[], leaves: readonly Tensor[]): unknown[] {
  let start = 0;
  return flats.map(({ structure, leaves: own }) => {
    const part = leaves.slice(start, start + own.length);
    start += own.length;
    return unflattenTree(structure, part);
  });
}

/** The leaves of `x`, which must match `like` in structure, shapes and dtypes. */
function matching(op: string, argument: string, x: unknown, like: Flat): readonly Tensor[] {
  const flat = flattenTree(x);
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
    checkSpec(
      op,
      `a ${argument} must be like what it belongs to`,
      argument,
      leaf as never,
      like.leaves[i] as never,
    ),
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
  const flats = primals.map((x, i) => flattenArgument('vjp', x, `argument ${i}`));
  let result = nothing;
  const run = onLeaves(f as (...args: never[]) => unknown, flats, (flat) => (result = flat));
  const { outputs, pullback } = vjpFlat(
    run,
    flats.flatMap(({ leaves }) => leaves),
  );
  const { structure } = result;
  const back: unknown = (cotangent: unknown): unknown[] => {
    const g = matching('pullback', 'cotangent', cotangent, { structure, leaves: outputs });
    const inputs = flats.flatMap(({ leaves }) => leaves);
    return regroup(
      flats,
      pullback(g).map((leaf, i) => leaf ?? zerosOf(inputs[i] as never)),
    );
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
  let result = nothing;
  const run = onLeaves(f as (...args: never[]) => unknown, flats, (flat) => (result = flat));
  const { outputs, tangents: pushed } = jvpFlat(
    run,
    flats.flatMap(({ leaves }) => leaves),
    directions,
  );
  const { structure } = result;
  return [
    unflattenTree(structure, outputs) as R,
    unflattenTree(
      structure,
      pushed.map((t, k) => t ?? zerosOf(outputs[k] as never)),
    ) as R,
  ];
}
