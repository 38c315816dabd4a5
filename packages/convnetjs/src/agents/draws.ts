// Single draws from keys, as numbers.
import { random, type Key } from '@cotangent/tensor';

/** A number from 0 to 1, or from `low` to `high`, the upper bound left out unless they are the same. */
export function uniform(key: Key, low = 0, high = 1): number {
  return low + (high - low) * Number(random.uniform(key, [], { dtype: 'float64' }).item());
}

/** Integers from 0 to below `n`. */
export function integersBelow(key: Key, n: number, count: number): readonly number[] {
  return Array.from(random.integers(key, [count], 0, n).data());
}

/** The position that `p`, from 0 to 1, falls on where each position is as long as its weight. */
export function positionOf(p: number, weights: readonly number[]): number {
  let reached = 0;
  const found = weights.findIndex((weight) => p < (reached += weight));
  return found < 0 ? weights.length - 1 : found;
}
