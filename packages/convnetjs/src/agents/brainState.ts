// What a brain carries from moment to moment: plain data and the tensors of its trainer.
import type { Key } from '@cotangent/tensor';
import { createWindow, type Window } from '../base/window.ts';
import type { TrainerState } from '../training/state.ts';
import { empty, type Memory } from './memory.ts';

/** Something that happened: in a situation, an action gave a reward, and led to another situation. */
export interface Experience {
  readonly state0: readonly number[];
  readonly action0: number;
  readonly reward0: number;
  readonly state1: readonly number[];
}

/** What was seen and done at one moment. */
export interface Moment {
  readonly state: readonly number[];
  readonly action: number;
  /** What the network sees at that moment; nothing before there were enough moments. */
  readonly input: readonly number[];
}

/** A brain between two calls. `JSON.stringify(toPlain(state))` saves it. */
export interface BrainState {
  /** How often `backward` was called while it learned, and `forward` at all. */
  readonly age: number;
  readonly forward_passes: number;
  /** Whether it explores and learns; `{ ...state, learning: false }` tests it. */
  readonly learning: boolean;
  /** The share of random actions when it last acted. */
  readonly epsilon: number;
  readonly latest_reward: number;
  /** The last moments and rewards, the newest last. */
  readonly moments: readonly Moment[];
  readonly rewards: readonly number[];
  readonly experience: Memory<Experience>;
  readonly average_reward: Window;
  readonly average_loss: Window;
  readonly trainer: TrainerState;
  readonly key: Key;
}

/** A brain that has seen nothing. */
export function born(trainer: TrainerState, key: Key): BrainState {
  return {
    age: 0,
    forward_passes: 0,
    learning: true,
    epsilon: 1,
    latest_reward: 0,
    moments: [],
    rewards: [],
    experience: empty(),
    average_reward: createWindow(1000, 10),
    average_loss: createWindow(1000, 10),
    trainer,
    key,
  };
}
