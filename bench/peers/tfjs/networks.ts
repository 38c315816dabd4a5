// Whole training steps by variables, `variableGrads` and its own optimizers.
import type { Input } from '../../lib/draw.ts';
import { l2Decay, losses, pooled, steps, type Peer, type Runner } from '../peer.ts';
import { adadelta } from './adadelta.ts';
import { channelsLast, filters, type Optimizer, type Tensor, type Tfjs, type Variable } from './api.ts';

/** Variables by the names of their inputs, biases and all. */
export function variables<N extends string>(
  tf: Tfjs,
  initial: Readonly<Record<N, Tensor>>,
): Record<N, Variable> {
  const entries = Object.entries<Tensor>(initial);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, tf.variable(value, true, `${name}-${++made}`)]),
  ) as Record<N, Variable>;
}
/** Names of variables must not repeat within a process. */
let made = 0;

/** A step on `loss`; the variables in `decayed` also decay by `decay`. */
export function training(
  tf: Tfjs,
  optimizer: Optimizer,
  loss: () => Tensor,
  decayed: readonly Variable[] = [],
  decay = 0,
): Runner {
  const step = (): Tensor =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss);
      const all = { ...grads };
      for (const w of decayed) all[w.name] = tf.add(all[w.name], tf.mul(w, decay));
      optimizer.applyGradients(all);
      return value;
    });
  return {
    run: () => step().dispose(),
    answer: () => losses(() => step().dataSync()[0], steps),
  };
}

function labelsOf(tf: Tfjs, { data, shape }: Input): Tensor {
  return tf.tidy(() => tf.oneHot(tf.tensor(data, shape), 10));
}

/** Rows for pixels with channels last, from rows for channels first. */
function flattened(tf: Tfjs, { data, shape }: Input, [channels, height, width]: readonly number[]): Tensor {
  return tf.tidy(() => {
    const pixels = tf.transpose(tf.tensor(data, [channels, height, width, shape[1]]), [1, 2, 0, 3]);
    return tf.reshape(pixels, shape);
  });
}

/** Convolution of the same size, bias and relu. */
function convolution(tf: Tfjs, x: Tensor, w: Tensor, b: Tensor): Tensor {
  return tf.relu(tf.add(tf.conv2d(x, w, 1, 'same'), b));
}

const maxPool = (tf: Tfjs, x: Tensor, size: number): Tensor => tf.maxPool(x, size, size, 'valid');

const dense = (tf: Tfjs, x: Tensor, w: Tensor, b: Tensor): Tensor => tf.add(tf.matMul(x, w), b);

type Works = 'seedStep' | 'trainerStep' | 'perceptronStep' | 'mlpStep' | 'cifarStep';

export function networks(tf: Tfjs): Pick<Peer['work'], Works> {
  const plain = ({ data, shape }: Input): Tensor => tf.tensor(data, shape);
  const cost = (labels: Tensor, logits: Tensor): Tensor => tf.losses.softmaxCrossEntropy(labels, logits);
  return {
    seedStep(inputs) {
      const x = channelsLast(tf, inputs.x);
      const labels = labelsOf(tf, inputs.labels);
      const { w1, b1, w2, b2, w3, b3 } = variables(tf, {
        w1: filters(tf, inputs.w1),
        b1: plain(inputs.b1),
        w2: filters(tf, inputs.w2),
        b2: plain(inputs.b2),
        w3: flattened(tf, inputs.w3, pooled(inputs)),
        b3: plain(inputs.b3),
      });
      const loss = (): Tensor => {
        const h1 = maxPool(tf, convolution(tf, x, w1, b1), 2);
        const h2 = maxPool(tf, convolution(tf, h1, w2, b2), 3);
        return cost(labels, dense(tf, tf.reshape(h2, [-1, w3.shape[0]]), w3, b3));
      };
      const optimizer = adadelta(tf, [w1, b1, w2, b2, w3, b3]);
      return training(tf, optimizer, loss, [w1, w2, w3], l2Decay / x.shape[0]);
    },
    trainerStep: 'it has no such trainer: see the seed network step',
    perceptronStep(inputs) {
      const [x, labels] = [plain(inputs.x), labelsOf(tf, inputs.labels)];
      const { w1, b1, w2, b2 } = variables(tf, {
        w1: plain(inputs.w1),
        b1: plain(inputs.b1),
        w2: plain(inputs.w2),
        b2: plain(inputs.b2),
      });
      const loss = (): Tensor => cost(labels, dense(tf, tf.relu(dense(tf, x, w1, b1)), w2, b2));
      return training(tf, tf.train.sgd(0.01), loss);
    },
    mlpStep(inputs) {
      const [x, labels] = [plain(inputs.x), labelsOf(tf, inputs.labels)];
      const { w1, b1, w2, b2, w3, b3 } = variables(tf, {
        w1: plain(inputs.w1),
        b1: plain(inputs.b1),
        w2: plain(inputs.w2),
        b2: plain(inputs.b2),
        w3: plain(inputs.w3),
        b3: plain(inputs.b3),
      });
      const loss = (): Tensor => {
        const h2 = tf.relu(dense(tf, tf.relu(dense(tf, x, w1, b1)), w2, b2));
        return cost(labels, dense(tf, h2, w3, b3));
      };
      return training(tf, tf.train.adam(0.001, 0.9, 0.999, 1e-8), loss);
    },
    cifarStep(inputs) {
      const x = channelsLast(tf, inputs.x);
      const labels = labelsOf(tf, inputs.labels);
      const v = variables(tf, {
        w1: filters(tf, inputs.w1),
        b1: plain(inputs.b1),
        w2: filters(tf, inputs.w2),
        b2: plain(inputs.b2),
        w3: filters(tf, inputs.w3),
        b3: plain(inputs.b3),
        w4: flattened(tf, inputs.w4, [128, 8, 8]),
        b4: plain(inputs.b4),
        w5: plain(inputs.w5),
        b5: plain(inputs.b5),
      });
      const loss = (): Tensor => {
        const h2 = maxPool(tf, convolution(tf, convolution(tf, x, v.w1, v.b1), v.w2, v.b2), 2);
        const h3 = maxPool(tf, convolution(tf, h2, v.w3, v.b3), 2);
        const h4 = tf.relu(dense(tf, tf.reshape(h3, [-1, 8192]), v.w4, v.b4));
        return cost(labels, dense(tf, h4, v.w5, v.b5));
      };
      return training(tf, tf.train.sgd(0.01), loss);
    },
  };
}
