// What an optimizer is: three pure functions over trees. Everything in this package makes one or puts some together.
// Its state is a tree of tensors and nothing else, so that it is saved, traced and compared like the parameters.
import type { Path, Problem, Tree, TreeLike } from '@cotangent/tensor';

declare const parametersType: unique symbol;

/**
 * What an optimizer carries from step to step for parameters of type `P`: a plain tree of tensors.
 *
 * Hyper-parameters are leaves of rank 0 (`learningRate`), so that changing one compiles nothing anew; averages and the like are
 * trees as the parameters. `P` exists only for the compiler.
 */
export type OptimizerState<P = unknown> = { readonly [key: string]: Tree } & {
  readonly [parametersType]?: P;
};

/** Hyper-parameters by name; those of optimizers within others are nested. */
export interface Description {
  readonly [name: string]: number | Description;
}

/**
 * Pure functions that turn gradients into updates. `Names` are the paths of parameters it names (see `masked`).
 *
 * Transformations such as `l2Decay` are optimizers that keep the gradient's sign; `descend` negates and scales. `chain`
 * puts them together, and `applyUpdates` adds what comes out to the parameters.
 * @example
 * const params = { w: tensor([1, 2]), b: tensor(3) };
 * const optimizer: Optimizer = sgd(0.1);
 * const state = optimizer.init(params);
 * const [updates, next] = optimizer.update({ w: tensor([10, 0]), b: tensor(1) }, state, params);
 * applyUpdates(params, updates); // { b: float32[] 2.9, w: float32[2] [0, 2] }
 * optimizer.describe(next); // { learningRate: 0.1 }
 */
export interface Optimizer<out Names extends string = never> {
  /** What its state is called inside that of a `chain`. */
  readonly name: string;
  /** Exists only for the compiler. */
  readonly names?: Names;
  /** The state before the first step. Throws for parameters that are no floats and for named paths that are not there. */
  init<P extends TreeLike<P>>(params: P & PathsProblem<Names, P>): OptimizerState<P>;
  /**
   * The updates of one step, a tree as the parameters, and the state for the next one.
   *
   * Throws if gradients and parameters differ in structure, shapes or dtypes, and for another optimizer's state.
   */
  update<P extends TreeLike<P>>(
    gradients: NoInfer<P>,
    state: OptimizerState<NoInfer<P>>,
    params: P,
  ): [updates: P, state: OptimizerState<P>];
  /** The hyper-parameters that the next step will use, as numbers. */
  describe(state: OptimizerState): Description;
}

/** The sentence for names that certainly lead to no parameter of `T`, else `unknown`. */
export type PathsProblem<Names extends string, T> = [Names] extends [never]
  ? unknown
  : [Missing<Names, Path<T>>] extends [never]
    ? unknown
    : Problem<`optimizer.init: there must be a parameter at the path. path: '${Missing<Names, Path<T>>}'`>;
/** Where a path is known only as a pattern, any name may be meant. */
type Missing<Names extends string, P extends string> = [Pattern<P>] extends [never]
  ? Names extends string
    ? [Extract<P, Names | `${Names}.${string}` | `${Names}[${string}`>] extends [never]
      ? Names
      : never
    : never
  : never;
type Pattern<P extends string> = P extends string
  ? Record<never, never> extends Record<P, 1>
    ? P
    : never
  : never;
