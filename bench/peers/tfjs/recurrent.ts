// Training steps of recurrent networks along time, op by op.
import type { Input } from '../../lib/draw.ts';
import type { Peer } from '../peer.ts';
import type { Tensor, Tfjs } from './api.ts';
import { training, variables } from './networks.ts';
import { cell } from './passes.ts';

export function recurrent(tf: Tfjs): Pick<Peer['work'], 'lstmStep' | 'rnnStep'> {
  const plain = ({ data, shape }: Input): Tensor => tf.tensor(data, shape);
  const rowsOf = (x: Tensor): Tensor[] =>
    tf.split(x, x.shape[0], 0).map((row) => tf.reshape(row, x.shape.slice(1)));
  return {
    lstmStep(inputs) {
      const [x, nothing] = [plain(inputs.x), tf.zeros([inputs.x.shape[1], inputs.wh.shape[0]])];
      const p = variables(tf, { wx: plain(inputs.wx), wh: plain(inputs.wh), b: plain(inputs.b) });
      const loss = (): Tensor => {
        let [h, c]: readonly Tensor[] = [nothing, nothing];
        const all = rowsOf(x).map((row) => {
          [h, c] = cell(tf, p, row, h, c);
          return h;
        });
        return tf.mean(tf.square(tf.concat(all, 0)));
      };
      return training(tf, tf.train.sgd(0.01), loss);
    },
    rnnStep(inputs) {
      const [x, nothing] = [plain(inputs.x), tf.zeros([inputs.x.shape[1], inputs.wh.shape[0]])];
      const labels = tf.tidy(() => tf.oneHot(plain(inputs.labels), inputs.by.shape[0]));
      const { wx, wh, b, wy, by } = variables(tf, {
        wx: plain(inputs.wx),
        wh: plain(inputs.wh),
        b: plain(inputs.b),
        wy: plain(inputs.wy),
        by: plain(inputs.by),
      });
      const loss = (): Tensor => {
        let h: Tensor = nothing;
        const all = rowsOf(x).map((row) => {
          h = tf.tanh(tf.add(tf.add(tf.matMul(row, wx), tf.matMul(h, wh)), b));
          return h;
        });
        return tf.losses.softmaxCrossEntropy(labels, tf.add(tf.matMul(tf.concat(all, 0), wy), by));
      };
      return training(tf, tf.train.sgd(0.01), loss);
    },
  };
}
