// The page's end of a demo: what its worker told last, as signals, and what it is asked.
// Questions go one after another, so that nobody asks a worker that has no network yet.
import { effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import { proxy, type Remote } from 'comlink';
import { compile } from '../editor/client.ts';
import type { Program, Trouble } from '../runtime/program.ts';
import { Stopped, supervise } from '../runtime/supervise.ts';
import { route } from '../shell/route.ts';
import type { Service, View } from './service.ts';

/** A demo that runs in a worker; `V` is what it tells, `Answers` what it can be asked besides. */
export interface Demo<V extends View = View, Answers extends object = object> {
  /** The name of its tab in addresses. */
  readonly tab: string;
  readonly view: ReadonlySignal<V | undefined>;
  readonly running: ReadonlySignal<boolean>;
  /** Whether a network is being made. */
  readonly busy: ReadonlySignal<boolean>;
  /** Whether the worker has not answered for long. */
  readonly stuck: ReadonlySignal<boolean>;
  readonly trouble: ReadonlySignal<Trouble | undefined>;
  readonly seed: ReadonlySignal<number>;
  /** The code in the editor, which is run by `runCode` and not before. */
  readonly code: Signal<string>;
  /** The code that the tab began with. */
  readonly source: string;
  run(): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<void>;
  /** Begins anew from a seed, the last one unless given; goes on running if it ran. */
  reset(seed?: number): Promise<void>;
  /** Takes the network of the editor's code, and begins with it. */
  runCode(): Promise<void>;
  /** Ends a worker that does not answer, and begins anew in another one, with the network before. */
  stop(): Promise<void>;
  setPace(steps: number): Promise<void>;
  set(path: string, value: number): Promise<void>;
  /** Asks what only this demo answers; `undefined` where it cannot be had, and why is told as trouble. */
  ask<T>(question: (api: Remote<Answers>) => Promise<T>): Promise<T | undefined>;
}

/** What a demo begins with. */
interface Beginning<Answers extends object> {
  readonly tab: string;
  readonly open: () => Worker;
  /** The code that its editor begins with, compiled. */
  readonly code: { readonly source: string; readonly program: Program };
  /** Steps between two views; as many as there is time for unless given. */
  readonly pace?: number;
  /** Tells each new worker what it cannot know. */
  readonly began?: (api: Remote<Answers>) => Promise<void>;
}

/** After so many milliseconds without an answer, the visitor may end the worker. */
const patience = 3000;

/** Starts a demo, paused at the first step. */
export function openDemo<V extends View, Answers extends object = object>(
  beginning: Beginning<Answers>,
): Demo<V, Answers> {
  const view = signal<V | undefined>(undefined);
  const [running, busy, stuck] = [signal(false), signal(false), signal(false)];
  const trouble = signal<Trouble | undefined>(undefined);
  const seed = signal(0);
  const code = signal(beginning.code.source);
  let { program } = beginning.code;
  let { pace = Infinity } = beginning;
  const worker = supervise<Service>(beginning.open);
  let fresh = true;
  let queue: Promise<void> = Promise.resolve();

  const tell = (error: unknown): undefined => {
    if (!(error instanceof Stopped))
      trouble.value = plain(error instanceof Error ? error.message : String(error));
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work).catch(tell);
    return queue;
  };
  const ask = async <T>(question: (api: Remote<Service>) => Promise<T>): Promise<T> => {
    const late = setTimeout(() => (stuck.value = true), patience);
    try {
      return await worker.ask(question);
    } finally {
      clearTimeout(late);
      stuck.value = false;
    }
  };
  const own = <T>(question: (api: Remote<Answers>) => Promise<T>): Promise<T> =>
    ask((api) => question(api as object as Remote<Answers>));

  /** Has a network made, of `next` if it is another program; goes on running if it ran. */
  const begin = async (next: Program = program): Promise<void> => {
    const [ran, changed] = [running.value, fresh || next !== program];
    busy.value = true;
    try {
      if (fresh) {
        const listener = proxy((told: View) => (view.value = told as V));
        await ask((api) => api.watch(listener));
        await ask((api) => api.setPace(pace));
        if (beginning.began) await own(beginning.began);
        fresh = false;
      }
      running.value = false;
      trouble.value = await ask((api) => api.reset(seed.value, changed ? next : undefined));
      if (trouble.value) return;
      program = next;
      if (ran) void train();
    } finally {
      busy.value = false;
    }
  };
  const train = async (): Promise<void> => {
    running.value = true;
    trouble.value = undefined;
    const met = await worker.ask((api) => api.run()).catch(() => undefined);
    if (!met) return;
    trouble.value = met;
    running.value = false;
  };
  void inTurn(begin);
  const demo: Demo<V, Answers> = {
    tab: beginning.tab,
    view,
    running,
    busy,
    stuck,
    trouble,
    seed,
    code,
    source: beginning.code.source,
    ask: async (question) => {
      await queue;
      return own(question).catch(tell);
    },
    run: () => inTurn(async () => void train()),
    pause: () =>
      inTurn(async () => {
        await ask((api) => api.pause());
        running.value = false;
      }),
    step: () =>
      inTurn(async () => {
        running.value = false;
        trouble.value = await ask((api) => api.step());
      }),
    reset(given = seed.value) {
      seed.value = given;
      return inTurn(begin);
    },
    runCode: () =>
      inTurn(async () => {
        const compiled = await compile(code.value);
        if (compiled.program) await begin(compiled.program);
        else trouble.value = compiled.trouble;
      }),
    stop() {
      worker.stop();
      fresh = true;
      running.value = false;
      return inTurn(async () => {
        await begin();
        trouble.value ??= plain('The code was stopped: it did not come to an end.');
      });
    },
    setPace: (steps) =>
      inTurn(() => {
        pace = steps;
        return ask((api) => api.setPace(steps));
      }),
    set: (path, value) => inTurn(() => ask((api) => api.set(path, value))),
  };
  // Nobody sees it behind another tab: there it rests.
  let rests = false;
  effect(() => {
    const open = route.value.tab === beginning.tab;
    untracked(() => {
      if (open && rests) void demo.run();
      if (!open && running.value) void demo.pause();
      rests = !open && (rests || running.value);
    });
  });
  return demo;
}

function plain(message: string): Trouble {
  return { message, place: undefined, calls: [] };
}
