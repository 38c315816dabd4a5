// What a brain computes: values of actions, how much it explores, what it sees and remembers, and the step it learns by.
import { jit } from '@cotangent/compiler';
import { add, div, max, mean, mul, type Tensor } from '@cotangent/tensor';
import { refuse } from '../base/errors.ts';
import { networkOf, type Model, type Params } from '../network/network.ts';
import { mayFuse } from '../training/options.ts';
import type { TrainerState } from '../training/state.ts';
import type { stepOf } from '../training/step.ts';
import type { BrainSettings } from './brainOptions.ts';
import type { BrainState, Experience, Moment } from './brainState.ts';
import { withItem, type Memory } from './memory.ts';

/** What each action is worth, compiled. `[b, depth, sy, sx] → [b, actions]` */
export function valuesOf(model: Model): (params: Params, x: Tensor) => Tensor {
  return jit(
    (params: Params, x: Tensor) =>
      model.apply(params, {}, x as Tensor<[number, number, number, number]>)[0] as Tensor,
  );
}

/** A batch of experiences as tensors. */
export interface Replay {
  readonly state0: Tensor;
  readonly action0: Tensor;
  readonly reward0: Tensor;
  readonly state1: Tensor;
}

/**
 * One step towards `reward + gamma · max value(state1)` for the action that was taken, compiled: the next state of the
 * trainer, and the mean loss.
 */
export function learnerOf(
  model: Model,
  step: ReturnType<typeof stepOf>,
  { gamma, trainer }: BrainSettings,
): (trainer: TrainerState, replay: Replay) => readonly [TrainerState, Tensor] {
  const learn = (state: TrainerState, { state0, action0, reward0, state1 }: Replay) => {
    const [next] = model.apply(state.params, {}, state1 as Tensor<[number, number, number, number]>);
    const val = add(reward0, mul(gamma, max(next as Tensor, 1))) as Tensor as Tensor<[number]>;
    const dim = action0 as Tensor as Tensor<[number], 'int32'>;
    const [learned, { losses, l1, l2 }] = step(state, state0, { dim, val }, true);
    return [learned, add(mean(losses), div(add(l1, l2), losses.shape[0])) as Tensor] as const;
  };
  return jit(learn, { relaxed: mayFuse(trainer, networkOf(model).mode) });
}

/** The share of random actions: all at first, then fewer and fewer, down to the least. */
export function epsilonOf(settings: BrainSettings, { learning, age }: BrainState): number {
  const { burnin, total, epsilonMin, epsilonTest } = settings;
  if (!learning) return epsilonTest;
  if (age < burnin) return 1;
  return Math.max(epsilonMin, 1 - (age - burnin) / Math.max(1, total - burnin));
}

/** What the network sees: the state now, and of each earlier moment its state and, as large as all states, its action. */
export function seenFrom(
  { window, actions, states }: BrainSettings,
  moments: readonly Moment[],
  now: readonly number[],
): readonly number[] {
  const earlier = moments.slice(moments.length - window).toReversed();
  const marked = (action: number): number[] =>
    Array.from({ length: actions }, (_, at) => (at === action ? states : 0));
  return [...now, ...earlier.flatMap(({ state, action }) => [...state, ...marked(action)])];
}

/** The experiences and the newest one, once there is one; where all places are taken, it takes that of another. */
export function remembered(
  { window, experience: most }: BrainSettings,
  { experience, forward_passes, moments, rewards }: BrainState,
  place: () => number,
): Memory<Experience> {
  if (forward_passes <= window + 1) return experience;
  const [before, now] = moments.slice(-2);
  const [reward0] = rewards.slice(-2);
  if (rewards.length < 2) {
    refuse(
      'backward',
      'each forward is answered by one backward',
      'rewards',
      rewards.length,
      'a reward for each action',
    );
  }
  const newest = { state0: before.input, action0: before.action, reward0, state1: now.input };
  return withItem(experience, experience.size < most ? experience.size : place(), newest);
}
