// Whole training steps: gradients by `valueAndGrad`, updates by an optimizer of @cotangent/optim.
import { valueAndGrad } from '@cotangent/autograd';
import { adadelta, adam, applyUpdates, sgd, type Optimizer } from '@cotangent/optim';
import {
  add,
  cast,
  gather,
  logSumExp,
  matmul,
  max,
  mean,
  mul,
  relu,
  reshape,
  sub,
  windows,
  type Tensor,
} from '@cotangent/tensor';
import type { Input } from '../../lib/draw.ts';
import { l2Decay, type Peer, type Runner } from '../peer.ts';
import { training, type Compile } from './compile.ts';
import { conv, from, type Images, type Matrix } from './ops.ts';

type Vector = Tensor<[number]>;
type Labels = Tensor<[number, number], 'int32'>;
type Params = Readonly<Record<string, Tensor>>;

/** Mean softmax cross-entropy; labels stand in a column. */
function crossEntropy(logits: Matrix, labels: Labels): Tensor<[]> {
  return mean(sub(logSumExp(logits, 1, { keepDims: true }), gather(logits, labels)));
}

const dense = (x: Matrix, p: Params, n: number): Matrix =>
  add(matmul(x, p[`w${n}`] as Matrix), p[`b${n}`] as Vector);

function convolution(x: Images, p: Params, n: number): Images {
  const b = p[`b${n}`] as Vector;
  return relu(add(conv(x, p[`w${n}`] as Images), reshape(b, [b.shape[0], 1, 1])));
}

function maxPool(x: Images, size: number): Images {
  return max(windows(x, { axes: [2, 3], size, stride: size }), [4, 5]) as Images;
}

/** A row for each image. */
function rows(x: Images): Matrix {
  const [n, c, h, w] = x.shape;
  return reshape(x, [n, c * h * w]);
}

/** A step on the mean cross-entropy of `logits`; weights also decay by `decay`, biases never. */
function classifier(
  compile: Compile,
  { x, labels, ...weights }: Readonly<Record<string, Input>>,
  logits: (p: Params, x: Tensor) => Matrix,
  optimizer: Optimizer,
  decay = 0,
): Runner {
  const params: Params = Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, from(w)]));
  const loss = (p: Params, images: Tensor, answers: Labels): Tensor<[]> =>
    crossEntropy(logits(p, images), answers);
  const decayed = (gradients: Params, p: Params): Params => {
    if (decay === 0) return gradients;
    const entries = Object.entries(gradients);
    return Object.fromEntries(
      entries.map(([name, g]) => [name, name.startsWith('w') ? add(g, mul(p[name], decay)) : g]),
    );
  };
  const column = reshape(cast(from(labels), 'int32'), [labels.shape[0], 1]) as Labels;
  const initial = { params, slots: optimizer.init(params) };
  const batch = { images: from(x), answers: column };
  return training(compile, initial, batch, (state, { images, answers }) => {
    const [value, gradients] = valueAndGrad(loss)(state.params, images, answers);
    const [updates, slots] = optimizer.update(decayed(gradients, state.params), state.slots, state.params);
    return [{ params: applyUpdates(state.params, updates), slots }, value];
  });
}

function seed(p: Params, x: Tensor): Matrix {
  const h1 = maxPool(convolution(x as Images, p, 1), 2);
  return dense(rows(maxPool(convolution(h1, p, 2), 3)), p, 3);
}

function cifar(p: Params, x: Tensor): Matrix {
  const h2 = maxPool(convolution(convolution(x as Images, p, 1), p, 2), 2);
  const h3 = maxPool(convolution(h2, p, 3), 2);
  return dense(relu(dense(rows(h3), p, 4)), p, 5);
}

const perceptron = (p: Params, x: Tensor): Matrix => dense(relu(dense(x as Matrix, p, 1)), p, 2);
const mlp = (p: Params, x: Tensor): Matrix => dense(relu(perceptron(p, x)), p, 3);

type Works = 'seedStep' | 'perceptronStep' | 'mlpStep' | 'cifarStep';

export function networks(compile: Compile): Pick<Peer['work'], Works> {
  return {
    seedStep: (inputs) => classifier(compile, inputs, seed, adadelta(), l2Decay / inputs.x.shape[0]),
    perceptronStep: (inputs) => classifier(compile, inputs, perceptron, sgd(0.01)),
    mlpStep: (inputs) => classifier(compile, inputs, mlp, adam(0.001)),
    cifarStep: (inputs) => classifier(compile, inputs, cifar, sgd(0.01)),
  };
}
