// The page's end of the training worker: what it told last, as signals, and what it can be asked.
// A worker that no longer answers, because code in it never ends, is ended and another one started.
import { effect, signal } from '@preact/signals';
import { proxy, type Remote } from 'comlink';
import * as beginning from 'program:./start.ts';
import { compile } from '../../editor/client.ts';
import { linkReader, toQuery, type Brought } from '../../editor/link.ts';
import type { Program, Trouble } from '../../runtime/program.ts';
import { Stopped, supervise } from '../../runtime/supervise.ts';
import { addressOf, route, type Route } from '../../shell/route.ts';
import { splice } from './convnetjs/splice.ts';
import { Course } from './course.ts';
import { nextPhase, type Phase } from './phase.ts';
import type { Evaluation, Figures, Look, Reading, Tape, Training } from './protocol.ts';

/** A worker that trains, and what is known of it. */
export type Session = ReturnType<typeof openSession>;

/** After so many milliseconds without an answer, the visitor may end the code. */
const patience = 1500;

/** Starts a worker, paused at the first step. */
export function openSession() {
  const worker = supervise<Training>(
    () => new Worker(new URL('./training/worker.ts', import.meta.url), { type: 'module', name: 'digits' }),
  );
  const ready = signal(false);
  const figures = signal<Figures | undefined>(undefined);
  const running = signal(false);
  /** What went wrong last, and where in the code. */
  const trouble = signal<Trouble | undefined>(undefined);
  /** Whether the worker has not answered for long. */
  const stuck = signal(false);
  /** Another number whenever what has been learned changed while nothing runs. */
  const stamp = signal(0);
  const seed = signal(0);
  const code = signal(beginning.source);
  /** What came with a link, until it is run. */
  const brought = signal<Brought | undefined>(undefined);
  const links = linkReader();
  /** What was done last of a step that is taken in parts. */
  const phase = signal<Phase | undefined>(undefined);
  const course = new Course();
  /** The program that the worker runs. */
  let program = beginning.program;
  let runs = beginning.source;
  /** Whether the worker has a network. */
  let there = false;
  /** How often training began: an earlier one that ends late says nothing of the one that goes on. */
  let begun = 0;

  const take = (told: Figures): void => {
    there = true;
    figures.value = told;
    course.add(told);
    if (!running.value) stamp.value++;
  };
  const plain = (message: string): Trouble => ({ message, place: undefined, calls: [] });
  /** Asks, and keeps what goes wrong. */
  const ask = async <T>(question: (api: Remote<Training>) => Promise<T>): Promise<T | undefined> => {
    const late = setTimeout(() => (stuck.value = true), patience);
    try {
      return await worker.ask(question);
    } catch (error) {
      if (!(error instanceof Stopped))
        trouble.value = plain(error instanceof Error ? error.message : String(error));
      return undefined;
    } finally {
      clearTimeout(late);
      stuck.value = false;
    }
  };
  /** Asks what only a network knows: nobody is told that it is still being made. */
  const see = async <T>(question: (api: Remote<Training>) => Promise<T>): Promise<T | undefined> =>
    there ? ask(question) : undefined;
  /** Asks for what may turn out to be trouble. Returns whether an answer came, and none. */
  const attempt = async (
    question: (api: Remote<Training>) => Promise<Trouble | undefined>,
  ): Promise<boolean> => {
    trouble.value = undefined;
    let answered = false;
    const found = await ask(async (api) => {
      const told = await question(api);
      answered = true;
      return told;
    });
    if (found) trouble.value = found;
    return answered && trouble.value === undefined;
  };
  const start = async (): Promise<void> => {
    await ask((api) => api.watch(proxy(take)));
    // The digits come while the program is made.
    await Promise.all([ask((api) => api.start(document.baseURI)), load(program)]);
    ready.value = true;
  };
  const load = (next: Program): Promise<boolean> => attempt((api) => api.load(next, seed.value));
  /** Another network has come; training of the one before ends by itself. */
  const anew = (): void => {
    phase.value = undefined;
    course.clear();
  };
  const halt = (): void => {
    running.value = false;
    anew();
  };
  /** Pauses, unless training has begun again before the answer. */
  const rest = async (): Promise<void> => {
    const own = begun;
    await session.pause();
    if (own === begun) running.value = false;
  };

  const session = {
    ready,
    figures,
    running,
    trouble,
    stuck,
    stamp,
    seed,
    code,
    brought,
    phase,
    course,
    async reset() {
      halt();
      await attempt((api) => api.reset(seed.value));
    },
    /** Trains until it is paused. */
    async run() {
      phase.value = undefined;
      running.value = true;
      trouble.value = undefined;
      const own = ++begun;
      const found = await worker.ask((api) => api.run()).catch(() => undefined);
      if (own !== begun) return;
      if (found) trouble.value = found;
      running.value = false;
      stamp.value++;
    },
    pause: () => ask((api) => api.pause()),
    async step() {
      await rest();
      phase.value = undefined;
      await attempt((api) => api.step());
    },
    /** The next part of a step: forward, backward, then the update. */
    async advance() {
      const next = nextPhase(phase.value);
      if (next === 'update') await session.step();
      else if (next === 'forward') {
        await rest();
        if (!(await attempt((api) => api.prepare()))) return;
      }
      phase.value = next;
      stamp.value++;
    },
    /** Runs the code of the editor, and begins with its network. */
    async runCode() {
      brought.value = undefined;
      trouble.value = undefined;
      const text = code.value;
      const compiled = await compile(text).catch((error: unknown) => ({
        trouble: plain(String(error)),
      }));
      if (compiled.trouble) {
        trouble.value = compiled.trouble;
        return;
      }
      const next = (compiled as { readonly program: Program }).program;
      if (!(await load(next))) return;
      program = next;
      runs = text;
      anew();
      stamp.value++;
    },
    /** Puts the code of the beginning into the editor. */
    restoreCode() {
      code.value = beginning.source;
    },
    /** Puts code and seed into the address, and tells it. */
    async link(): Promise<string> {
      const query = await toQuery({ code: code.value, seed: seed.value });
      links.made(query);
      history.replaceState(null, '', addressOf('mnist', query));
      return location.href;
    },
    /** Ends a worker that does not answer, and starts another with the network before. */
    async stop() {
      worker.stop();
      there = false;
      halt();
      ready.value = false;
      await start();
      trouble.value ??= plain('The code was stopped: it did not come to an end.');
    },
    set: (path: string, value: number) => ask((api) => api.set(path, value)),
    setBatchSize: (size: number) => ask((api) => api.setBatchSize(size)),
    look: (): Promise<Look | undefined> => see((api) => api.look()),
    readings: (turn: number, count: number): Promise<readonly Reading[] | undefined> =>
      see((api) => api.readings(turn, count)),
    read: (pixels: Uint8Array): Promise<Reading | undefined> => see((api) => api.read(pixels)),
    evaluate: (count: number): Promise<Evaluation | undefined> => see((api) => api.evaluate(count)),
    tape: (): Promise<Tape | undefined> => see((api) => api.tape()),
    /** The code whose network is there, which need not be that of the editor. */
    runningCode: (): string => runs,
    save: () => ask((api) => api.save()),
    saveJSON: () => ask((api) => api.saveJSON()),
    async open(bytes: Uint8Array) {
      trouble.value = undefined;
      const its = await ask((api) => api.open(bytes));
      if (its === undefined) return;
      seed.value = its;
      anew();
    },
    async openJSON(json: string) {
      trouble.value = undefined;
      const written = await ask((api) => api.openJSON(json));
      if (written === undefined) return;
      anew();
      code.value = splice(code.value, written) ?? code.value;
    },
  };
  /** Shows what a link carries, and runs none of it. Returns whether that is another seed. */
  const bring = async ({ tab, query }: Route): Promise<boolean> => {
    const shared = tab === 'mnist' ? await links.read(query) : undefined;
    if (shared === 'damaged') brought.value = shared;
    if (!shared || shared === 'damaged') return false;
    if (shared.code !== code.value) brought.value = shared.code === beginning.source ? undefined : 'unread';
    code.value = shared.code;
    const other = shared.seed !== seed.value;
    seed.value = shared.seed;
    return other;
  };
  const begin = async (): Promise<void> => {
    const first = route.value;
    await bring(first);
    await start();
    effect(() => {
      if (route.value !== first)
        void bring(route.value).then((other) => (other ? session.reset() : undefined));
    });
  };
  void begin();
  return session;
}
