// The page's end of the training worker: what it told last, as signals, and what it can be asked.
import { signal } from '@preact/signals';
import { proxy, wrap } from 'comlink';
import { History } from '../../ui/history.ts';
import type { Evaluation, Figures, Look, Reading, Training } from './protocol.ts';

/** A worker that trains, and what is known of it. */
export type Session = ReturnType<typeof openSession>;

const smoothing = 20;

/** Starts a worker, paused at the first step. */
export function openSession() {
  const worker = wrap<Training>(
    new Worker(new URL('./training/worker.ts', import.meta.url), { type: 'module', name: 'digits' }),
  );
  const ready = signal(false);
  const figures = signal<Figures | undefined>(undefined);
  const running = signal(false);
  /** What went wrong last. */
  const trouble = signal<string | undefined>(undefined);
  /** Another number whenever what has been learned changed while nothing runs. */
  const stamp = signal(0);
  const seed = signal(0);
  const losses = signal(new History(2).data);
  const accuracies = signal(new History(2).data);
  let lines = { losses: new History(2), accuracies: new History(2) };
  let smooth: number[] = [];

  const take = (told: Figures): void => {
    figures.value = told;
    told.losses.forEach((loss, i) => lines.losses.add(told.first + i + 1, [loss, told.loss ?? loss]));
    for (const hits of told.hits) smooth = [...smooth.slice(1 - smoothing), hits];
    if (told.losses.length > 0) {
      const mean = smooth.reduce((sum, x) => sum + x, 0) / smooth.length;
      lines.accuracies.add(told.step, [mean, told.validationAccuracy ?? mean]);
    }
    losses.value = lines.losses.data;
    accuracies.value = lines.accuracies.data;
    if (!running.value) stamp.value++;
  };
  const guard = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      trouble.value = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  const clear = (): void => {
    lines = { losses: new History(2), accuracies: new History(2) };
    smooth = [];
  };

  const session = {
    ready,
    figures,
    running,
    trouble,
    stamp,
    seed,
    losses,
    accuracies,
    async reset() {
      running.value = false;
      trouble.value = undefined;
      clear();
      await guard(() => worker.reset({ seed: seed.value, base: document.baseURI }));
      ready.value = true;
    },
    async run() {
      running.value = true;
      trouble.value = undefined;
      await guard(() => worker.run());
      running.value = false;
      stamp.value++;
    },
    pause: () => guard(() => worker.pause()),
    async step() {
      await session.pause();
      running.value = false;
      await guard(() => worker.step());
    },
    set: (path: string, value: number) => guard(() => worker.set(path, value)),
    setBatchSize: (size: number) => guard(() => worker.setBatchSize(size)),
    look: (): Promise<Look | undefined> => guard(() => worker.look()),
    readings: (turn: number, count: number): Promise<readonly Reading[] | undefined> =>
      guard(() => worker.readings(turn, count)),
    read: (pixels: Uint8Array): Promise<Reading | undefined> => guard(() => worker.read(pixels)),
    evaluate: (count: number): Promise<Evaluation | undefined> => guard(() => worker.evaluate(count)),
    save: () => guard(() => worker.save()),
    async open(bytes: Uint8Array) {
      running.value = false;
      trouble.value = undefined;
      const before = lines;
      clear();
      if ((await guard(async () => (await worker.open(bytes), true))) !== true) lines = before;
    },
  };
  void worker.watch(proxy(take));
  void session.reset();
  return session;
}
