// Trainer: ConvNetJS's interface over the pure step, compiled. It holds the state, and nothing else changes.
import { jit } from '@cotangent/compiler';
import { fromTypedArray, tree, type Tensor } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';
import type { Vol } from '../base/vol.ts';
import { dtypeOf } from '../network/layerValues.ts';
import type { Target } from '../network/losses.ts';
import { networkOf, requireLoss, type Model, type Network, type Params } from '../network/network.ts';
import { requireParams } from '../network/weights.ts';
import { inputOf, inputsOf, targetsOf, type ExampleTarget } from './examples.ts';
import {
  defaultsOf,
  hyperOf,
  mayFuse,
  methodOf,
  requireNumbers,
  type HyperParameters,
  type KnownMethod,
  type TrainerOptions,
} from './options.ts';
import { hyperIn, requireLike } from './requireState.ts';
import { begin, scalarsOf, type TrainerState } from './state.ts';
import { stepOf } from './step.ts';

/** What ConvNetJS returns of a call. */
export interface TrainerLosses {
  /** The loss of the example, or the mean over those of the call. */
  readonly cost_loss: number;
  /** The same number, under the name that old programs read. */
  readonly softmax_loss: number;
  /** The penalties on the weights before the update; 0 in calls that do not update. */
  readonly l1_decay_loss: number;
  readonly l2_decay_loss: number;
  /** The sum of the three. */
  readonly loss: number;
  /** What the network made of each example while it trained, `[b, n]`: probabilities, scores or numbers. */
  readonly output: Tensor;
}

/**
 * Trains a network by ConvNetJS's methods and with its options. Every call runs one compiled program, in which gradients,
 * decay and update are.
 *
 * Throws for methods and options that are none, for networks that do not end with a loss, and for parameters of others.
 *
 * Source: ConvNetJS 0.3.0, `Trainer`; `nesterov` and `adam` are in its later sources.
 * @example
 * const { model, params } = fromLayerDefs([
 *   { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
 *   { type: 'fc', num_neurons: 8, activation: 'tanh' },
 *   { type: 'softmax', num_classes: 2 },
 * ]);
 * const trainer = new Trainer(model, params, { method: 'adadelta', batch_size: 4, l2_decay: 0.001 });
 * const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]].map((x) => vol(x));
 * const first = trainer.trainBatch(inputs, [0, 1, 1, 0]).cost_loss;
 * for (let k = 0; k < 50; k++) trainer.trainBatch(inputs, [0, 1, 1, 0]);
 * trainer.trainBatch(inputs, [0, 1, 1, 0]).cost_loss < first; // true
 */
export class Trainer {
  readonly model: Model;
  private readonly network: Network;
  private readonly step: ReturnType<typeof stepOf>;
  private readonly method: KnownMethod;
  private state: TrainerState;
  private numbers: HyperParameters;
  private count = 0;

  constructor(model: Model, params: Params, options: TrainerOptions = {}) {
    this.model = model;
    this.network = networkOf(model);
    requireLoss('Trainer', this.network);
    requireParams(this.network, params);
    this.method = methodOf('Trainer', options);
    this.numbers = hyperOf('Trainer', options, defaultsOf(this.method));
    this.state = copied(begin(this.method, params, this.numbers, options.key));
    const step = stepOf(model, this.method);
    this.step = jit(step, { static: [3], donate: [0], relaxed: mayFuse(options, this.network.mode) });
  }

  /** How many examples it has seen. */
  get k(): number {
    return this.count;
  }

  /** The parameters as they are now; a copy, which stays as it is. */
  get params(): Params {
    return copied(this.state.params);
  }

  /** The numbers that it trains with. */
  get hyper(): HyperParameters {
    return this.numbers;
  }

  /** Changes numbers such as `learning_rate`; the next call uses them. Throws for numbers and words that are none. */
  set(options: { readonly [K in keyof HyperParameters]?: HyperParameters[K] | undefined }): void {
    requireNumbers('Trainer.set', options as Partial<HyperParameters>);
    this.numbers = hyperOf('Trainer.set', options, this.numbers);
    this.state = { ...this.state, hyper: scalarsOf(this.numbers, dtypeOf(this.state.params)) };
  }

  /**
   * Learns from one example, as ConvNetJS does: its gradient is kept, and every `batch_size` examples there is an update.
   *
   * `x` is a Vol or a tensor `[depth, sy, sx]`. Throws for an `x` of another size, and a `y` that does not fit the loss.
   */
  train(x: Vol | Tensor, y: ExampleTarget): TrainerLosses {
    const dtype = dtypeOf(this.state.params);
    const input = inputOf(this.network, x, dtype);
    return this.run(input, targetsOf(this.network, [y], 1, dtype));
  }

  /**
   * Learns from several examples at once: as `train` for one after the other, in one program.
   *
   * `xs` is a tensor `[b, depth, sy, sx]` or a list of Vols, `ys` a list, or a tensor of classes (int32 `[b]`) or numbers
   * (`[b, n]`). No more than are left until the next update fit in: `batch_size` at first. Throws for more, and as `train`.
   */
  trainBatch(
    xs: Tensor | readonly Vol[],
    ys: Target | readonly ExampleTarget[] | Int32Array | Uint8Array,
  ): TrainerLosses {
    const dtype = dtypeOf(this.state.params);
    const input = inputsOf(this.network, xs, dtype);
    const count = input.shape[0];
    const { batch_size: size } = this.numbers;
    const left = size - (this.count % size);
    if (count > left) {
      complain({
        op: 'trainBatch',
        rule: 'a call does not go beyond the next update',
        got: { xs: `${count} examples`, batch_size: show(size), k: show(this.count) },
        argument: 'xs',
        expected: left === 1 ? 'one example' : `at most ${left} examples`,
        hint: this.count === 0 ? `Write new Trainer(model, params, { batch_size: ${count} }).` : undefined,
      });
    }
    return this.run(input, targetsOf(this.network, ys as Target, count, dtype));
  }

  /** All there is to go on from here, a plain tree of tensors; a copy. */
  save(): TrainerState {
    return copied(this.state);
  }

  /**
   * Goes on from what `save` returned. Its hyper-parameters come with it; the method is the trainer's own. Throws for the
   * state of another network or method, and for one that is not whole; the trainer then stays as it was.
   */
  restore(state: TrainerState): void {
    requireLike('Trainer.restore', state, this.state);
    this.state = copied(state);
    this.count = Number(state.k.item());
    this.numbers = hyperIn(state);
  }

  private run(x: Tensor, target: Target): TrainerLosses {
    const examples = x.shape[0];
    const updates = (this.count + examples) % this.numbers.batch_size === 0;
    const [state, { losses, output, l1, l2 }] = this.step(this.state, x, target, updates);
    this.state = state;
    this.count += examples;
    let cost = 0;
    for (const loss of losses.data()) cost += loss / examples;
    const [l1_decay_loss, l2_decay_loss] = [Number(l1.item()), Number(l2.item())];
    const loss = cost + l1_decay_loss + l2_decay_loss;
    return { cost_loss: cost, softmax_loss: cost, l1_decay_loss, l2_decay_loss, loss, output };
  }
}

/** A tree whose tensors are its own, so that donating either leaves the other alone. */
function copied<T extends object>(trees: T): T {
  const copy = (x: Tensor): Tensor => fromTypedArray(x.data().slice(), x.shape) as Tensor;
  return tree.map(copy, trees as Readonly<Record<string, Tensor>>) as object as T;
}
