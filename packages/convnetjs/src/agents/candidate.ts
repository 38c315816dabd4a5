// One network that a search tries: drawn at random, trained on part of the data, and tested on the rest.
import { jit } from '@cotangent/compiler';
import { random, type Key, type Tensor } from '@cotangent/tensor';
import type { LayerDef } from '../definitions/layerDef.ts';
import { fromLayerDefs } from '../network/fromLayerDefs.ts';
import type { Model, Params } from '../network/network.ts';
import { defaultsOf, hyperOf, methodOf, type TrainerOptions } from '../training/options.ts';
import { begin, type TrainerState } from '../training/state.ts';
import { stepOf } from '../training/step.ts';
import { integersBelow, positionOf, uniform } from './draws.ts';
import type { MagicSettings } from './magicOptions.ts';

/** A network and a trainer, as ConvNetJS writes them down, and how well it did on each fold. */
export interface Candidate {
  readonly layer_defs: readonly LayerDef[];
  readonly trainer_def: TrainerOptions & { readonly batch_size: number };
  readonly accuracies: readonly number[];
  /** What it learned from the last fold; empty before. */
  readonly params: Params;
}

/** The mean accuracy over the folds. */
export function accuracyOf({ accuracies }: Candidate): number {
  return accuracies.reduce((sum, one) => sum + one, 0) / Math.max(1, accuracies.length);
}

/** A network of up to three hidden layers, and a trainer for it, at random. */
export function drawCandidate(key: Key, settings: MagicSettings, inputs: number, classes: number): Candidate {
  let drawn = 0;
  const next = (low = 0, high = 1): number => uniform(random.fold(key, drawn++), low, high);
  const whole = (low: number, high: number): number => Math.floor(next(low, Math.max(high, low + 1)));
  const hidden = Array.from({ length: positionOf(next(), [0.2, 0.3, 0.3, 0.2]) }, (): LayerDef => {
    const num_neurons = whole(settings.neurons_min, settings.neurons_max);
    const activation = (['tanh', 'maxout', 'relu'] as const)[whole(0, 3)];
    const drop = next() < 0.5 ? { drop_prob: next() } : {};
    return { type: 'fc', num_neurons, activation, ...drop };
  });
  const batch_size = whole(settings.batch_size_min, settings.batch_size_max);
  const l2_decay = 10 ** next(settings.l2_decay_min, settings.l2_decay_max);
  const learning_rate = 10 ** next(settings.learning_rate_min, settings.learning_rate_max);
  const momentum = next(settings.momentum_min, settings.momentum_max);
  const common = { batch_size, l2_decay };
  const trainers = [
    { method: 'adadelta', ...common },
    { method: 'adagrad', learning_rate, ...common },
    { method: 'sgd', learning_rate, momentum, ...common },
  ] as const;
  return {
    layer_defs: [
      { type: 'input', out_sx: 1, out_sy: 1, out_depth: inputs },
      ...hidden,
      { type: 'softmax', num_classes: classes },
    ],
    trainer_def: trainers[positionOf(next(), [0.33, 0.33, 0.34])],
    accuracies: [],
    params: {},
  };
}

/** What trains a candidate and what it predicts by, compiled. */
export interface Machine {
  readonly model: Model;
  fresh(key: Key): TrainerState;
  /** A step with a whole batch. */
  learn(state: TrainerState, x: Tensor, labels: Tensor): TrainerState;
  /** Probabilities. `[b, inputs, 1, 1] → [b, classes]` */
  predict(params: Params, x: Tensor): Tensor;
}

/** The machine of a candidate. */
export function machineOf({ layer_defs, trainer_def }: Candidate, settings: MagicSettings): Machine {
  const { mode, dtype } = settings;
  const { model } = fromLayerDefs(layer_defs, { mode, dtype });
  const method = methodOf('magicNet', trainer_def);
  const hyper = hyperOf('magicNet', trainer_def, defaultsOf(method));
  const step = stepOf(model, method);
  const compiled = jit(
    (state: TrainerState, x: Tensor, labels: Tensor) =>
      step(state, x, labels as Tensor as Tensor<[number], 'int32'>, true)[0],
  );
  return {
    model,
    fresh(key) {
      const [forWeights, forTrainer] = random.split(key);
      const { params } = fromLayerDefs(layer_defs, { mode, dtype, key: forWeights });
      return begin(method, params, hyper, forTrainer);
    },
    learn: compiled,
    predict: predictorOf(model),
  };
}

/** What a model predicts, compiled. */
export function predictorOf(model: Model): (params: Params, x: Tensor) => Tensor {
  return jit(
    (params: Params, x: Tensor) =>
      model.apply(params, {}, x as Tensor<[number, number, number, number]>)[0] as Tensor,
  );
}

/** The updates of an epoch: after `epoch + 1` of them, as many examples have been seen as whole batches fit in. */
export function updatesIn(epoch: number, examples: number, batch: number): number {
  return Math.floor(((epoch + 1) * examples) / batch) - Math.floor((epoch * examples) / batch);
}

/** Positions of a batch, drawn from `among` with replacement. */
export function drawBatch(key: Key, among: readonly number[], batch: number): readonly number[] {
  return integersBelow(key, among.length, batch).map((at) => among[at]);
}
