// The loop around a run: trains until it is paused, measures, and tells of it a dozen times a second.
// It gives way to the page's questions in between, so that every control takes effect at once.
import type { Figures } from '../protocol.ts';
import type { Batch } from './programs.ts';
import type { Run } from './run.ts';
import { turn } from './turn.ts';

const messageEvery = 80;
const measureEvery = 1000;

/** A run and the loop around it. */
export class Loop {
  readonly run: Run;
  readonly #tell: (figures: Figures) => void;
  /** The training that goes on: another one begins only when it has been ended. */
  #training: object | undefined;
  #times: { readonly forward: number; readonly backward: number } | undefined;
  #speed: number | undefined;
  #news: { readonly first: number; readonly losses: number[]; readonly hits: number[] };

  constructor(run: Run, tell: (figures: Figures) => void) {
    this.run = run;
    this.#tell = tell;
    this.#news = { first: run.step, losses: [], hits: [] };
  }

  /** Trains until it is paused. */
  async train(): Promise<void> {
    if (this.#training) return;
    const own = {};
    this.#training = own;
    let [told, measured] = [performance.now(), 0];
    let seen = { at: told, examples: this.run.examples };
    try {
      while (this.#training === own) {
        await this.#take();
        const now = performance.now();
        if (now - told < messageEvery) continue;
        const lately = now - seen.at;
        if (lately > 900 || this.#speed === undefined)
          this.#speed = ((this.run.examples - seen.examples) * 1000) / lately;
        if (lately > 900) seen = { at: now, examples: this.run.examples };
        if (now - measured > measureEvery) {
          this.#measure();
          measured = now;
        }
        this.tell();
        await turn();
        told = performance.now();
      }
    } finally {
      if (this.#training === own) this.#training = undefined;
    }
  }

  pause(): void {
    this.#training = undefined;
  }

  /** A single step. */
  async step(): Promise<void> {
    this.pause();
    await this.#take();
    this.#measure();
    this.tell();
  }

  /** Says how far it is. */
  tell(): void {
    const { run } = this;
    this.#tell({
      step: run.step,
      examples: run.examples,
      loss: run.loss.mean,
      trainingAccuracy: run.training.mean,
      validationAccuracy: run.validation.mean,
      decayLoss: run.decayLoss,
      imagesPerSecond: this.#speed,
      forward: this.#times?.forward,
      backward: this.#times?.backward,
      ...this.#news,
      batchSize: run.batchSize,
      hyper: run.network.optimizer.describe(run.learned.optimizer),
    });
    this.#news = { first: run.step, losses: [], hits: [] };
  }

  async #take(): Promise<void> {
    const { loss, hits } = await this.run.train();
    this.#news.losses.push(loss);
    this.#news.hits.push(hits);
  }

  /** Runs the passes by themselves, for their times: the least of a few, which other work on the machine made no longer. */
  #measure(): void {
    const { programs, learned, batch } = this.run;
    if (!batch) return;
    const { params, state } = learned;
    const time = (f: (p: typeof params, s: typeof state, b: Batch) => unknown): number => {
      f(params, state, batch);
      const rounds = Array.from({ length: 4 }, () => {
        const began = performance.now();
        for (let i = 0; i < 3; i++) f(params, state, batch);
        return (performance.now() - began) / 3;
      });
      return Math.min(...rounds);
    };
    const forward = time(programs.forward);
    this.#times = { forward, backward: Math.max(0, time(programs.gradients) - forward) };
  }
}
