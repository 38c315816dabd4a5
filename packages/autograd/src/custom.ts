// Derivatives of one's own for a function: backward (customVjp) or forward (customJvp). The other mode is its transpose.
import type { Tensor } from '@cotangent/tensor';
import { interpreterOf, isFloat, requireFunction } from '@cotangent/tensor/extend';
import { flattenTree, joinFlats, takePair, unflattenTree, type Flat } from './arguments.ts';
import { specOf, type Entry } from './entry.ts';
import { Forward, transpose } from './forward.ts';
import { matched, requireZero, withoutNulls, type Cotangents } from './customResults.ts';
import { asNow, runningAbove } from './lifting.ts';
import { vjpFlat } from './pullback.ts';
import { zerosOf } from './rules.ts';
import { Tape } from './tape.ts';

/** A call with a derivative of its own: its results, what that derivative keeps, and how it passes them on. */
interface Custom {
  readonly outputs: Flat;
  readonly kept: readonly Tensor[];
  readonly back: (g: readonly Tensor[]) => readonly (Tensor | null)[];
  readonly forth: (t: readonly (Tensor | null)[]) => readonly Tensor[];
}

/**
 * Runs `f` plainly, or under the highest interpreter among `leaves` with the custom derivative in place of its own.
 * What is differentiated further in than the leaves can only be closed over, and is constant, too.
 */
function dispatch(
  name: string,
  leaves: readonly Tensor[],
  plain: (leaves: readonly Tensor[]) => unknown,
  custom: (leaves: readonly Tensor[]) => Custom,
): unknown {
  const interpreter = interpreterOf(leaves);
  const further = runningAbove(interpreter?.level ?? 0);
  if (further !== undefined) {
    const result = further.constantly(() => dispatch(name, leaves, plain, custom));
    const outputs = flattenTree(name, 'output', result);
    return unflattenTree(outputs.structure, further.lowered(outputs.leaves));
  }
  if (!(interpreter instanceof Tape || interpreter instanceof Forward)) {
    if (interpreter?.looksInside === true) showDerivative(custom(leaves));
    return plain(leaves);
  }
  const inputs = interpreter.lowered(leaves);
  if (interpreter.constant) return dispatch(name, inputs, plain, custom);
  const { outputs, kept, back, forth } = interpreter.constantly(() => custom(inputs));
  const primals = interpreter.lowered(outputs.leaves);
  if (interpreter instanceof Forward) {
    const tangents = leaves.map((x) => interpreter.tangentOf(x));
    const pushed = interpreter.lowered(interpreter.constantly(() => forth(tangents)));
    return unflattenTree(
      outputs.structure,
      primals.map((y, k) => interpreter.dual(name, y, pushed[k])),
    );
  }
  const now = asNow();
  const entry: Entry = {
    name,
    specs: leaves.map(specOf),
    outputs: primals.map(specOf),
    parents: leaves.map((x) => interpreter.idOf(x)),
    first: interpreter.values,
    kept: interpreter.lowered(kept),
    pull: (g) => now(() => interpreter.constantly(() => back(g))).map((x) => x && interpreter.lower(x)),
  };
  return unflattenTree(outputs.structure, interpreter.record(entry, primals));
}

/** Runs a derivative of one's own for those who look for what it closes over. */
function showDerivative({ outputs, back }: Custom): void {
  back(outputs.leaves.map(zerosOf));
}

/**
 * `f` with a backward pass of one's own. `forward` returns the output and what the backward pass needs of it (a tree);
 * `backward` turns that and the output's cotangent into a list of cotangents, one for each argument: `null` for a number,
 * and for integers and bools.
 *
 * `A → [R, residuals]` and `residuals × R → A` give `A → R`. Values that `forward` closes over are constants to it.
 * Forward mode uses the transpose of `backward`; higher orders differentiate the two functions. Throws if a cotangent
 * does not match its argument.
 * @example
 * // The identity whose gradient is clipped to [-1, 1].
 * const clipped = customVjp(
 *   (x: Tensor<[2]>) => [x, []],
 *   (_, g) => [clamp(g, -1, 1)],
 * );
 * grad((x: Tensor<[2]>) => sum(mul(clipped(x), 5)))(tensor([1, 2])); // float32[2] [1, 1]
 */
export function customVjp<A extends readonly unknown[], R, const X>(
  forward: (...args: A) => readonly [output: R, residuals: X],
  backward: (residuals: X, cotangent: NoInfer<R>) => Cotangents<NoInfer<A>>,
): (...args: A) => R {
  requireFunction('customVjp', forward, 'forward');
  requireFunction('customVjp', backward, 'backward');
  const b: (residuals: unknown, cotangent: unknown) => readonly unknown[] = backward as never;
  return (...args) => {
    const flats = args.map((x, i) => flattenTree('customVjp', `argument ${i}`, x));
    const { leaves, regroup } = joinFlats(flats);
    const without = flats.map(
      (flat, i) => typeof args[i] === 'number' || !flat.leaves.some(({ dtype }) => isFloat(dtype)),
    );
    const run = (inputs: readonly Tensor[]): readonly [unknown, unknown] =>
      takePair('customVjp', 'forward', forward(...(regroup(inputs) as [...A])), '[output, residuals]');
    const custom = (primals: readonly Tensor[]): Custom => {
      const [output, residuals] = run(primals);
      const outputs = flattenTree('customVjp', 'output', output);
      const back = (g: readonly Tensor[]): readonly Tensor[] => {
        const cotangents = b(residuals, unflattenTree(outputs.structure, g));
        const filled = withoutNulls(cotangents, without, regroup(primals.map(zerosOf)));
        return matched('customVjp', 'cotangent', filled, primals);
      };
      const forth = (t: readonly (Tensor | null)[]): readonly Tensor[] =>
        transpose(back, primals, outputs.leaves, t);
      const { leaves: kept } = flattenTree('customVjp', 'residuals', residuals);
      return { outputs, kept, back, forth };
    };
    const plain = (inputs: readonly Tensor[]): unknown => run(inputs)[0];
    return dispatch('customVjp', leaves, plain, custom) as R;
  };
}

/**
 * `f` with a forward derivative of one's own: `rule` turns primals and tangents into the output and its tangent, and is
 * linear in the tangents.
 *
 * `A → R` and `A × A → [R, R]` give `A → R`. Reverse mode uses the transpose of the rule. Values that are closed over
 * are constants to it. Throws if the tangent does not match the output, and in reverse mode if it is not zero for
 * tangents of zero.
 * @example
 * const cube = customJvp(
 *   (x: Tensor<[]>) => pow(x, 3),
 *   ([x], [t]) => [pow(x, 3), mul(t, mul(3, square(x)))],
 * );
 * grad(cube)(tensor(2)); // float32[] 12
 */
export function customJvp<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  rule: (primals: A, tangents: A) => readonly [output: R, tangent: R],
): (...args: A) => R {
  requireFunction('customJvp', f, 'f');
  requireFunction('customJvp', rule, 'rule');
  const r: (primals: unknown, tangents: unknown) => readonly [unknown, unknown] = rule as never;
  return (...args) => {
    const { leaves, regroup } = joinFlats(args.map((x, i) => flattenTree('customJvp', `argument ${i}`, x)));
    const custom = (primals: readonly Tensor[]): Custom => {
      const outputs = flattenTree('customJvp', 'output', f(...(regroup(primals) as [...A])));
      const forth = (t: readonly (Tensor | null)[]): readonly Tensor[] => {
        const tangents = t.map((tangent, i) => tangent ?? zerosOf(primals[i]));
        const returned = r(regroup(primals), regroup(tangents));
        const [, pushed] = takePair('customJvp', 'the rule', returned, '[output, tangent]');
        return matched('customJvp', 'tangent', pushed, outputs.leaves);
      };
      const back = (g: readonly Tensor[]): readonly (Tensor | null)[] => {
        const { outputs: atZero, pullback } = vjpFlat(forth, primals.map(zerosOf));
        atZero.forEach(requireZero);
        return pullback(g);
      };
      return { outputs, kept: primals, back, forth };
    };
    const plain = (inputs: readonly Tensor[]): unknown => f(...(regroup(inputs) as [...A]));
    return dispatch('customJvp', leaves, plain, custom) as R;
  };
}
