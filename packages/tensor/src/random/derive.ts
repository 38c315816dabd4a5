// New keys from old ones: `split` by position, `fold` by a number or a name. Each is one encryption under the old key.
import { complain, show } from '../base/error.ts';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { concatAlong, splitInto } from '../primitives/concatSplit.ts';
import { constant } from '../primitives/constant.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { checkKey, type Key } from './key.ts';
import { purpose, randomBits, words } from './threefry.ts';

const keyShape: readonly number[] = Object.freeze([2]);

/** `N` keys: a tuple for a literal below 100, else a list. */
export type Keys<N extends number> = number extends N
  ? readonly Key[]
  : `${N}` extends `-${string}` | `${string}.${string}`
    ? readonly Key[]
    : `${N}` extends `${infer _}${infer _}${infer Rest}`
      ? Rest extends ''
        ? KeyTuple<N>
        : readonly Key[]
      : KeyTuple<N>;
type KeyTuple<N extends number, Given extends readonly Key[] = readonly []> = Given['length'] extends N
  ? Given
  : KeyTuple<N, readonly [...Given, Key]>;

/**
 * `n` new keys, 2 unless told otherwise; key i is the same for every `n`. `[2] → n × [2]`, int32.
 *
 * What is drawn from them is independent of each other and of what is drawn from `key`. Throws unless `n` is an
 * integer of at least 1.
 * @example
 * const [forWeights, forNoise] = random.split(random.key(0));
 * const weights = random.normal(forWeights, [784, 10]);
 * const noise = random.normal(forNoise, [20, 784]);
 */
export function split<const N extends number = 2>(key: Key, n?: N): Keys<N> {
  const count: number = n ?? 2;
  checkKey('random.split', key);
  if (!Number.isSafeInteger(count) || count < 1) {
    complain({
      op: 'random.split',
      rule: 'a key splits into a positive number of keys',
      got: { n: show(count) },
      argument: 'n',
      expected: 'an integer of at least 1',
    });
  }
  const rows = randomBits(key, words(0, purpose.child), Object.freeze([count, 2]));
  const parts = splitInto(rows, 0, Object.freeze(new Array<number>(count).fill(1)));
  return parts.map((row) => reshapeTo(row, keyShape)) as readonly Tensor[] as Keys<N>;
}

/**
 * A new key for a number or a name: of a step, a layer, an example. `[2], [] → [2]`, int32.
 *
 * A number and an int32 tensor of the same value give the same key, and the tensor may be traced. A string counts by
 * its 63 low bits of 64-bit FNV-1a over UTF-16 code units; `'1'` and 1 give different keys. Throws for numbers that
 * are no int32 and for other tensors.
 * @example
 * const forDropout = random.fold(random.key(0), 'dropout');
 * const keys = [0, 1, 2].map((step) => random.fold(forDropout, step));
 */
export function fold(key: Key, data: number | string | Tensor<[], 'int32'>): Key {
  checkKey('random.fold', key);
  return randomBits(key, counterOf(data), keyShape) as Key;
}

function counterOf(data: unknown): Tensor {
  if (typeof data === 'string') return counterOfString(data) as Tensor;
  if (typeof data === 'number' && (data | 0) === data) return words(data, purpose.number) as Tensor;
  if (isTensor(data) && data.dtype === 'int32' && data.rank === 0) {
    const one = Object.freeze([1]);
    return concatAlong([reshapeTo(data, one), constant(purpose.number, one, 'int32')], 0);
  }
  return complain({
    op: 'random.fold',
    rule: 'a key folds an integer or a string',
    got: { data: show(data) },
    argument: 'data',
    expected: 'an integer from -2147483648 to 2147483647, a string, or an int32 tensor of rank 0',
    hint:
      isTensor(data) && data.rank === 0
        ? "Write cast(data, 'int32')."
        : Number.isSafeInteger(data)
          ? 'Write String(data).'
          : undefined,
  });
}

/** The hash as a counter: FNV-1a, 64 bits, of which the highest gives way to the mark of strings. */
function counterOfString(text: string): Key {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return words(Number(BigInt.asIntN(32, hash)), Number(BigInt.asIntN(32, hash >> 32n)) | purpose.string);
}
