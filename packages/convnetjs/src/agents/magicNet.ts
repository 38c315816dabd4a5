// MagicNet: a search for networks, by cross-validation of many drawn at random; the best predict together.
// A step is one epoch of one candidate. The state says where the search is, and nothing else does.
import { random, take, tensor, type Key, type Tensor } from '@cotangent/tensor';
import { refuse } from '../base/errors.ts';
import type { Vol } from '../base/vol.ts';
import { fromLayerDefs } from '../network/fromLayerDefs.ts';
import type { Params } from '../network/network.ts';
import {
  accuracyOf,
  drawBatch,
  drawCandidate,
  machineOf,
  updatesIn,
  type Candidate,
  type Machine,
} from './candidate.ts';
import { ensembleOf, flatInputs, type Ensemble } from './ensemble.ts';
import { accuracyIn, requireData } from './magicData.ts';
import { requireLike } from '../training/requireState.ts';
import type { Fold, MagicState } from './magicState.ts';
import { requireSearch } from './requireState.ts';
import { magicSettingsOf, type MagicOptions } from './magicOptions.ts';

/** How far the round is. */
export interface MagicProgress {
  readonly round: number;
  readonly fold: number;
  readonly candidate: number;
  readonly epoch: number;
  /** Of the round, from 0 to 1. */
  readonly done: number;
  /** The mean accuracy of the best candidate of all rounds; `undefined` before the first is over. */
  readonly best: number | undefined;
}

/** A search: pure functions of its state. */
export interface MagicNet {
  /** Before the first step. */
  readonly start: MagicState;
  /** One epoch of one candidate, and its test if that was the last. */
  step(state: MagicState): MagicState;
  progress(state: MagicState): MagicProgress;
  /** The best networks. Throws before the first round is over. */
  ensemble(state: MagicState): Ensemble;
}

/**
 * A search for networks that tell the classes of examples: draws candidates, trains each on several parts of the data,
 * tests it on the rest, and keeps the best.
 *
 * Labels are classes from 0 on. The same key gives the same search, wherever it is taken up again. Throws for data and labels
 * that do not go together, and for options that are none.
 *
 * Source: ConvNetJS 0.3.0, `MagicNet`.
 * @example
 * const data = [0, 1, 2, 3, 4, 5, 6, 7].map((x) => vol([x / 8, 1]));
 * const search = magicNet(data, [0, 0, 0, 0, 1, 1, 1, 1], {
 *   num_folds: 1,
 *   num_candidates: 2,
 *   num_epochs: 3,
 *   batch_size_min: 2,
 *   batch_size_max: 4,
 * });
 * let state = search.start;
 * while (state.round === 0) state = search.step(state);
 * search.ensemble(state).predict(data).length; // 8
 */
export function magicNet(
  data: readonly Vol[],
  labels: readonly number[],
  options: MagicOptions = {},
): MagicNet {
  const settings = magicSettingsOf(options);
  const { key = random.key(0) } = options;
  const { inputs, classes, trained } = requireData(data, labels, settings.train_ratio);
  const x = flatInputs(data, [inputs], settings.dtype === 'float64');
  const y = tensor([...labels], 'int32') as Tensor;
  const rows = (of: Tensor, indices: readonly number[]): Tensor =>
    take(of, tensor([...indices], 'int32'), 0) as Tensor;

  const candidatesOf = (from: Key, round: number): readonly Candidate[] =>
    Array.from({ length: settings.num_candidates }, (_, k) =>
      drawCandidate(named(from, 'candidate', round, k), settings, inputs, classes),
    );
  const folds = Array.from({ length: settings.num_folds }, (_, k): Fold => {
    const order = Array.from(random.permutation(named(key, 'fold', k), data.length).data());
    return { train: order.slice(0, trained), test: order.slice(trained) };
  });

  const machines = new Map<string, Machine>();
  const machineFor = (one: Candidate): Machine => {
    const described = JSON.stringify([one.layer_defs, one.trainer_def]);
    const machine = machines.get(described) ?? machineOf(one, settings);
    if (machines.size > settings.num_candidates) machines.clear();
    machines.set(described, machine);
    return machine;
  };

  const start: MagicState = {
    round: 0,
    fold: 0,
    candidate: 0,
    epoch: 0,
    folds,
    candidates: candidatesOf(key, 0),
    trainer: null,
    evaluated: [],
    key,
  };
  const known = new WeakSet<MagicState>([start]);
  const sizes = { examples: data.length, inputs, epochs: settings.num_epochs };
  const own = (state: MagicState): MagicState => {
    if (!known.has(state)) requireSearch(state, start, sizes);
    return state;
  };
  const next = (state: MagicState): MagicState => {
    known.add(state);
    return state;
  };

  return {
    start,
    step(state) {
      const { round, fold, candidate, epoch, candidates } = own(state);
      const { train, test } = state.folds[fold];
      const machine = machineFor(candidates[candidate]);
      const seed = named(state.key, 'training', round, fold, candidate);
      const batch = candidates[candidate].trainer_def.batch_size;
      if (state.trainer !== null && !known.has(state)) {
        requireLike('magicNet', state.trainer, machine.fresh(seed));
      }
      let trainer = state.trainer ?? machine.fresh(seed);
      for (let left = updatesIn(epoch, train.length, batch); left > 0; left--) {
        const drawn = drawBatch(named(seed, 'batch', epoch, left), train, batch);
        trainer = machine.learn(trainer, rows(x, drawn), rows(y, drawn));
      }
      if (epoch + 1 < settings.num_epochs) return next({ ...state, trainer, epoch: epoch + 1 });
      const soft = machine.predict(trainer.params, rows(x, test));
      const accuracy = accuracyIn(soft, test, labels);
      return next(after({ ...state, trainer: null, epoch: 0 }, trainer.params, accuracy));
    },
    progress(state) {
      const { round, fold, candidate, epoch, evaluated } = own(state);
      const { num_folds, num_candidates, num_epochs } = settings;
      const done =
        ((fold * num_candidates + candidate) * num_epochs + epoch) /
        (num_folds * num_candidates * num_epochs);
      return { round, fold, candidate, epoch, done, best: evaluated[0] && accuracyOf(evaluated[0]) };
    },
    ensemble(state) {
      const { evaluated } = own(state);
      if (evaluated.length === 0) {
        refuse(
          'ensemble',
          'a round of candidates must be over',
          'round',
          0,
          'a state in which round is at least 1',
        );
      }
      return ensembleOf(
        evaluated.slice(0, settings.ensemble_size).map(({ layer_defs, params }) => {
          const { mode, dtype } = settings;
          return { model: fromLayerDefs(layer_defs, { mode, dtype }).model, params };
        }),
      );
    },
  };

  /** The state once a candidate has been tested: the next one, the next fold, or the next round. */
  function after(state: MagicState, params: Params, accuracy: number): MagicState {
    const candidates = state.candidates.map((one, k) =>
      k === state.candidate ? { ...one, params, accuracies: [...one.accuracies, accuracy] } : one,
    );
    const candidate = state.candidate + 1;
    if (candidate < candidates.length) return { ...state, candidates, candidate };
    const fold = state.fold + 1;
    if (fold < state.folds.length) return { ...state, candidates, candidate: 0, fold };
    const round = state.round + 1;
    const evaluated = [...state.evaluated, ...candidates]
      .toSorted((a, b) => accuracyOf(b) - accuracyOf(a))
      .slice(0, 3 * settings.ensemble_size);
    return { ...state, round, fold: 0, candidate: 0, candidates: candidatesOf(state.key, round), evaluated };
  }
}

/** The key of something by its name and numbers. */
function named(key: Key, name: string, ...numbers: readonly number[]): Key {
  return numbers.reduce((folded, n) => random.fold(folded, n), random.fold(key, name));
}
