// What a gradient costs beside the forward pass: a three-layer perceptron, the seed network, and the tape itself.
import { grad } from '@cotangent/autograd';
import {
  add,
  cos,
  einsum,
  gather,
  logSumExp,
  matmul,
  max,
  mean,
  mul,
  pad,
  random,
  relu,
  reshape,
  sin,
  sub,
  sum,
  tanh,
  windows,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { duration, report, compare } from './lib/compare.ts';
import { measure } from 'mitata';

const keys = random.split(random.key(0), 8);
const labels = random.integers(keys[7], [20, 1], 0, 10);

/** Mean softmax cross-entropy. */
function loss(logits: Tensor<[20, 10]>): Tensor<[]> {
  return mean(sub(logSumExp(logits, 1, { keepDims: true }), gather(logits, labels)));
}

interface Perceptron {
  w1: Tensor<[784, 128]>;
  w2: Tensor<[128, 64]>;
  w3: Tensor<[64, 10]>;
}
const perceptron: Perceptron = {
  w1: random.normal(keys[0], [784, 128], { standardDeviation: 0.05 }),
  w2: random.normal(keys[1], [128, 64], { standardDeviation: 0.1 }),
  w3: random.normal(keys[2], [64, 10], { standardDeviation: 0.1 }),
};
const digits = random.uniform(keys[3], [20, 784]);
const perceptronLoss = ({ w1, w2, w3 }: Perceptron): Tensor<[]> =>
  loss(matmul(tanh(matmul(tanh(matmul(digits, w1)), w2)), w3));

interface Seed {
  c1: Tensor<[8, 1, 5, 5]>;
  b1: Tensor<[8, 1, 1]>;
  c2: Tensor<[16, 8, 5, 5]>;
  b2: Tensor<[16, 1, 1]>;
  w: Tensor<[256, 10]>;
}
const seed: Seed = {
  c1: random.normal(keys[4], [8, 1, 5, 5], { standardDeviation: 0.2 }),
  b1: zeros([8, 1, 1]),
  c2: random.normal(keys[5], [16, 8, 5, 5], { standardDeviation: 0.07 }),
  b2: zeros([16, 1, 1]),
  w: random.normal(keys[6], [256, 10], { standardDeviation: 0.06 }),
};
const images = random.uniform(keys[3], [20, 1, 24, 24]);
const border = [[0, 0], [0, 0], [2, 2], [2, 2]] as const; // prettier-ignore

function seedLoss({ c1, b1, c2, b2, w }: Seed): Tensor<[]> {
  const patches1 = windows(pad(images, border), { axes: [2, 3], size: 5 });
  const h1 = relu(add(einsum('nchwij,ocij->nohw', patches1, c1), b1));
  const p1 = max(windows(h1, { axes: [2, 3], size: 2, stride: 2 }), [4, 5]);
  const patches2 = windows(pad(p1, border), { axes: [2, 3], size: 5 });
  const h2 = relu(add(einsum('nchwij,ocij->nohw', patches2, c2), b2));
  const p2 = max(windows(h2, { axes: [2, 3], size: 3, stride: 3 }), [4, 5]);
  return loss(matmul(reshape(p2, [20, 256]), w));
}

report('forward', [
  await compare(
    'gradient, perceptron of 3 layers',
    4,
    () => grad(perceptronLoss)(perceptron),
    () => perceptronLoss(perceptron),
  ),
  await compare(
    'gradient, seed network',
    4,
    () => grad(seedLoss)(seed),
    () => seedLoss(seed),
  ),
]);

const depth = 2000;
const point = zeros([4]);
function chain(x: Tensor<[4]>): Tensor<[4]> {
  let y = x;
  for (let i = 0; i < depth / 2; i++) y = mul(sin(y), 0.5);
  return y;
}
/** The ops that the backward pass of `chain` cannot do without: cos and two products a pair. */
function bare(x: Tensor<[4]>): Tensor<[4]> {
  let y = x;
  for (let i = 0; i < depth / 2; i++) y = mul(mul(cos(y), y), 0.5);
  return y;
}
const gradient = grad((x: Tensor<[4]>) => sum(chain(x)));
const [whole, forward, backward] = [
  (await measure(() => gradient(point))).p50,
  (await measure(() => chain(point))).p50,
  (await measure(() => bare(point))).p50,
];
console.log(
  `\ntape: ${duration((whole - forward - backward) / depth)} a recorded op beyond the ops themselves (limit 1.5 µs); ` +
    `forward ${duration(forward / depth)} an op, gradient ${duration(whole / depth)} an op`,
);
