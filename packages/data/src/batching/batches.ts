// An epoch as a sequence of batches: its length is known, and batch k is made from the key alone.
// So an interrupted epoch goes on where it stopped, without going through what came before.
import { random, type Key, type TreeLike } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';
import { optionsOf } from '../base/options.ts';
import { gatherRows, rowsOf, type Examples } from './examples.ts';

/** How a data set is cut into batches. */
export interface BatchOptions<N extends number = number, L extends 'drop' | 'keep' = 'drop' | 'keep'> {
  /** How many examples a batch has. */
  readonly batch: N;
  /** Shuffles by this key: the same key gives the same order in every engine. In order unless given. */
  readonly key?: Key | undefined;
  /** What becomes of a last batch that would be smaller: `'keep'` unless given. */
  readonly last?: L;
}

/** The batches of one epoch: a sequence that makes each when it is asked for. */
export interface Batches<T> extends Iterable<T> {
  /** How many there are. */
  readonly length: number;
  /** Batch `index`, made from nothing but the data and the key. Throws for an index out of range. */
  at(index: number): T;
  /** The batches from `index` on: an interrupted epoch continued. */
  from(index: number): Iterable<T>;
}

/** How many examples a batch has, as a type: known only where no smaller one is kept. */
type BatchSize<N extends number, L> = [L] extends ['drop'] ? N : number;

/**
 * The batches of `data`, a tree whose leaves have one example a row. `[n, ...s] → [batch, ...s]` for every leaf.
 *
 * With a key the examples come in the order `random.permutation(key, n)`; derive one for each epoch with
 * `random.fold(key, epoch)`. Throws unless all leaves have the same number of rows, and for a batch size below 1.
 * @example
 * const data = { x: tensor([[1], [2], [3], [4], [5]]), y: tensor([10, 20, 30, 40, 50]) };
 * const epoch = batches(data, { batch: 2, key: random.key(0), last: 'drop' });
 * epoch.length; // 2
 * for (const { x, y } of epoch) console.log(x, y); // Tensor<[2, 1]> and Tensor<[2]>
 * epoch.at(1).y; // Tensor<[2]>
 */
export function batches<
  T extends TreeLike<T>,
  const N extends number,
  const L extends 'drop' | 'keep' = 'keep',
>(data: T, options: BatchOptions<N, L>): Batches<Examples<T, BatchSize<N, L>>>;
export function batches(data: unknown, options: BatchOptions): Batches<unknown> {
  const op = 'batches';
  const { batch, key, last } = requireOptions(op, options);
  const rows = rowsOf(op, data);
  const length = last === 'drop' ? Math.floor(rows.count / batch) : Math.ceil(rows.count / batch);
  const order = key === undefined ? undefined : random.permutation(key, rows.count).data();
  const at = (index: number): unknown => {
    const start = index * batch;
    const end = Math.min(start + batch, rows.count);
    const indices =
      order?.subarray(start, end) ?? Int32Array.from({ length: end - start }, (_, i) => start + i);
    return gatherRows(rows, indices);
  };
  function* from(first: number): Generator<unknown, void, undefined> {
    for (let index = first; index < length; index++) yield at(index);
  }
  return {
    length,
    at: (index) => at(requireIndex('at', index, length - 1)),
    from: (index) => from(requireIndex('from', index, length)),
    [Symbol.iterator]: () => from(0),
  };
}

function requireOptions(
  op: string,
  options: BatchOptions,
): Required<BatchOptions> & { key: Key | undefined } {
  const { batch, key, last = 'keep' } = optionsOf(op, options, ['batch', 'key', 'last']);
  const fail = (argument: 'batch' | 'last', value: unknown, rule: string, expected: string): never =>
    complain({ op, rule, got: { [argument]: show(value) }, argument, expected });
  if (!Number.isSafeInteger(batch) || batch < 1) {
    fail('batch', batch, 'a batch has at least one example', 'an integer of at least 1');
  }
  if (last !== 'drop' && last !== 'keep') {
    fail('last', last, 'a last batch that is smaller is dropped or kept', "'drop' or 'keep'");
  }
  return { batch, key, last };
}

function requireIndex(op: string, index: number, most: number): number {
  if (Number.isSafeInteger(index) && index >= 0 && index <= most) return index;
  return complain({
    op: `batches.${op}`,
    rule: 'there is no such batch',
    got: { index: show(index) },
    argument: 'index',
    expected: most < 0 ? 'no index: there is no batch at all' : `an integer from 0 to ${most}`,
  });
}
