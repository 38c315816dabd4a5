// Whole training steps, each one jitted function: gradients, decay and optimizer.
import type { Input } from '../../lib/draw.ts';
import { l2Decay, losses, steps, type Peer, type Runner } from '../peer.ts';
import { all, conv, type Arr, type Arrays, type Jax } from './api.ts';
import { adadelta, adam, mapped, sgd, type Optimizer } from './optimizers.ts';

/** Mean softmax cross-entropy. */
function crossEntropy({ nn }: Jax, logits: Arr, labels: Arr): Arr {
  const [batch, classes] = logits.shape;
  const picked = nn.logSoftmax(logits, 1).mul(nn.oneHot(labels, classes));
  return picked.sum().mul(-1 / batch);
}

/** A step on the mean cross-entropy of `logits`; weights also decay by `decay`, biases never. */
function classifier<S>(
  jax: Jax,
  inputs: Readonly<Record<'x' | 'labels', Input>>,
  logits: (p: Arrays, x: Arr) => Arr,
  optimizer: Optimizer<S>,
  decay = 0,
): Runner {
  const { x, labels, ...params } = all(jax, inputs);
  const loss = (p: Arrays, images: Arr, answers: Arr): Arr => crossEntropy(jax, logits(p, images), answers);
  interface State {
    readonly params: Arrays;
    readonly slots: S;
  }
  const update = ({ params: p, slots }: State, images: Arr, answers: Arr): [State, Arr] => {
    const [value, g] = jax.valueAndGrad(loss)(jax.tree.ref(p), images, answers);
    const gradients = mapped(g, (name) =>
      decay !== 0 && name.startsWith('w') ? g[name].add(p[name].ref.mul(decay)) : g[name],
    );
    const [next, after] = optimizer.update(p, slots, gradients);
    return [{ params: next, slots: after }, value];
  };
  const program = jax.jit(update);
  let state: State = { params, slots: optimizer.init(params) };
  const step = async (): Promise<Arr> => {
    const [next, value] = await jax.blockUntilReady(program(state, x.ref, labels.ref));
    state = next;
    return value;
  };
  return {
    run: async () => (await step()).dispose(),
    answer: () => losses(async () => (await (await step()).data())[0], steps),
  };
}

type Works = 'seedStep' | 'trainerStep' | 'perceptronStep' | 'mlpStep' | 'cifarStep';

export function networks(jax: Jax): Pick<Peer['work'], Works> {
  const { numpy: np, nn } = jax;
  const dense = (x: Arr, p: Arrays, n: number): Arr => np.matmul(x, p[`w${n}`]).add(p[`b${n}`]);
  const convolution = (x: Arr, p: Arrays, n: number): Arr => {
    const b = p[`b${n}`];
    return nn.relu(conv(jax, x, p[`w${n}`]).add(b.reshape([b.shape[0], 1, 1])));
  };
  const maxPool = (x: Arr, size: number): Arr => {
    const [n, c, h, w] = x.shape;
    return x.reshape([n, c, h / size, size, w / size, size]).max([3, 5]);
  };
  const rows = (x: Arr): Arr => x.reshape([x.shape[0], x.shape.slice(1).reduce((a, b) => a * b)]);

  const seed = (p: Arrays, x: Arr): Arr => {
    const h1 = maxPool(convolution(x, p, 1), 2);
    return dense(rows(maxPool(convolution(h1, p, 2), 3)), p, 3);
  };
  const cifar = (p: Arrays, x: Arr): Arr => {
    const h2 = maxPool(convolution(convolution(x, p, 1), p, 2), 2);
    const h3 = maxPool(convolution(h2, p, 3), 2);
    return dense(nn.relu(dense(rows(h3), p, 4)), p, 5);
  };
  const perceptron = (p: Arrays, x: Arr): Arr => dense(nn.relu(dense(x, p, 1)), p, 2);
  const mlp = (p: Arrays, x: Arr): Arr => dense(nn.relu(perceptron(p, x)), p, 3);
  return {
    seedStep: (inputs) => classifier(jax, inputs, seed, adadelta(jax), l2Decay / inputs.x.shape[0]),
    trainerStep: 'it has no such trainer: see the seed network step',
    perceptronStep: (inputs) => classifier(jax, inputs, perceptron, sgd(0.01)),
    mlpStep: (inputs) => classifier(jax, inputs, mlp, adam(jax, 0.001)),
    cifarStep: (inputs) => classifier(jax, inputs, cifar, sgd(0.01)),
  };
}
