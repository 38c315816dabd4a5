// Different optimizers for different parameters, which are named by their typed paths.
// Each sees its own part of the trees and keeps state for that part alone.
import { zerosLike, type Tensor } from '@cotangent/tensor';
import { complain, pathsOf, show } from '@cotangent/tensor/extend';
import { takeLike, takeParameters, takeState, type Parameters } from './check.ts';
import { untyped, type Untyped } from './chain.ts';
import type { Optimizer } from './optimizer.ts';
import { lies, part, requirePaths, whole, type Choice } from './subtree.ts';
import { transformation } from './transformation.ts';

/** An optimizer and the leaves it is for; `undefined` leaves their gradients as they are. */
interface Group {
  readonly key: string;
  readonly optimizer: Untyped | undefined;
  readonly has: Choice;
}

/** One optimizer for each group of leaves; a leaf belongs to the first group that has it. */
function apart(name: string, names: readonly string[], parts: readonly Group[]): Untyped {
  const keys = parts.flatMap(({ key, optimizer }) => (optimizer === undefined ? [] : key));
  const pathsIn = ({ structure, leaves }: Parameters): readonly Set<string>[] => {
    const sets = parts.map(() => new Set<string>());
    pathsOf(structure).forEach((path, i) => {
      const home = parts.findIndex(({ has }) => has(path, leaves[i]));
      sets[home]?.add(path);
    });
    return sets;
  };
  return {
    name,
    init(params) {
      const parameters = takeParameters(`${name}.init`, params);
      requirePaths(`${name}.init`, names, parameters.structure);
      const sets = pathsIn(parameters);
      const states = parts.flatMap(({ key, optimizer }, i) =>
        optimizer === undefined ? [] : [[key, optimizer.init(part(params, sets[i]))] as const],
      );
      return Object.fromEntries(states);
    },
    update(gradients, state, params) {
      const op = `${name}.update`;
      const parameters = takeParameters(op, params);
      takeLike(op, 'gradients', gradients, parameters);
      const states = takeState(op, state, keys);
      const next: Record<string, unknown> = {};
      const sets = pathsIn(parameters);
      const updates = parts.flatMap(({ key, optimizer }, i) => {
        if (optimizer === undefined) return [];
        const [made, own] = optimizer.update(part(gradients, sets[i]), states[key], part(params, sets[i]));
        next[key] = own;
        return [made];
      });
      return [whole(gradients, updates), next];
    },
    describe(state) {
      const states = takeState(`${name}.describe`, state, keys);
      return Object.fromEntries(
        parts.flatMap(({ key, optimizer }) =>
          optimizer === undefined ? [] : [[key, optimizer.describe(states[key])] as const],
        ),
      );
    },
  };
}

/** The update zero: what is frozen stays. */
const still: Optimizer = /* @__PURE__ */ transformation({
  name: 'still',
  hyper: {},
  leaf: ({ gradient }) => ({ update: zerosLike(gradient) }),
});

const rest: Choice = () => true;

/**
 * Which parameters: the paths of some (`'conv1.w'`) or of branches with all that is below (`'conv1'`), or a function that
 * tells by path and tensor.
 */
export type Mask<N extends string> = readonly N[] | ((path: string, parameter: Tensor) => boolean);

function choiceOf(op: string, mask: Mask<string>): readonly [names: readonly string[], has: Choice] {
  if (typeof mask === 'function') return [[], mask];
  if (!Array.isArray(mask) || !mask.every((name) => typeof name === 'string')) {
    complain({
      op,
      rule: 'a mask is a list of paths, or a function of path and parameter',
      got: { mask: show(mask) },
      argument: 'mask',
      expected: "a list such as ['conv1', 'fc.w']",
      hint: typeof mask === 'string' ? `Write ['${String(mask)}'].` : undefined,
    });
  }
  return [mask, (path) => mask.some((name) => lies(path, name))];
}

/**
 * An optimizer for some of the parameters; the gradients of the others go through as they are.
 *
 * `init` throws for a path that leads to no parameter, and is refused by the compiler where that is certain.
 * @example
 * const decay = masked((_, x) => x.rank > 1, l2Decay(0.001)); // weights decay, biases do not
 * const optimizer = chain(decay, adam(0.001));
 */
export function masked<const N extends string = never, M extends string = never>(
  mask: Mask<N>,
  optimizer: Optimizer<M>,
): Optimizer<N | M> {
  const [names, has] = choiceOf('masked', mask);
  const [inner] = untyped('masked', [optimizer]);
  const parts = [
    { key: inner.name, optimizer: inner, has },
    { key: 'others', optimizer: undefined, has: rest },
  ];
  return apart('masked', names, parts) as Optimizer<N | M>;
}

/**
 * An optimizer for all parameters but some, whose updates are zero and for which no state is kept.
 *
 * `init` throws for a path that leads to no parameter, and is refused by the compiler where that is certain.
 * @example
 * const optimizer = freeze(['w'], sgd(1));
 * const params = { w: tensor(1), b: tensor(2) };
 * const [updates] = optimizer.update({ w: tensor(5), b: tensor(5) }, optimizer.init(params), params);
 * updates; // { b: float32[] -5, w: float32[] 0 }
 */
export function freeze<const N extends string = never, M extends string = never>(
  mask: Mask<N>,
  optimizer: Optimizer<M>,
): Optimizer<N | M> {
  const [names, has] = choiceOf('freeze', mask);
  const [frozen, inner] = untyped('freeze', [still, optimizer]);
  const parts = [
    { key: 'frozen', optimizer: frozen, has },
    { key: inner.name, optimizer: inner, has: rest },
  ];
  return apart('freeze', names, parts) as Optimizer<N | M>;
}

/**
 * An optimizer for each of some groups of parameters, by the path of one or of a branch, and one for all others.
 *
 * The longest path that leads to a parameter decides. `init` throws for a path that leads to no parameter, and is refused by
 * the compiler where that is certain.
 * @example
 * const optimizer = groups({ conv1: sgd(0.01), 'conv1.b': sgd(0.1) }, adam(0.001));
 * const state = optimizer.init({ conv1: { w: ones([8, 1, 5, 5]), b: zeros([8]) }, fc: { w: ones([256, 10]) } });
 */
export function groups<const N extends string, M extends string = never>(
  byPath: { readonly [K in N]: Optimizer<M> },
  others: Optimizer<M>,
): Optimizer<N | M> {
  const names = (Object.keys(byPath) as N[]).toSorted((a, b) => b.length - a.length);
  const inner = untyped(
    'groups',
    names.map((name) => byPath[name]),
  );
  const named = names.map((name, i) => ({
    key: name,
    optimizer: inner[i],
    has: (path: string) => lies(path, name),
  }));
  const [last] = untyped('groups', [others]);
  return apart('groups', names, [...named, { key: 'others', optimizer: last, has: rest }]) as Optimizer<
    N | M
  >;
}
