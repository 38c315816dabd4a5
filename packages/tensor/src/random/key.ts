// Keys: where randomness comes from. A key is a plain tensor, so it lives in any tree and is traced like any other.
import { complain, show } from '../base/error.ts';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { words } from './threefry.ts';

/** A random key. The same key gives the same values: use each once, and derive new ones with `split` and `fold`. */
export type Key = Tensor<[2], 'int32'>;

/**
 * The key of a seed: any safe integer, 0 and negative ones like all others. `→ [2]`, int32.
 *
 * Its words are the high and the low half of the seed, so that different seeds have different keys. Throws for
 * anything but a safe integer.
 * @example random.key(0); // int32[2] [0, 0]
 */
export function key(seed: number): Key {
  if (!Number.isSafeInteger(seed)) {
    complain({
      op: 'random.key',
      rule: 'a seed is a safe integer',
      got: { seed: show(seed) },
      argument: 'seed',
      expected: 'an integer from -(2^53 - 1) to 2^53 - 1',
      hint: typeof seed === 'string' ? 'For a string, write random.fold(random.key(0), seed).' : undefined,
    });
  }
  return words(Math.floor(seed / 2 ** 32), seed);
}

/** Throws unless `x` is a key. */
export function checkKey(op: string, x: unknown): void {
  if (isTensor(x) && x.dtype === 'int32' && x.rank === 1 && x.shape[0] === 2) return;
  complain({
    op,
    rule: 'a key is an int32 tensor of shape [2]',
    got: { key: show(x) },
    argument: 'key',
    expected: 'a key; a key comes from random.key(seed)',
    hint: Number.isSafeInteger(x) ? `Write random.key(${String(x)}).` : undefined,
  });
}
