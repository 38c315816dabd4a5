// Whole training steps by variables, `variableGrads` and its own optimizers.
import type { Input } from '../../lib/draw.ts';
import { l2Decay, losses, steps, type Peer, type Runner } from '../peer.ts';
import { adadelta } from './adadelta.ts';
import { channelsLast, filters, type Optimizer, type Tensor, type Tfjs, type Variable } from './api.ts';

type Variables = Readonly<Record<string, Variable>>;

function variables(tf: Tfjs, initial: Readonly<Record<string, Tensor>>): Variables {
  const entries = Object.entries(initial);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, tf.variable(value, true, `${name}-${++made}`)]),
  );
}
/** Names of variables must not repeat within a process. */
let made = 0;

/** A step on `loss`; the variables in `decayed` also decay by `decay`. */
function training(
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

/** Convolution of the same size, bias, relu, and max pooling. */
function block(tf: Tfjs, x: Tensor, w: Tensor, b: Tensor, pool: number): Tensor {
  const y = tf.relu(tf.add(tf.conv2d(x, w, 1, 'same'), b));
  return tf.maxPool(y, pool, pool, 'valid');
}

const dense = (tf: Tfjs, x: Tensor, w: Tensor, b: Tensor): Tensor => tf.add(tf.matMul(x, w), b);

export function networks(tf: Tfjs): Pick<Peer['work'], 'seedStep'> {
  const plain = ({ data, shape }: Input): Tensor => tf.tensor(data, shape);
  return {
    seedStep(inputs) {
      const x = channelsLast(tf, inputs.x);
      const labels = labelsOf(tf, inputs.labels);
      const { w1, b1, w2, b2, w3, b3 } = variables(tf, {
        w1: filters(tf, inputs.w1),
        b1: plain(inputs.b1),
        w2: filters(tf, inputs.w2),
        b2: plain(inputs.b2),
        w3: flattened(tf, inputs.w3, [16, 4, 4]),
        b3: plain(inputs.b3),
      });
      const loss = (): Tensor => {
        const h2 = block(tf, block(tf, x, w1, b1, 2), w2, b2, 3);
        return tf.losses.softmaxCrossEntropy(labels, dense(tf, tf.reshape(h2, [-1, 256]), w3, b3));
      };
      return training(tf, adadelta(tf, [w1, b1, w2, b2, w3, b3]), loss, [w1, w2, w3], l2Decay / x.shape[0]);
    },
  };
}
