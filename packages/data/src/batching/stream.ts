// Work that goes on while a batch is trained on: `map` and `prefetch`, over anything that `for await` takes.
// One loop serves both. It asks the source for no more than the consumer has room for, and leaves nothing running.
import { complain, show } from '@cotangent/tensor/extend';
import { optionsOf } from '../base/options.ts';

/** What can be iterated, at once or by waiting. */
export type Stream<T> = Iterable<T> | AsyncIterable<T>;

/** How `map` works. */
export interface MapOptions {
  /** How many calls may run at once, 1 unless given. Results come in the order of the source all the same. */
  readonly concurrency?: number;
}

/**
 * `f(value, index)` for each value of a source, awaited, in the order of the source.
 *
 * Nothing is asked of the source before the consumer asks. Leaving the loop early waits for the calls that run and
 * then closes the source; what the source or `f` throws, the loop throws, after all that came before it. Throws for
 * what cannot be iterated, and for a concurrency below 1.
 * @example
 * const data = { images: zeros([60, 1, 28, 28], 'uint8') };
 * const key = random.key(0);
 * const crops = map(batches(data, { batch: 20, key }), ({ images }, step) =>
 *   randomCrops(random.fold(key, step), images, [24, 24]),
 * );
 * for await (const x of crops) console.log(x.shape); // [20, 1, 24, 24], three times
 */
export function map<A, B>(
  source: Stream<A>,
  f: (value: A, index: number) => B,
  options: MapOptions = {},
): AsyncGenerator<Awaited<B>, void, undefined> {
  const { concurrency = 1 } = optionsOf('map', options, ['concurrency']);
  requireArguments('map', source, { f });
  requireCount('map', { concurrency });
  return pull(source, f, concurrency);
}

/**
 * The values of a source, of which up to `ahead` are prepared before they are asked for; 2 unless given.
 *
 * While the consumer is busy, that many are fetched and then the source waits. Leaving the loop early waits for what
 * is being prepared and then closes the source; what the source throws, the loop throws, after all values before it.
 * Throws for what cannot be iterated, and where `ahead` is below 1.
 * @example
 * async function* read() {
 *   for (const name of ['a.idx', 'b.idx']) yield name; // such as await (await fetch(name)).arrayBuffer()
 * }
 * for await (const file of prefetch(read(), 1)) console.log(file); // while 'a.idx' is worked on, 'b.idx' is fetched
 */
export function prefetch<T>(source: Stream<T>, ahead = 2): AsyncGenerator<Awaited<T>, void, undefined> {
  requireArguments('prefetch', source, {});
  requireCount('prefetch', { ahead });
  return pull(source, (value) => value, ahead + 1);
}

/** The results of `f` in order, at most `most` of them pending or waiting. */
async function* pull<A, B>(
  source: Stream<A>,
  f: (value: A, index: number) => B,
  most: number,
): AsyncGenerator<Awaited<B>, void, undefined> {
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const queue: Promise<{ readonly value: Awaited<B> } | undefined>[] = [];
  let open = true;
  let index = 0;
  // Values are asked for one after another, as `for await` does; only the calls of `f` overlap.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (): void => {
    const asked = last.then(async () => {
      if (!open) return undefined;
      open = false;
      const result = await iterator.next();
      open = result.done !== true;
      return open ? { value: result.value as A, at: index++ } : undefined;
    });
    const done = asked.then(async (next) => next && { value: await f(next.value, next.at) });
    // Whoever takes it from the queue hears of it; until then it is nobody's unhandled rejection.
    done.catch(() => {});
    last = asked;
    queue.push(done);
  };
  try {
    for (;;) {
      while (queue.length < most) ask();
      const result = await queue.shift();
      if (result === undefined) return;
      yield result.value;
    }
  } finally {
    await Promise.allSettled(queue);
    if (open) await iterator.return?.();
  }
}

function requireArguments(op: string, source: unknown, functions: Readonly<Record<string, unknown>>): void {
  const iterable =
    typeof source === 'object' &&
    source !== null &&
    (Symbol.asyncIterator in source || Symbol.iterator in source);
  if (!iterable) {
    complain({
      op,
      rule: 'a source can be iterated',
      got: { source: show(source) },
      argument: 'source',
      expected: 'an iterable or an async iterable, such as batches(data, options)',
    });
  }
  for (const [argument, value] of Object.entries(functions)) {
    if (typeof value === 'function') continue;
    complain({
      op,
      rule: `${argument} must be a function`,
      got: { [argument]: show(value) },
      argument,
      expected: 'a function',
    });
  }
}

function requireCount(op: string, counts: Readonly<Record<string, number>>): void {
  for (const [argument, count] of Object.entries(counts)) {
    if (Number.isSafeInteger(count) && count >= 1) continue;
    complain({
      op,
      rule: `${argument} is a number of values`,
      got: { [argument]: show(count) },
      argument,
      expected: 'an integer of at least 1',
    });
  }
}
