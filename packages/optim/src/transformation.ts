// How a transformation is made: hyper-parameters, what it remembers of each parameter, and a formula for one leaf.
// Trees, states and checks are dealt with here once; every optimizer is then its formula.
import { add, cast, full, zeros, type DType, type Tensor } from '@cotangent/tensor';
import { putTogether } from '@cotangent/tensor/extend';
import { scalarDType, takeLike, takeParameters, takeScalar, takeState } from './check.ts';
import { checkHyper, valueAt, written, type Hyper } from './hyper.ts';
import type { Optimizer } from './optimizer.ts';

type Named<K extends string> = Readonly<Record<K, Tensor>>;

/** What an update knows besides the hyper-parameters. */
export interface Moment<C extends string = string> {
  /** Which update this is, 1 for the first; a float scalar. Counts only if the rule says `counts`. */
  readonly step: Tensor;
  readonly gradients: readonly Tensor[];
  /** The scalars that the rule carries. */
  readonly carried: Named<C>;
}

/** Scalars in another dtype, for a leaf that has it. */
function inDType<K extends string>(scalars: Named<K>, dtype: DType): Named<K> {
  const entries = Object.entries<Tensor>(scalars).map(([key, value]) => [key, cast(value, dtype)]);
  return Object.fromEntries(entries) as Named<K>;
}

/** A transformation, written for one leaf. `H` hyper-parameters, `S` slots, `C` carried scalars, `X` shared scalars. */
export interface Rule<H extends string, S extends string, C extends string, X extends string> {
  readonly name: string;
  /** Hyper-parameters by name: numbers or schedules. */
  readonly hyper: Readonly<Record<H, Hyper>>;
  /** What it remembers of every parameter, and what that is at first. */
  readonly slots?: { readonly [K in S]?: (parameter: Tensor) => Tensor };
  /** Scalars it carries from step to step, and what they are at first. */
  readonly carried?: Readonly<Record<C, number>>;
  /** Whether `shared` reads the number of the step. */
  readonly counts?: boolean;
  /** Scalars computed once a step, for all leaves; those named in `carried` are also its next values. */
  readonly shared?: (hyper: Named<H>, moment: Moment<C>) => Named<X>;
  /** The update of one leaf and its next slots. */
  readonly leaf: (leaf: Named<S | 'gradient' | 'parameter'>, scalars: Named<H | X>) => Named<S | 'update'>;
}

/**
 * An optimizer from its formula for one leaf, computed for all leaves of the parameters.
 *
 * Formulas are written in ops and read no values, so that they can be traced. Scalars arrive in the dtype of the leaf.
 * @example
 * // sign descent with momentum
 * const lion = (beta: number) =>
 *   transformation({
 *     name: 'lion',
 *     hyper: { beta },
 *     slots: { mean: zerosLike },
 *     leaf: ({ gradient, mean }, { beta }) => {
 *       const next = add(mul(mean, beta), mul(gradient, sub(1, beta)));
 *       return { update: sign(next), mean: next };
 *     },
 *   });
 * const optimizer = chain(lion(0.9), descend(0.01));
 */
export function transformation<
  H extends string,
  S extends string = never,
  C extends string = never,
  X extends string = never,
>(rule: Rule<H, S, C, X>): Optimizer {
  const { name, hyper, slots, carried, leaf } = rule;
  checkHyper(name, hyper);
  const hyperNames = Object.keys(hyper) as H[];
  const slotNames = Object.keys(slots ?? {}) as S[];
  const carriedNames = Object.keys(carried ?? {}) as C[];
  const scheduled = hyperNames.filter((key) => typeof hyper[key] === 'function');
  const counts = rule.counts === true || scheduled.length > 0;
  const keys = [...hyperNames, ...(counts ? ['step'] : []), ...carriedNames, ...slotNames];

  const init = (params: unknown): Record<string, unknown> => {
    const parameters = takeParameters(`${name}.init`, params);
    const dtype = scalarDType(parameters);
    const step = zeros([], 'int32');
    const state: Record<string, unknown> = {};
    for (const key of hyperNames) state[key] = valueAt(name, hyper[key], step, dtype);
    if (counts) state['step'] = step;
    for (const key of carriedNames) state[key] = full([], carried?.[key] ?? 0, dtype);
    for (const key of slotNames) {
      state[key] = putTogether(
        parameters.structure,
        parameters.leaves.map((x) => slots?.[key]?.(x)),
      );
    }
    return state;
  };

  const update = (
    gradients: unknown,
    given: unknown,
    params: unknown,
  ): [unknown, Record<string, unknown>] => {
    const op = `${name}.update`;
    const parameters = takeParameters(op, params);
    const dtype = scalarDType(parameters);
    const gs = takeLike(op, 'gradients', gradients, parameters);
    const state = takeState(op, given, keys);
    const scalarsOf = <K extends string>(names: readonly K[]): Record<K, Tensor> =>
      Object.fromEntries(names.map((key) => [key, takeScalar(op, key, state[key], dtype)])) as Record<
        K,
        Tensor
      >;

    const next: Record<string, unknown> = scalarsOf(hyperNames);
    const step = counts
      ? (add(takeScalar(op, 'step', state['step'], 'int32'), 1) as Tensor)
      : zeros([], 'int32');
    if (counts) next['step'] = step;
    let values = scalarsOf(hyperNames) as Named<H | X>;
    for (const key of scheduled) next[key] = valueAt(name, hyper[key], step, dtype);
    if (rule.shared !== undefined) {
      const moment = { step: cast(step, dtype), gradients: gs, carried: scalarsOf(carriedNames) };
      const shared: Readonly<Record<string, Tensor>> = rule.shared(values, moment);
      for (const key of carriedNames) next[key] = shared[key];
      values = { ...values, ...shared };
    }

    const remembered = slotNames.map((key) => takeLike(op, `state.${key}`, state[key], parameters));
    const results = gs.map((gradient, i) => {
      const own = Object.fromEntries(slotNames.map((key, k) => [key, remembered[k][i]])) as Named<S>;
      const scalars = gradient.dtype === dtype ? values : inDType(values, gradient.dtype);
      return leaf({ ...own, gradient, parameter: parameters.leaves[i] }, scalars);
    });
    const together = (key: S | 'update'): unknown =>
      putTogether(
        parameters.structure,
        results.map((result) => result[key]),
      );
    for (const key of slotNames) next[key] = together(key);
    return [together('update'), next];
  };

  const describe = (given: unknown): Record<string, number> => {
    const op = `${name}.describe`;
    const state = takeState(op, given, keys);
    return Object.fromEntries(hyperNames.map((key) => [key, written(takeScalar(op, key, state[key]))]));
  };
  return { name, init, update, describe } as Optimizer;
}
