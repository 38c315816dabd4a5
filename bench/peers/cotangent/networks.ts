// Whole training steps: gradients by `valueAndGrad`, updates by an optimizer of @cotangent/optim.
import { valueAndGrad } from '@cotangent/autograd';
import { adadelta, applyUpdates } from '@cotangent/optim';
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
import { l2Decay, steps, type Peer } from '../peer.ts';
import { training, type Compile } from './compile.ts';
import { conv, from, type Images, type Matrix } from './ops.ts';

type Vector = Tensor<[number]>;
type Labels = Tensor<[number, number], 'int32'>;

/** Mean softmax cross-entropy; labels stand in a column. */
function crossEntropy(logits: Matrix, labels: Labels): Tensor<[]> {
  return mean(sub(logSumExp(logits, 1, { keepDims: true }), gather(logits, labels)));
}

/** A bias for each channel. */
function channels(b: Vector): Tensor<[number, 1, 1]> {
  return reshape(b, [b.shape[0], 1, 1]);
}

function maxPool(x: Images, size: number): Images {
  return max(windows(x, { axes: [2, 3], size, stride: size }), [4, 5]) as Images;
}

interface Seed {
  readonly w1: Images;
  readonly b1: Vector;
  readonly w2: Images;
  readonly b2: Vector;
  readonly w3: Matrix;
  readonly b3: Vector;
}

function seedLoss(p: Seed, x: Images, labels: Labels): Tensor<[]> {
  const h1 = maxPool(relu(add(conv(x, p.w1), channels(p.b1))), 2);
  const h2 = maxPool(relu(add(conv(h1, p.w2), channels(p.b2))), 3);
  return crossEntropy(add(matmul(reshape(h2, [x.shape[0], 256]), p.w3), p.b3), labels);
}

export function networks(compile: Compile): Pick<Peer['work'], 'seedStep'> {
  return {
    seedStep({ x, labels, w1, b1, w2, b2, w3, b3 }) {
      const params: Seed = {
        w1: from(w1),
        b1: from(b1),
        w2: from(w2),
        b2: from(b2),
        w3: from(w3),
        b3: from(b3),
      };
      const optimizer = adadelta();
      const decay = l2Decay / x.shape[0];
      const batch = { images: from<Images>(x), answers: column(from(labels)) };
      const initial = { params, slots: optimizer.init(params) };
      return training(
        compile,
        initial,
        batch,
        (state, { images, answers }) => {
          const [loss, g] = valueAndGrad(seedLoss)(state.params, images, answers);
          const gradients = {
            ...g,
            w1: add(g.w1, mul(state.params.w1, decay)),
            w2: add(g.w2, mul(state.params.w2, decay)),
            w3: add(g.w3, mul(state.params.w3, decay)),
          };
          const [updates, slots] = optimizer.update(gradients, state.slots, state.params);
          return [{ params: applyUpdates(state.params, updates), slots }, loss];
        },
        steps,
      );
    },
  };
}

/** Labels as a column of whole numbers. */
function column(labels: Tensor): Labels {
  return reshape(cast(labels, 'int32'), [labels.shape[0] as number, 1]);
}
