// A demo's worker: the loop around its training, and answers to what the page asks meanwhile.
// Views are few, and the next waits until the page has taken the last: a busy page is never swamped.
import { expose } from 'comlink';
import type { Trouble } from '../runtime/program.ts';
import { load, type Loaded } from '../runtime/load.ts';
import type { Exports, Service, View } from './service.ts';

/** What is trained: made from a network and a seed, and made anew by every reset. */
export interface Run {
  step(): void | Promise<void>;
  view(): View;
  /** Gives a hyper-parameter another value. */
  set(path: string, value: number): void;
}

/** The loop, as a demo's own answers see it. */
export interface Host<R extends Run> {
  /** What is trained now. Throws before the first reset. */
  current(): R;
  /** Sends a view, as something but training has changed it. */
  tell(): void;
}

/** Milliseconds between views, and for the steps among them. */
const turn = 66;
const atWork = 58;

/** Answers the page. `begin` makes what is trained of a program's exports; `answers` are what this demo is asked besides. */
export function serve<R extends Run, Answers extends object>(
  begin: (exports: Exports, seed: number) => R | Promise<R>,
  answers: (host: Host<R>) => Answers,
): void {
  /** The program that `current` is made of. */
  let loaded: Loaded | undefined;
  let current: R | undefined;
  let training: R | undefined;
  let pace = Infinity;
  let listener: ((view: View) => unknown) | undefined;
  let told: Promise<void> | undefined;
  let due = false;

  const send = async (): Promise<void> => {
    await undefined; // so that `told` is this promise before it ends
    try {
      while (due) {
        due = false;
        if (current) await listener?.(current.view());
      }
    } finally {
      told = undefined;
    }
  };
  const tell = (): Promise<void> => {
    due = true;
    told ??= send();
    return told;
  };

  /** For what changes beside training: what goes wrong with it, the next step says. */
  const show = (): void => void tell().catch(() => undefined);

  const careful = async (work: () => unknown): Promise<Trouble | undefined> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      training = undefined;
      return loaded?.troubleOf(error) ?? { message: String(error), place: undefined, calls: [] };
    }
  };

  const loop = async (run: R): Promise<void> => {
    const goesOn = (): boolean => training === run;
    while (goesOn()) {
      const began = performance.now();
      for (let n = 0; n < pace && performance.now() - began < atWork; n++) await run.step();
      await tell();
      const rest = turn - (performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest)));
    }
  };

  const service: Service = {
    async reset(seed, program) {
      training = undefined;
      const made = program && (await load(program));
      if (made?.trouble) return made.trouble;
      const before = loaded;
      loaded = made?.loaded ?? before;
      const trouble = await careful(async () => {
        const next = await begin(loaded?.exports ?? {}, seed);
        const last = current;
        current = next;
        try {
          await tell();
        } catch (error) {
          current = last;
          throw error;
        }
      });
      if (trouble) loaded = before;
      return trouble;
    },
    watch(given) {
      listener = given;
    },
    run: () =>
      careful(async () => {
        if (!current || training === current) return;
        training = current;
        await loop(current);
      }),
    pause() {
      training = undefined;
    },
    step: () =>
      careful(async () => {
        training = undefined;
        await current?.step();
        await tell();
      }),
    setPace(steps) {
      pace = steps;
    },
    set(path, value) {
      current?.set(path, value);
      show();
    },
  };
  const host: Host<R> = {
    current() {
      if (current) return current;
      throw new Error('There is no network yet.');
    },
    tell: show,
  };
  expose({ ...service, ...answers(host) });
}
