// Everything that is computed with a network, compiled: training steps, their parts by themselves, and readings.
import { grad, valueAndGrad } from '@cotangent/autograd';
import { jit } from '@cotangent/compiler';
import { accuracy, softmaxCrossEntropy } from '@cotangent/nn';
import { applyUpdates, type OptimizerState } from '@cotangent/optim';
import {
  add,
  cast,
  div,
  mul,
  softmax,
  square,
  sum,
  tree,
  type Key,
  type Tensor,
  type Tree,
} from '@cotangent/tensor';
import type { Network } from '../network.ts';

/** What steps change: parameters, what layers keep, and what the optimizer remembers. */
export interface Learned {
  readonly params: Tree;
  readonly state: Tree;
  readonly optimizer: OptimizerState<Tree>;
}

/** A batch, and the randomness of its step. */
export interface Batch {
  readonly images: Tensor;
  readonly labels: Tensor;
  readonly key: Key;
}

/** What of a network is trained, by its seed. */
export function begin({ model, optimizer }: Network, key: Key): Learned {
  const { params, state } = model.init(key) as { readonly params: Tree; readonly state: Tree };
  return { params, state, optimizer: optimizer.init(params) };
}

/** Gray values as the network gets them, from 0 to 1. */
export function scaled(images: Tensor): Tensor {
  return div(cast(images, 'float32'), 255) as Tensor;
}

/** The programs of a network; each is compiled when it is first called. */
export function programsOf({ model, optimizer }: Network) {
  const loss = (params: Tree, state: Tree, { images, labels, key }: Batch) => {
    const [scores, next] = model.apply(params, state, scaled(images), { training: true, key });
    const aux = { state: next as Tree, hits: accuracy(scores, labels) };
    return [softmaxCrossEntropy(scores, labels), aux] as const;
  };
  const step = ({ params, state, optimizer: before }: Learned, batch: Batch) => {
    const [[value, aux], gradients] = valueAndGrad(loss, { hasAux: true })(params, state, batch);
    const [updates, after] = optimizer.update(gradients, before, params);
    const learned: Learned = { params: applyUpdates(params, updates), state: aux.state, optimizer: after };
    return { learned, loss: value, hits: aux.hits };
  };
  return {
    step: jit(step),
    /** The forward pass of a step by itself, for its time. */
    forward: jit((params: Tree, state: Tree, batch: Batch) => loss(params, state, batch)[0]),
    /** Both passes by themselves. */
    gradients: jit((params: Tree, state: Tree, batch: Batch) =>
      grad((p: Tree) => loss(p, state, batch)[0])(params),
    ),
    /** How likely each image shows each digit. */
    probabilities: jit((params: Tree, state: Tree, images: Tensor) =>
      softmax(model.apply(params, state, scaled(images))[0], 1),
    ),
    /** `½ ‖params‖²` */
    halfSquares: jit((params: Tree) =>
      mul(
        0.5,
        tree
          .leaves(params)
          .map((leaf) => sum(square(leaf)) as Tensor)
          .reduce((a, b) => add(a, b)),
      ),
    ),
  };
}
