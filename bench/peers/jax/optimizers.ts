// Optimizers written out, as jax-js itself has none. A step takes all of its arguments over.
import type { Arr, Arrays, Jax } from './api.ts';

/** The tree with each of its arrays replaced. */
export function mapped(tree: Arrays, f: (name: string) => Arr): Arrays {
  return Object.fromEntries(Object.keys(tree).map((name) => [name, f(name)]));
}

/** What an optimizer does with parameters, its own state and gradients. */
export interface Optimizer<S> {
  init(params: Arrays): S;
  update(params: Arrays, state: S, gradients: Arrays): readonly [Arrays, S];
}

const zerosLike = ({ numpy }: Jax, tree: Arrays): Arrays =>
  mapped(tree, (name) => numpy.zeros(tree[name].shape));

export function sgd(learningRate: number): Optimizer<readonly []> {
  return {
    init: () => [],
    update: (params, state, gradients) => [
      mapped(params, (name) => params[name].sub(gradients[name].mul(learningRate))),
      state,
    ],
  };
}

interface AdadeltaState {
  readonly squares: Arrays;
  readonly updates: Arrays;
}

export function adadelta(jax: Jax, rho = 0.95, epsilon = 1e-6): Optimizer<AdadeltaState> {
  const np = jax.numpy;
  const average = (old: Arr, x: Arr): Arr => old.mul(rho).add(np.square(x).mul(1 - rho));
  return {
    init: (params) => ({ squares: zerosLike(jax, params), updates: zerosLike(jax, params) }),
    update(params, { squares, updates }, gradients) {
      const now = mapped(params, (name) => average(squares[name], gradients[name].ref));
      const change = mapped(params, (name) => {
        const ratio = updates[name].ref.add(epsilon).div(now[name].ref.add(epsilon));
        return np.sqrt(ratio).mul(gradients[name]);
      });
      const next = mapped(params, (name) => average(updates[name], change[name].ref));
      return [mapped(params, (name) => params[name].sub(change[name])), { squares: now, updates: next }];
    },
  };
}

interface AdamState {
  readonly means: Arrays;
  readonly squares: Arrays;
  /** The powers of both decay rates, which correct the bias of the averages. */
  readonly powers: readonly [Arr, Arr];
}

export function adam(jax: Jax, learningRate: number): Optimizer<AdamState> {
  const np = jax.numpy;
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
  const one = (): Arr => np.zeros([]).add(1);
  return {
    init: (params) => ({
      means: zerosLike(jax, params),
      squares: zerosLike(jax, params),
      powers: [one(), one()],
    }),
    update(params, state, gradients) {
      const [power1, power2] = [state.powers[0].mul(beta1), state.powers[1].mul(beta2)];
      const means = mapped(params, (name) =>
        state.means[name].mul(beta1).add(gradients[name].ref.mul(1 - beta1)),
      );
      const squares = mapped(params, (name) =>
        state.squares[name].mul(beta2).add(np.square(gradients[name]).mul(1 - beta2)),
      );
      const next = mapped(params, (name) => {
        const mean = means[name].ref.div(power1.ref.mul(-1).add(1));
        const root = np.sqrt(squares[name].ref.div(power2.ref.mul(-1).add(1))).add(epsilon);
        return params[name].sub(mean.div(root).mul(learningRate));
      });
      return [next, { means, squares, powers: [power1, power2] }];
    },
  };
}
