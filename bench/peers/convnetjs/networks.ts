// Whole training steps by its own Net and Trainer; a step is a batch of calls of `train`.
import { l2Decay, losses, pooled, steps, type Peer, type Runner } from '../peer.ts';
import type { Input } from '../../lib/draw.ts';
import { vols, type Convnetjs, type Layer } from './api.ts';

/** Puts weights `[in, out]` and biases into an fc layer; `shape` says what lies behind `in`: channels, height, width. */
function fill(library: Convnetjs, layer: Layer, w: Input, b: Input, shape: readonly number[]): void {
  const [inputs, outputs] = w.shape;
  const columns = Float32Array.from(
    w.data,
    (_, i) => w.data[(i % inputs) * outputs + Math.floor(i / inputs)],
  );
  vols(library, { data: columns, shape: [outputs, ...shape] }).forEach(({ w: row }, i) =>
    layer.filters[i].w.set(row),
  );
  layer.biases.w.set(b.data);
}

function fillConv(library: Convnetjs, layer: Layer, w: Input, b: Input): void {
  vols(library, w).forEach((vol, i) => (layer.filters[i] = vol));
  layer.biases.w.set(b.data);
}

function training(
  library: Convnetjs,
  definitions: readonly object[],
  weights: (layers: readonly Layer[]) => void,
  options: object,
  x: Input,
  labels: Input,
): Runner {
  const net = new library.Net();
  net.makeLayers(definitions);
  weights(net.layers.filter(({ filters }) => filters));
  const trainer = new library.Trainer(net, { ...options, batch_size: x.shape[0] });
  const images = vols(library, x);
  const step = (): number => {
    let loss = 0;
    images.forEach((image, n) => (loss += trainer.train(image, labels.data[n]).cost_loss));
    return loss / images.length;
  };
  return { run: () => void step(), answer: () => losses(step, steps) };
}

/** A layer of stride 1 that keeps the size. */
const convolution = ({ shape: [filters, , sx] }: Input): object => ({
  type: 'conv',
  sx,
  filters,
  stride: 1,
  pad: (sx - 1) / 2,
  activation: 'relu',
});

type Works =
  | 'seedStep'
  | 'trainerStep'
  | 'perceptronStep'
  | 'mlpStep'
  | 'cifarStep'
  | 'lstm'
  | 'lstmStep'
  | 'rnnStep'
  | 'transformer'
  | 'call'
  | 'copy';

export function networks(library: Convnetjs): Pick<Peer['work'], Works> {
  const seedStep: Exclude<Peer['work']['seedStep'], string> = ({ x, labels, w1, b1, w2, b2, w3, b3 }) =>
    training(
      library,
      [
        { type: 'input', out_sx: x.shape[3], out_sy: x.shape[2], out_depth: x.shape[1] },
        convolution(w1),
        { type: 'pool', sx: 2, stride: 2 },
        convolution(w2),
        { type: 'pool', sx: 3, stride: 3 },
        { type: 'softmax', num_classes: 10 },
      ],
      ([first, second, last]) => {
        fillConv(library, first, w1, b1);
        fillConv(library, second, w2, b2);
        fill(library, last, w3, b3, pooled({ x, w2 }));
      },
      { method: 'adadelta', l2_decay: l2Decay },
      x,
      labels,
    );
  return {
    seedStep,
    trainerStep: seedStep,
    perceptronStep: ({ x, labels, w1, b1, w2, b2 }) =>
      training(
        library,
        [
          { type: 'input', out_sx: 1, out_sy: 1, out_depth: x.shape[1] },
          { type: 'fc', num_neurons: w1.shape[1], activation: 'relu' },
          { type: 'softmax', num_classes: 10 },
        ],
        ([first, last]) => {
          fill(library, first, w1, b1, [x.shape[1], 1, 1]);
          fill(library, last, w2, b2, [w2.shape[0], 1, 1]);
        },
        plain,
        { data: x.data, shape: [...x.shape, 1, 1] },
        labels,
      ),
    cifarStep: ({ x, labels, w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 }) =>
      training(
        library,
        [
          { type: 'input', out_sx: 32, out_sy: 32, out_depth: 3 },
          { type: 'conv', sx: 3, filters: 32, stride: 1, pad: 1, activation: 'relu' },
          { type: 'conv', sx: 3, filters: 64, stride: 1, pad: 1, activation: 'relu' },
          { type: 'pool', sx: 2, stride: 2 },
          { type: 'conv', sx: 3, filters: 128, stride: 1, pad: 1, activation: 'relu' },
          { type: 'pool', sx: 2, stride: 2 },
          { type: 'fc', num_neurons: 256, activation: 'relu' },
          { type: 'softmax', num_classes: 10 },
        ],
        ([c1, c2, c3, hidden, last]) => {
          fillConv(library, c1, w1, b1);
          fillConv(library, c2, w2, b2);
          fillConv(library, c3, w3, b3);
          fill(library, hidden, w4, b4, [128, 8, 8]);
          fill(library, last, w5, b5, [256, 1, 1]);
        },
        plain,
        x,
        labels,
      ),
    mlpStep: 'its release 0.3.0 has no Adam',
    lstm: 'it has no recurrent layers',
    lstmStep: 'it has no recurrent layers',
    rnnStep: 'it has no recurrent layers',
    transformer: 'it has no attention',
    call: 'it has layers rather than operations',
    copy: 'its volumes are JavaScript arrays: there is nothing to copy',
  };
}

/** Gradient descent and nothing else. */
const plain = { method: 'sgd', learning_rate: 0.01, momentum: 0 };
