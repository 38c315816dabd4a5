// Training steps and passes of other networks: dense, convolutional, recurrent, attention.
import { row, type Draw, type Row } from './row.ts';

const w = (scale: number, ...shape: number[]): Draw => ({ shape, scale });
const b = (n: number): Draw => ({ shape: [n], scale: 0.1 });
const labels = (batch: number): Draw => ({ shape: [batch], below: 10 });

/** Dense layers of 784, 32 and 10. */
export const perceptron = {
  x: { shape: [20, 784], scale: 0.5 },
  labels: labels(20),
  w1: w(0.06, 784, 32),
  b1: b(32),
  w2: w(0.2, 32, 10),
  b2: b(10),
};

const mlp = {
  x: { shape: [128, 784], scale: 0.5 },
  labels: labels(128),
  w1: w(0.06, 784, 512),
  b1: b(512),
  w2: w(0.07, 512, 512),
  b2: b(512),
  w3: w(0.07, 512, 10),
  b3: b(10),
};

const cifar = {
  x: { shape: [64, 3, 32, 32] },
  labels: labels(64),
  w1: w(0.3, 32, 3, 3, 3),
  b1: b(32),
  w2: w(0.1, 64, 32, 3, 3),
  b2: b(64),
  w3: w(0.07, 128, 64, 3, 3),
  b3: b(128),
  w4: w(0.02, 8192, 256),
  b4: b(256),
  w5: w(0.1, 256, 10),
  b5: b(10),
};

const lstm = {
  x: { shape: [64, 128] },
  h: { shape: [64, 256] },
  c: { shape: [64, 256] },
  wx: w(0.08, 128, 1024),
  wh: w(0.06, 256, 1024),
  b: b(1024),
};

const lstmSteps = {
  x: { shape: [100, 16, 64] },
  wx: w(0.1, 64, 512),
  wh: w(0.08, 128, 512),
  b: b(512),
};

/** Letters as vectors, the next letters as labels. */
export const letters = {
  x: { shape: [500, 8, 65] },
  labels: { shape: [4000], below: 65 },
  wx: w(0.2, 65, 128),
  wh: w(0.08, 128, 128),
  b: b(128),
  wy: w(0.1, 128, 65),
  by: b(65),
};

const [batch, time, width] = [8, 64, 128];
const block = {
  gainA: { shape: [width] },
  biasA: b(width),
  qkv: w(0.15, width, 3 * width),
  out: w(0.15, width, width),
  gainB: { shape: [width] },
  biasB: b(width),
  up: w(0.15, width, 4 * width),
  down: w(0.08, 4 * width, width),
};
/** The names of `T`, each with `N` behind it. */
function numbered<T extends object, N extends string>(
  inputs: T,
  n: N,
): { [K in keyof T & string as `${K}${N}`]: Draw } {
  const entries = Object.entries(inputs).map(([name, draw]) => [`${name}${n}`, draw]);
  return Object.fromEntries(entries) as { [K in keyof T & string as `${K}${N}`]: Draw };
}
const transformer = {
  x: { shape: [batch, time, width] },
  ...numbered(block, '1'),
  ...numbered(block, '2'),
};

const common = { group: 'networks', tolerance: 1e-3 };
export const networks: readonly Row[] = [
  row({ ...common, name: 'MLP 784-512-512-10 step, Adam', work: 'mlpStep', inputs: mlp, images: 128 }),
  row({ ...common, name: 'CIFAR conv net step, batch 64', work: 'cifarStep', inputs: cifar, images: 64 }),
  row({ ...common, name: 'LSTM cell 128 to 256, batch 64, both passes', work: 'lstm', inputs: lstm }),
  row({
    ...common,
    name: 'LSTM 64 to 128 over 100 steps, batch 16, SGD',
    work: 'lstmStep',
    inputs: lstmSteps,
  }),
  row({ ...common, name: 'RNN of letters over 500 steps, batch 8, SGD', work: 'rnnStep', inputs: letters }),
  row({
    ...common,
    name: 'transformer, 2 layers of 128, 8 x 64, both passes',
    work: 'transformer',
    inputs: transformer,
  }),
];
