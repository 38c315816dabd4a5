// A worker that runs other people's code may never answer. Then the page ends it, and goes on with a new one.
// Whoever waits for an answer of the one that was ended is told so, which the worker itself no longer could.
import { releaseProxy, wrap, type Remote } from 'comlink';

/** Thrown to those who wait for a worker that was stopped. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor() {
    super('The code was stopped.');
  }
}

/** A worker that can be stopped at any time. */
export interface Supervised<Api> {
  /** Asks the worker, which is started if it is not there. Rejects with `Stopped` if it is stopped meanwhile. */
  ask<T>(question: (api: Remote<Api>) => Promise<T>): Promise<T>;
  /** Ends the worker, whatever it does. The next question starts another. */
  stop(): void;
}

/** Supervises workers that `open` makes. */
export function supervise<Api>(open: () => Worker): Supervised<Api> {
  let current: { worker: Worker; api: Remote<Api>; stopped: Promise<never>; end: () => void } | undefined;
  const start = (): NonNullable<typeof current> => {
    const worker = open();
    let end: () => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      end = () => reject(new Stopped());
    });
    // Nobody may be waiting when it is stopped.
    stopped.catch(() => undefined);
    return { worker, api: wrap<Api>(worker), stopped, end };
  };
  return {
    ask(question) {
      current ??= start();
      return Promise.race([question(current.api), current.stopped]);
    },
    stop() {
      if (!current) return;
      const { worker, api, end } = current;
      current = undefined;
      worker.terminate();
      api[releaseProxy]();
      end();
    },
  };
}
