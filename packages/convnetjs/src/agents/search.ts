// A search at work: epoch after epoch, until it has done its steps or is told to stop.
import { requireOptions } from '@cotangent/tensor/extend';
import { integer } from '../base/errors.ts';
import type { MagicNet, MagicProgress } from './magicNet.ts';
import type { MagicState } from './magicState.ts';

/**
 * The search after so many rounds more. `onProgress` hears of every epoch, and ends the search by returning `'stop'`.
 *
 * Throws as the search does.
 * @example
 * const data = [1, 2, 3, 4].map((x) => vol([x]));
 * const net = magicNet(data, [0, 0, 1, 1], { num_folds: 1, num_candidates: 1, num_epochs: 2 });
 * search(net, net.start, { rounds: 2 }).round; // 2
 */
export function search(
  net: MagicNet,
  state: MagicState,
  options: {
    readonly rounds: number;
    readonly onProgress?: ((progress: MagicProgress) => 'stop' | void) | undefined;
  },
): MagicState {
  requireOptions<typeof options>('search', options, { rounds: 'any', onProgress: 'any' });
  net.progress(state); // is asked first, as it throws for what is no state
  const last = state.round + integer('search', 'rounds', options.rounds, 0);
  let now = state;
  while (now.round < last) {
    now = net.step(now);
    if (options.onProgress?.(net.progress(now)) === 'stop') break;
  }
  return now;
}
