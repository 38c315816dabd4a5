// Whole training steps, each one jitted function; optimizers are written out, as jax-js itself has none.
import { l2Decay, losses, steps, type Peer, type Runner } from '../peer.ts';
import { all, conv, type Arr, type Arrays, type Jax } from './api.ts';

/** A training step: `update` gives the state anew, and the loss. */
function training<S>(
  jax: Jax,
  initial: S,
  update: (state: S, x: Arr, labels: Arr) => [S, Arr],
  x: Arr,
  labels: Arr,
): Runner {
  const program = jax.jit(update);
  let state = initial;
  const step = async (): Promise<Arr> => {
    const [next, loss] = await jax.blockUntilReady(program(state, x.ref, labels.ref));
    state = next;
    return loss;
  };
  return {
    run: async () => (await step()).dispose(),
    answer: () => losses(async () => (await (await step()).data())[0], steps),
  };
}

/** Mean softmax cross-entropy. */
function crossEntropy({ nn }: Jax, logits: Arr, labels: Arr): Arr {
  const [batch, classes] = logits.shape;
  return nn
    .logSoftmax(logits, 1)
    .mul(nn.oneHot(labels, classes))
    .sum()
    .mul(-1 / batch);
}

function maxPool(x: Arr, size: number): Arr {
  const [n, c, h, w] = x.shape;
  return x.reshape([n, c, h / size, size, w / size, size]).max([3, 5]);
}

/** A bias for each channel. */
const channels = (b: Arr): Arr => b.reshape([b.shape[0], 1, 1]);

function mapped(tree: Arrays, f: (name: string) => Arr): Arrays {
  return Object.fromEntries(Object.keys(tree).map((name) => [name, f(name)]));
}

interface Adadelta {
  readonly params: Arrays;
  readonly squares: Arrays;
  readonly updates: Arrays;
}

/** A step of Adadelta, which takes all of its arguments over. */
function adadelta({ numpy: np }: Jax, { params, squares, updates }: Adadelta, gradients: Arrays): Adadelta {
  const [rho, epsilon] = [0.95, 1e-6];
  const average = (old: Arr, square: Arr): Arr => old.mul(rho).add(square.mul(1 - rho));
  const squaresNow = mapped(params, (name) => average(squares[name], np.square(gradients[name].ref)));
  const change = mapped(params, (name) => {
    const ratio = updates[name].ref.add(epsilon).div(squaresNow[name].ref.add(epsilon));
    return np.sqrt(ratio).mul(gradients[name]);
  });
  return {
    squares: squaresNow,
    updates: mapped(params, (name) => average(updates[name], np.square(change[name].ref))),
    params: mapped(params, (name) => params[name].sub(change[name])),
  };
}

export function networks(jax: Jax): Pick<Peer['work'], 'seedStep'> {
  const { numpy: np, nn } = jax;
  const zeros = (params: Arrays): Arrays => mapped(params, (name) => np.zeros(params[name].shape));
  return {
    seedStep(inputs) {
      const { x, labels, ...params } = all(jax, inputs);
      const batch = x.shape[0];
      const loss = (p: Arrays, images: Arr, y: Arr): Arr => {
        const h1 = maxPool(nn.relu(conv(jax, images, p['w1']).add(channels(p['b1']))), 2);
        const h2 = maxPool(nn.relu(conv(jax, h1, p['w2']).add(channels(p['b2']))), 3);
        return crossEntropy(jax, np.matmul(h2.reshape([batch, 256]), p['w3']).add(p['b3']), y);
      };
      const update = (state: Adadelta, images: Arr, y: Arr): [Adadelta, Arr] => {
        const [value, g] = jax.valueAndGrad(loss)(jax.tree.ref(state.params), images, y);
        const decayed = mapped(g, (name) =>
          name.startsWith('w') ? g[name].add(state.params[name].ref.mul(l2Decay / batch)) : g[name],
        );
        return [adadelta(jax, state, decayed), value];
      };
      const initial = { params, squares: zeros(params), updates: zeros(params) };
      return training(jax, initial, update, x, labels);
    },
  };
}
