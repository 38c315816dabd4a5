// A network that learns from batches: its step and its answers are compiled programs, and all it knows is in a tree.
import { valueAndGrad } from '@cotangent/autograd';
import { jit } from '@cotangent/compiler';
import type { AnyLayer } from '@cotangent/nn';
import { applyUpdates, type Description, type OptimizerState } from '@cotangent/optim';
import { random, tensor, tree, type Key, type Tensor, type Tree } from '@cotangent/tensor';
import type { Network } from './network.ts';

/** What steps change. */
export interface Learned {
  readonly params: Tree;
  readonly state: Tree;
  readonly optimizer: OptimizerState<Tree>;
}

/** A scalar: how far what the network made of a batch is from what it should be, or how well it did. */
export type Measure = (output: Tensor, target: Tree) => Tensor;

/** A network in training. */
export class Learner {
  readonly network: Network;
  steps = 0;
  #learned: Learned;
  readonly #key: Key;
  readonly #step: (
    learned: Learned,
    x: Tensor,
    target: Tree,
    key: Key,
  ) => { readonly learned: Learned; readonly loss: Tensor; readonly score: Tensor };
  readonly #part: (params: Tree, state: Tree, x: Tensor, from: number, to: number) => Tensor;

  /** `score` is told beside the loss, which it is unless given. */
  constructor(network: Network, key: Key, loss: Measure, score: Measure = loss) {
    const { model, optimizer } = network;
    this.network = network;
    this.#key = random.fold(key, 'dropout');
    const { params, state } = model.init(random.fold(key, 'init')) as { params: Tree; state: Tree };
    this.#learned = { params, state, optimizer: optimizer.init(params) };
    const lossOf = (p: Tree, s: Tree, x: Tensor, target: Tree, drawn: Key) => {
      const [output, next] = model.apply(p, s, x, { training: true, key: drawn });
      return [loss(output, target), { next: next as Tree, score: score(output, target) }] as const;
    };
    const step = (learned: Learned, x: Tensor, target: Tree, drawn: Key) => {
      const differentiated = valueAndGrad(lossOf, { hasAux: true });
      const [[value, aux], gradients] = differentiated(learned.params, learned.state, x, target, drawn);
      const [updates, next] = optimizer.update(gradients, learned.optimizer, learned.params);
      return {
        learned: { params: applyUpdates(learned.params, updates), state: aux.next, optimizer: next },
        loss: value,
        score: aux.score,
      };
    };
    this.#step = jit(step, { donate: [0] });
    this.#part = jit(
      (p: Tree, s: Tree, x: Tensor, from: number, to: number) => partOf(model, from, to)(p, s, x),
      { static: [3, 4] },
    );
  }

  /** One step; the loss and the score before it. */
  train(x: Tensor, target: Tree): { readonly loss: number; readonly score: number } {
    const made = this.#step(this.#learned, x, target, random.fold(this.#key, this.steps++));
    this.#learned = made.learned;
    return { loss: Number(made.loss.item()), score: Number(made.score.item()) };
  }

  /** What the network makes of a batch; of the output of layer `from` if it is given, and as far as to layer `to`. */
  apply(x: Tensor, { from = -1, to = this.network.model.parts.length - 1 } = {}): Tensor {
    return this.#part(this.#learned.params, this.#learned.state, x, from, to);
  }

  /** The hyper-parameters of the next step. */
  get hyper(): Description {
    return this.network.optimizer.describe(this.#learned.optimizer);
  }

  /** Gives a hyper-parameter another value, by its path. */
  set(path: string, value: number): void {
    const before = this.#learned.optimizer as Tree;
    const leaf = tensor(value, tree.get(before, path).dtype as 'float32') as Tensor;
    this.#learned = {
      ...this.#learned,
      optimizer: tree.set(before, path, leaf) as Learned['optimizer'],
    };
  }
}

/** The layers of a model behind layer `from`, up to and with layer `to`; the model itself if those are all. */
function partOf(model: AnyLayer, from: number, to: number): (p: Tree, s: Tree, x: Tensor) => Tensor {
  if (from < 0 && to >= model.parts.length - 1) return (params, state, x) => model.apply(params, state, x)[0];
  type Trees = Readonly<Record<string, object | undefined>>;
  return (params, state, x) =>
    model.parts
      .slice(from + 1, to + 1)
      .reduce(
        (y, { key, run }) => run((params as Trees)[key] ?? {}, (state as Trees)[key] ?? {}, y, {})[0],
        x,
      );
}
