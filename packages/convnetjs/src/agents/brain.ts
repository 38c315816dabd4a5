// Deep Q-learning: an agent that learns from rewards what actions are worth.
// Acting and learning are functions from one state to the next, so that a life can be saved, repeated and gone back to.
import { fromTypedArray, random, tensor, type Key, type Tensor } from '@cotangent/tensor';
import { refuse } from '../base/errors.ts';
import { addTo } from '../base/window.ts';
import { fromLayerDefs } from '../network/fromLayerDefs.ts';
import { dtypeOf } from '../network/layerValues.ts';
import type { Model } from '../network/network.ts';
import { defaultsOf, hyperOf, methodOf } from '../training/options.ts';
import { begin } from '../training/state.ts';
import { stepOf } from '../training/step.ts';
import { settingsOf, type BrainOptions } from './brainOptions.ts';
import { born, type BrainState, type Experience } from './brainState.ts';
import { integersBelow, positionOf, uniform } from './draws.ts';
import { itemAt } from './memory.ts';
import { requireBrain } from './requireState.ts';
import { epsilonOf, learnerOf, remembered, seenFrom, valuesOf } from './qLearning.ts';

/** An agent: pure functions of its state. */
export interface Brain {
  /** The network that tells what each action is worth. */
  readonly model: Model;
  /** The state of a brain that has seen nothing. */
  readonly start: BrainState;
  /** The action to take where the world is in the state `input`, and the brain thereafter. */
  forward(state: BrainState, input: readonly number[]): readonly [action: number, state: BrainState];
  /** The brain after the reward for its last action; once it has seen enough, it learns from a batch of experiences. */
  backward(state: BrainState, reward: number): BrainState;
}

/**
 * An agent for a world of `states` numbers that may do one of `actions`: deep Q-learning with experience replay.
 *
 * Each call of `forward` is answered by one of `backward` with what the action was good for. The same key and the same
 * world give the same life. Throws for options that are none, for networks that do not fit, and for states of another brain.
 *
 * Source: ConvNetJS 0.3.0, `deepqlearn.Brain`; Mnih et al., "Playing Atari with deep reinforcement learning", 2013.
 * @example
 * const agent = brain(1, 2, { temporal_window: 0, hidden_layer_sizes: [8], start_learn_threshold: 20 });
 * let state = agent.start;
 * for (let t = 0; t < 30; t++) {
 *   const [action, next] = agent.forward(state, [t % 2]);
 *   state = agent.backward(next, action === t % 2 ? 1 : 0);
 * }
 * state.age; // 30
 */
export function brain(states: number, actions: number, options: BrainOptions = {}): Brain {
  const settings = settingsOf(states, actions, options);
  const { mode, dtype, key = random.key(0) } = options;
  const [forWeights, forTrainer, forLife] = random.split(key, 3);
  const { model, params } = fromLayerDefs(settings.defs, { mode, dtype, key: forWeights });
  const method = methodOf('brain', settings.trainer);
  const hyper = hyperOf('brain', settings.trainer, defaultsOf(method));
  const learn = learnerOf(model, stepOf(model, method), settings);
  const values = valuesOf(model);
  const computed = dtypeOf(params);

  const batchOf = (rows: readonly (readonly number[])[]): Tensor => {
    const flat = rows.flat();
    const list = computed === 'float64' ? Float64Array.from(flat) : Float32Array.from(flat);
    return fromTypedArray(list, [rows.length, ...model.input]) as Tensor;
  };
  const numbers = (list: readonly number[]): Tensor => tensor([...list], computed) as Tensor;
  const keyOf = (state: BrainState, what: string, count: number): Key =>
    random.fold(random.fold(state.key, what), count);
  const last = <T>(list: readonly T[]): readonly T[] => list.slice(-Math.max(settings.window, 2));

  const best = (state: BrainState, seen: readonly number[]): number => {
    const worth = Array.from(values(state.trainer.params, batchOf([seen])).data());
    return worth.indexOf(Math.max(...worth));
  };
  const replayed = (drawn: readonly Experience[]) => ({
    state0: batchOf(drawn.map(({ state0 }) => state0)),
    action0: tensor(
      drawn.map(({ action0 }) => action0),
      'int32',
    ) as Tensor,
    reward0: numbers(drawn.map(({ reward0 }) => reward0)),
    state1: batchOf(drawn.map(({ state1 }) => state1)),
  });

  const start = born(begin(method, params, hyper, settings.trainer.key ?? forTrainer), forLife);
  const known = new WeakSet<BrainState>([start]);
  const own = (op: string, state: BrainState): void => {
    if (!known.has(state)) requireBrain(op, state, start, settings);
  };
  const next = (state: BrainState): BrainState => {
    known.add(state);
    return state;
  };

  return {
    model,
    start,
    forward(state, input) {
      own('forward', state);
      if (!Array.isArray(input) || input.length !== states || !input.every(Number.isFinite)) {
        refuse('forward', 'the state of the world is numbers', 'input', input, `${states} finite numbers`);
      }
      const forward_passes = state.forward_passes + 1;
      const enough = forward_passes > settings.window;
      const epsilon = enough ? epsilonOf(settings, state) : state.epsilon;
      const seen = enough ? seenFrom(settings, state.moments, input) : [];
      const [forWhether, forWhich] = random.split(keyOf(state, 'forward', forward_passes));
      const explores = !enough || uniform(forWhether) < epsilon;
      const action = explores ? positionOf(uniform(forWhich), settings.weights) : best(state, seen);
      const moments = last([...state.moments, { state: [...input], action, input: seen }]);
      return [action, next({ ...state, forward_passes, epsilon, moments })];
    },
    backward(given, reward) {
      own('backward', given);
      if (!Number.isFinite(reward)) refuse('backward', 'a reward is a number', 'reward', reward, 'a number');
      const average_reward = addTo(given.average_reward, reward);
      const rewards = last([...given.rewards, reward]);
      const state: BrainState = { ...given, latest_reward: reward, average_reward, rewards };
      if (!state.learning) return next(state);
      const age = state.age + 1;
      const [forPlace, forBatch] = random.split(keyOf(state, 'backward', age));
      const experience = remembered(
        settings,
        state,
        () => integersBelow(forPlace, settings.experience, 1)[0],
      );
      if (experience.size <= settings.threshold) return next({ ...state, age, experience });
      const drawn = integersBelow(forBatch, experience.size, hyper.batch_size);
      const [trainer, loss] = learn(state.trainer, replayed(drawn.map((i) => itemAt(experience, i))));
      const average_loss = addTo(state.average_loss, Number(loss.item()));
      return next({ ...state, age, experience, trainer, average_loss });
    },
  };
}
