// Single operations. Each call makes a new tensor; the one before is disposed of.
import type { Peer, Runner } from '../peer.ts';
import { channelsLast, filters, type Tensor, type Tfjs } from './api.ts';
import { layerNorm } from './passes.ts';

type Works = 'matmul' | 'add' | Unary | 'sum' | 'softmax' | 'layerNorm';
type Unary = 'tanh' | 'exp' | 'sigmoid';
type Convolutions = 'convForward' | 'convInputGradient' | 'convWeightGradient';

function repeated(f: () => Tensor, back: (x: Tensor) => Tensor = (x) => x): Runner {
  let result: Tensor | undefined;
  const run = (): Tensor => {
    result?.dispose();
    return (result = f());
  };
  return { run: () => void run(), answer: () => back(run()).dataSync() };
}

export function ops(tf: Tfjs): Pick<Peer['work'], Works | Convolutions> {
  const toFront = (x: Tensor): Tensor => tf.transpose(x, [0, 3, 1, 2]);
  return {
    matmul({ a, b }) {
      const [x, y] = [tf.tensor(a.data, a.shape), tf.tensor(b.data, b.shape)];
      return repeated(() => tf.matMul(x, y));
    },
    add({ a, b }) {
      const [x, y] = [tf.tensor(a.data, a.shape), tf.tensor(b.data, b.shape)];
      return repeated(() => tf.add(x, y));
    },
    tanh({ x: { data, shape } }) {
      const x = tf.tensor(data, shape);
      return repeated(() => tf.tanh(x));
    },
    exp({ x: { data, shape } }) {
      const x = tf.tensor(data, shape);
      return repeated(() => tf.exp(x));
    },
    sigmoid({ x: { data, shape } }) {
      const x = tf.tensor(data, shape);
      return repeated(() => tf.sigmoid(x));
    },
    sum({ x: { data, shape } }) {
      const x = tf.tensor(data, shape);
      return repeated(() => tf.sum(x));
    },
    softmax({ x: { data, shape } }) {
      const x = tf.tensor(data, shape);
      return repeated(() => tf.softmax(x));
    },
    layerNorm(inputs) {
      const [x, gain, bias] = [inputs.x, inputs.gain, inputs.bias].map(({ data, shape }) =>
        tf.tensor(data, shape),
      );
      return repeated(() => tf.tidy(() => layerNorm(tf, x, gain, bias)));
    },
    convForward(inputs) {
      const [x, w] = [channelsLast(tf, inputs.x), filters(tf, inputs.w)];
      return repeated(() => tf.conv2d(x, w, 1, 'same'), toFront);
    },
    convInputGradient(inputs) {
      const [g, w] = [channelsLast(tf, inputs.g), filters(tf, inputs.w)];
      const shape = [...g.shape.slice(0, 3), inputs.w.shape[1]];
      return repeated(() => tf.conv2dTranspose(g, w, shape, 1, 'same'), toFront);
    },
    convWeightGradient(inputs) {
      const [x, dy] = [channelsLast(tf, inputs.x), channelsLast(tf, inputs.g)];
      const [output, input, height, width] = inputs.w.shape;
      const filterShape = [height, width, input, output];
      const attributes = { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape };
      return repeated(
        () => tf.tidy(() => tf.engine().runKernel('Conv2DBackpropFilter', { x, dy }, attributes)),
        (w) => tf.transpose(w, [3, 2, 0, 1]),
      );
    },
  };
}
