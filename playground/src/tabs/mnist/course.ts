// The course of training: losses and accuracies by step, as the charts show them.
import { signal } from '@preact/signals';
import { History } from '../../ui/history.ts';
import type { Figures } from './protocol.ts';

const smoothing = 20;

/** Lines that grow with every message. */
export class Course {
  /** Of each batch, and the mean. */
  readonly losses = signal(new History(2).data);
  /** In training and in validation. */
  readonly accuracies = signal(new History(2).data);
  #lines = { losses: new History(2), accuracies: new History(2) };
  #lately: number[] = [];

  add({ first, losses, hits, loss, step, validationAccuracy }: Figures): void {
    losses.forEach((one, i) => this.#lines.losses.add(first + i + 1, [one, loss ?? one]));
    if (hits.length === 0) return;
    this.#lately = [...this.#lately, ...hits].slice(-smoothing);
    const mean = this.#lately.reduce((sum, x) => sum + x, 0) / this.#lately.length;
    this.#lines.accuracies.add(step, [mean, validationAccuracy ?? mean]);
    this.#show();
  }

  /** Begins with nothing. */
  clear(): void {
    this.#lines = { losses: new History(2), accuracies: new History(2) };
    this.#lately = [];
    this.#show();
  }

  #show(): void {
    this.losses.value = this.#lines.losses.data;
    this.accuracies.value = this.#lines.accuracies.data;
  }
}
