// The page's end of the training worker: what it told last, as signals.
import { signal } from '@preact/signals';
import { proxy, wrap } from 'comlink';
import type { Figures, Training } from './protocol.ts';

/** A worker that trains, and what is known of it. */
export function openSession() {
  const worker = wrap<Training>(
    new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'digits' }),
  );
  const figures = signal<Figures | undefined>(undefined);
  const running = signal(false);
  const points = signal<[number[], number[]]>([[], []]);
  void worker.watch(
    proxy((told: Figures) => {
      figures.value = told;
      const [steps, losses] = points.value;
      for (const [step, loss] of told.points) {
        steps.push(step);
        losses.push(loss);
      }
      points.value = [steps, losses];
    }),
  );
  const reset = (seed: number) => {
    running.value = false;
    points.value = [[], []];
    figures.value = undefined;
    return worker.reset({ seed, base: document.baseURI });
  };
  const ready = reset(0);
  return {
    figures,
    running,
    points,
    reset,
    async run() {
      running.value = true;
      await ready;
      await worker.run();
    },
    async pause() {
      running.value = false;
      await worker.pause();
    },
  };
}
