// Streams: order, back-pressure counted value by value, errors in their place, and nothing left running.
import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { map, prefetch } from '../index.ts';

/** Lets everything happen that is waiting to. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A source that counts what was asked of it and whether it was closed. */
function counted(length: number, fail = Infinity) {
  const seen = { asked: 0, closed: 0 };
  async function* values(): AsyncGenerator<number> {
    try {
      for (let i = 0; i < length; i++) {
        seen.asked++;
        await settle();
        if (i === fail) throw new Error(`no value ${i}`);
        yield i;
      }
    } finally {
      seen.closed++;
    }
  }
  return { seen, values: values() };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of source) found.push(value);
  return found;
}

test('nothing is asked before the consumer asks, and then at most so many ahead', async () => {
  const { seen, values } = counted(10);
  const ready = prefetch(values, 3);
  await settle();
  expect(seen.asked).toBe(0);
  for (const taken of [1, 2, 3, 4]) {
    expect(await ready.next()).toEqual({ value: taken - 1, done: false });
    for (let i = 0; i < 20; i++) await settle();
    expect(seen.asked).toBe(taken + 3);
  }
  expect(await all(ready)).toEqual([4, 5, 6, 7, 8, 9]);
  expect(seen).toEqual({ asked: 10, closed: 1 });
});

test('map asks for one at a time, unless it may run more', async () => {
  for (const concurrency of [1, 3]) {
    let running = 0;
    let most = 0;
    const { values } = counted(8);
    const mapped = map(
      values,
      async (value, index) => {
        most = Math.max(most, ++running);
        // Later calls end earlier.
        await new Promise((resolve) => setTimeout(resolve, 8 - value));
        running--;
        return [value, index];
      },
      { concurrency },
    );
    expect(await all(mapped)).toEqual(Array.from({ length: 8 }, (_, i) => [i, i]));
    expect(most).toBe(concurrency);
  }
});

test('leaving the loop closes the source, once all calls have ended', async () => {
  const { seen, values } = counted(100);
  let running = 0;
  const slow = async (value: number): Promise<number> => {
    running++;
    await settle();
    running--;
    return value;
  };
  for await (const value of prefetch(map(values, slow, { concurrency: 4 }), 2)) if (value === 5) break;
  expect(running).toBe(0);
  expect(seen.closed).toBe(1);
  const { asked } = seen;
  await settle();
  expect(seen.asked).toBe(asked);
  expect(asked).toBeLessThanOrEqual(6 + 2 + 4);
});

test('an error comes in its place, and nothing is unhandled', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  for (const make of [
    () => prefetch(counted(10, 3).values, 5),
    () => map(counted(10, 3).values, (value) => value, { concurrency: 5 }),
    () =>
      map(
        counted(10).values,
        (value) => {
          if (value === 3) throw new Error('no value 3');
          return value;
        },
        { concurrency: 5 },
      ),
  ]) {
    const found: number[] = [];
    const read = async (): Promise<void> => {
      for await (const value of make()) found.push(value);
    };
    await expect(read()).rejects.toThrow('no value 3');
    expect(found).toEqual([0, 1, 2]);
  }
  for (let i = 0; i < 5; i++) await settle();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('what fails in the call closes the source, and a source that failed is not closed again', async () => {
  const [good, bad] = [counted(10), counted(10, 2)];
  await expect(all(map(good.values, () => Promise.reject(new Error('no'))))).rejects.toThrow('no');
  await expect(all(prefetch(bad.values))).rejects.toThrow('no value 2');
  expect([good.seen.closed, bad.seen.closed]).toEqual([1, 1]);
});

test('sources of any kind, empty ones too, come whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat()), fc.integer({ min: 1, max: 5 }), async (values, n) => {
      expect(await all(prefetch(values, n))).toEqual(values);
      expect(await all(map(new Set(values), (x) => x + 1, { concurrency: n }))).toEqual(
        [...new Set(values)].map((x) => x + 1),
      );
    }),
  );
});

test('an iterator that never rests is asked one value after another', async () => {
  let busy = false;
  let i = 0;
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        expect(busy).toBe(false);
        busy = true;
        await settle();
        busy = false;
        return i < 5 ? { value: i++, done: false } : { value: undefined, done: true };
      },
    }),
  };
  expect(await all(prefetch(source, 4))).toEqual([0, 1, 2, 3, 4]);
});

test('types are those of the values', () => {
  expectTypeOf(map([1], async (x) => String(x))).toEqualTypeOf<AsyncGenerator<string, void, undefined>>();
  expectTypeOf(prefetch([1])).toEqualTypeOf<AsyncGenerator<number, void, undefined>>();
});

test('arguments are checked at once', () => {
  expect(() => prefetch(3 as never)).toThrow('a source can be iterated');
  expect(() => map([1], 3 as never)).toThrow('f must be a function');
  expect(() => prefetch([1], 0)).toThrow('ahead is a number of values');
  expect(() => map([1], (x) => x, { concurrency: 0.5 })).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: map: concurrency is a number of values.
      concurrency: 0.5
    Expected an integer of at least 1.]
  `);
});
