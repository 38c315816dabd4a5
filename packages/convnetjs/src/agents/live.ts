// A brain in its world: acts, is rewarded, learns, over and over, and tells how it goes.
import { requireOptions } from '@cotangent/tensor/extend';
import type { Brain } from './brain.ts';
import type { BrainState } from './brainState.ts';
import { averageOf } from '../base/window.ts';
import { integer } from '../base/errors.ts';

/** What a brain acts on. */
export interface World {
  /** The state the world is in, as numbers. */
  look(): readonly number[];
  /** Does what the action says; returns the reward. */
  act(action: number): number;
}

/** How a life goes. */
export interface LifeProgress {
  readonly age: number;
  readonly epsilon: number;
  /** The mean of the last 1000 rewards, and losses; `undefined` while there are fewer than 10. */
  readonly average_reward: number | undefined;
  readonly average_loss: number | undefined;
}

/**
 * The brain after so many steps in a world. `onProgress` hears of every step, and ends the life by returning `'stop'`.
 *
 * Throws as the brain does.
 * @example
 * const agent = brain(1, 2, { temporal_window: 0, start_learn_threshold: 10 });
 * const world = { look: () => [1], act: (action: number) => action };
 * live(agent, agent.start, world, { steps: 12 }).age; // 12
 */
export function live(
  agent: Brain,
  state: BrainState,
  world: World,
  options: {
    readonly steps: number;
    readonly onProgress?: ((progress: LifeProgress) => 'stop' | void) | undefined;
  },
): BrainState {
  requireOptions<typeof options>('live', options, { steps: 'any', onProgress: 'any' });
  let now = state;
  for (let left = integer('live', 'steps', options.steps, 0); left > 0; left--) {
    const [action, acted] = agent.forward(now, world.look());
    now = agent.backward(acted, world.act(action));
    if (options.onProgress?.(progressOf(now)) === 'stop') break;
  }
  return now;
}

function progressOf({ age, epsilon, average_reward, average_loss }: BrainState): LifeProgress {
  return {
    age,
    epsilon,
    average_reward: averageOf(average_reward),
    average_loss: averageOf(average_loss),
  };
}
