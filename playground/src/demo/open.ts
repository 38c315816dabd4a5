// The page's end of a demo: what its worker told last, as signals, and what it is asked.
// A worker that no longer answers, because the visitor's code never ends, is ended and replaced.
import { signal, type ReadonlySignal } from '@preact/signals';
import { proxy, type Remote } from 'comlink';
import { compile } from '../editor/client.ts';
import type { Program, Trouble } from '../runtime/program.ts';
import { Stopped, supervise } from '../runtime/supervise.ts';
import type { Service, View } from './service.ts';

/** A demo that runs in a worker; `V` is what it tells, `Answers` what it can be asked besides. */
export interface Demo<V extends View = View, Answers extends object = object> {
  readonly view: ReadonlySignal<V | undefined>;
  readonly running: ReadonlySignal<boolean>;
  /** Whether a network is being made. */
  readonly busy: ReadonlySignal<boolean>;
  readonly trouble: ReadonlySignal<Trouble | undefined>;
  readonly seed: ReadonlySignal<number>;
  run(): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<void>;
  /** Begins anew from a seed, the last one unless given; goes on running if it ran. */
  reset(seed?: number): Promise<void>;
  /** Takes the network of the editor's code, and begins with it. */
  load(code: string): Promise<void>;
  /** Ends a worker that does not answer, and begins anew with the network that the tab began with. */
  stop(): void;
  setPace(steps: number): Promise<void>;
  set(path: string, value: number): Promise<void>;
  /** Asks what only this demo answers. */
  ask<T>(question: (api: Remote<Answers>) => Promise<T>): Promise<T>;
}

/** Milliseconds after which a worker that was told to pause counts as lost. */
const patience = 4000;

/** Starts the worker that `open` makes; `began` tells each new worker what it cannot know. */
export function openDemo<V extends View, Answers extends object = object>(
  open: () => Worker,
  settings: { readonly began?: (api: Remote<Answers>) => Promise<void>; readonly pace?: number } = {},
): Demo<V, Answers> {
  const view = signal<V | undefined>(undefined);
  const [running, busy] = [signal(false), signal(false)];
  const trouble = signal<Trouble | undefined>(undefined);
  const seed = signal(0);
  let program: Program | undefined;
  let { pace = Infinity } = settings;
  const worker = supervise<Service>(open);
  let watched = false;
  let queue: Promise<unknown> = Promise.resolve();

  /** One after another, so that nobody asks a worker that has no network yet. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work).catch((error: unknown) => {
      if (!(error instanceof Stopped)) trouble.value = problem(String(error));
    });
    queue = done;
    return done;
  };
  const own = <T>(question: (api: Remote<Answers>) => Promise<T>): Promise<T> =>
    worker.ask((api) => question(api as object as Remote<Answers>));

  const begin = async (): Promise<void> => {
    busy.value = true;
    try {
      if (!watched) {
        watched = true;
        const listener = proxy((told: View) => {
          view.value = told as V;
        });
        await worker.ask((api) => api.watch(listener));
        await worker.ask((api) => api.setPace(pace));
        if (settings.began) await own(settings.began);
      }
      trouble.value = await worker.ask((api) => api.reset(seed.value, program));
    } finally {
      busy.value = false;
    }
  };
  const train = async (): Promise<void> => {
    running.value = true;
    try {
      const met = await worker.ask((api) => api.run());
      if (met) trouble.value = met;
      if (met) running.value = false;
    } catch {
      running.value = false;
    }
  };
  const stop = (): void => {
    worker.stop();
    watched = false;
    program = undefined;
    running.value = false;
  };
  const pause = async (): Promise<void> => {
    running.value = false;
    const lost = setTimeout(() => {
      stop();
      trouble.value = problem('The code did not come to an end, and was stopped. Reset begins anew.');
    }, patience);
    await worker.ask((api) => api.pause()).catch(() => undefined);
    clearTimeout(lost);
  };
  void inTurn(begin);
  return {
    view,
    running,
    busy,
    trouble,
    seed,
    ask: async (question) => {
      await queue;
      return own(question);
    },
    run: () => inTurn(async () => void train()),
    pause: () => inTurn(pause),
    step: () =>
      inTurn(async () => {
        running.value = false;
        trouble.value = await worker.ask((api) => api.step());
      }),
    reset: (given = seed.value) =>
      inTurn(async () => {
        const ran = running.value;
        seed.value = given;
        await begin();
        if (ran && !trouble.value) void train();
      }),
    load: (code) =>
      inTurn(async () => {
        const compiled = await compile(code);
        trouble.value = compiled.trouble;
        if (!compiled.program) return;
        const ran = running.value;
        const before = program;
        program = compiled.program;
        await begin();
        if (trouble.value) program = before;
        running.value = ran && !trouble.value;
        if (running.value) void train();
      }),
    stop() {
      stop();
      trouble.value = problem('The code was stopped.');
      void inTurn(async () => {
        const said = trouble.value;
        await begin();
        trouble.value ??= said;
      });
    },
    setPace: (steps) =>
      inTurn(async () => {
        pace = steps;
        await worker.ask((api) => api.setPace(steps));
      }),
    set: (path, value) => inTurn(() => worker.ask((api) => api.set(path, value))),
  };
}

function problem(message: string): Trouble {
  return { message, place: undefined, calls: [] };
}
