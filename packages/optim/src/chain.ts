// Optimizers put together: one after the other, each with a state of its own (`chain`) or all in one (`alias`).
// What one makes of the gradients is what the next one gets.
import { CotangentError } from '@cotangent/tensor';
import { complain, show, type Complaint } from '@cotangent/tensor/extend';
import { takeLike, takeParameters, takeState } from './check.ts';
import type { Description, Optimizer } from './optimizer.ts';

/** An optimizer as code sees it that knows nothing of its trees. */
export interface Untyped {
  readonly name: string;
  init(params: unknown): Readonly<Record<string, unknown>>;
  update(
    gradients: unknown,
    state: unknown,
    params: unknown,
  ): readonly [updates: unknown, state: Readonly<Record<string, unknown>>];
  describe(state: unknown): Description;
}

/** Each part's state under its name: `{ l2Decay: …, adadelta: … }`; a name that occurs again gets a number. */
function keysOf(parts: readonly Untyped[]): readonly string[] {
  const seen = new Map<string, number>();
  return parts.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}${count}`;
  });
}

/** `optimizers` as code sees them that knows nothing of trees. Throws for what is none. */
export function untyped(op: string, optimizers: readonly unknown[]): readonly Untyped[] {
  return optimizers.map((one, i) => {
    const fits =
      typeof one === 'object' && one !== null && 'init' in one && 'update' in one && 'describe' in one;
    return fits ? (one as Untyped) : refuse(op, one, i);
  });
}

function refuse(op: string, one: unknown, i: number): never {
  const complaint: Complaint = {
    op,
    rule: 'the parts must be optimizers',
    got: { [`part ${i}`]: show(one) },
    argument: `part ${i}`,
    expected: 'an object with init, update and describe',
    hint: typeof one === 'function' ? 'Call it: adam() rather than adam.' : undefined,
  };
  return complain(complaint);
}

/**
 * Optimizers one after the other: what the first makes of the gradients is what the second gets, and so on.
 *
 * Position says what is meant: `chain(l2Decay(0.001), adam())` adds the decay to the gradient, which Adam then scales;
 * `chain(scaleByAdam(), l2Decay(0.01), descend(0.001))` adds it to the scaled gradient, which is AdamW. The state has one
 * entry for each, under its name. Throws for what is no optimizer.
 * @example
 * const optimizer = chain(l2Decay(0.001), adadelta());
 * const state = optimizer.init({ w: tensor([1, 2]) });
 * optimizer.describe(state); // { l2Decay: { decay: 0.001 }, adadelta: { rho: 0.95, epsilon: 0.000001, learningRate: 1 } }
 */
export function chain<N extends string = never>(...optimizers: readonly Optimizer<N>[]): Optimizer<N> {
  const parts = untyped('chain', optimizers);
  const keys = keysOf(parts);
  const part = (op: string, state: unknown, i: number): unknown => takeState(op, state, keys)[keys[i]];
  const together: Untyped = {
    name: 'chain',
    init: (params) => Object.fromEntries(parts.map((one, i) => [keys[i], one.init(params)])),
    update(gradients, state, params) {
      const next: Record<string, unknown> = {};
      let updates = gradients;
      parts.forEach((one, i) => {
        [updates, next[keys[i]]] = one.update(updates, part('chain.update', state, i), params);
      });
      return [updates, next];
    },
    describe: (state) =>
      Object.fromEntries(parts.map((one, i) => [keys[i], one.describe(part('chain.describe', state, i))])),
  };
  return together as Optimizer<N>;
}

/**
 * Transformations under one name, with one state between them: how `adam` is made of `scaleByAdam` and `descend`.
 *
 * Their hyper-parameters must have different names. Throws as its parts do, in its own name where gradients and
 * parameters do not fit.
 * @example
 * const adagradW = alias('adagradW', scaleByAdagrad(), l2Decay(0.01), descend(0.1));
 * adagradW.describe(adagradW.init({ w: tensor(1) })); // { epsilon: 1e-10, decay: 0.01, learningRate: 0.1 }
 */
export function alias(name: string, ...optimizers: readonly Optimizer[]): Optimizer {
  return composed(name, () => optimizers);
}

/** `alias`, of parts that `make` makes: what they throw, then and later, they throw in the name of the whole. */
export function composed(name: string, make: () => readonly Optimizer[]): Optimizer {
  const parts = inNameOf(name, [], () => untyped(name, make()));
  const said = <R>(f: () => R): R => inNameOf(name, parts, f);
  const together: Untyped = {
    name,
    init(params) {
      takeParameters(`${name}.init`, params);
      return said(() => Object.assign({}, ...parts.map((one) => one.init(params))));
    },
    update(gradients, state, params) {
      takeLike(`${name}.update`, 'gradients', gradients, takeParameters(`${name}.update`, params));
      const next: Record<string, unknown> = {};
      let updates = gradients;
      for (const one of parts) {
        const [made, own] = said(() => one.update(updates, state, params));
        updates = made;
        Object.assign(next, own);
      }
      return [updates, next];
    },
    describe: (state) => said(() => Object.assign({}, ...parts.map((one) => one.describe(state)))),
  };
  return together as Optimizer;
}

/** `f`, whose errors at the doors of `parts`, or of whatever is being made, are those of `name`. */
function inNameOf<R>(name: string, parts: readonly Untyped[], f: () => R): R {
  try {
    return f();
  } catch (error) {
    if (!(error instanceof CotangentError)) throw error;
    const [part, ...method] = error.op.split('.');
    const theirs = parts.length === 0 ? method.length === 0 : parts.some((one) => one.name === part);
    if (!theirs) throw error;
    throw new CotangentError({ ...error.complaint, op: [name, ...method].join('.') }, error.path);
  }
}
