// The course of training: losses and accuracies by step, as the charts show them.
import { signal } from '@preact/signals';
import { History } from '../../ui/history.ts';
import type { Figures } from './protocol.ts';

/** How many steps the lines are means of. */
const [forLoss, forAccuracy] = [100, 20];

/** Lines that grow with every message. */
export class Course {
  /** Of each batch, and the mean. */
  readonly losses = signal(new History(2).data);
  /** In training and in validation. */
  readonly accuracies = signal(new History(2).data);
  #lines = { losses: new History(2), accuracies: new History(2) };
  #lately: { readonly losses: number[]; readonly hits: number[] } = { losses: [], hits: [] };

  add({ first, losses, hits, step, validationAccuracy }: Figures): void {
    const lately = this.#lately;
    losses.forEach((one, i) => {
      this.#lines.losses.add(first + i + 1, [one, meanWith(lately.losses, one, forLoss)]);
    });
    if (hits.length === 0) return;
    const [mean = 0] = hits.map((one) => meanWith(lately.hits, one, forAccuracy)).slice(-1);
    this.#lines.accuracies.add(step, [mean, validationAccuracy ?? mean]);
    this.#show();
  }

  /** Begins with nothing. */
  clear(): void {
    this.#lines = { losses: new History(2), accuracies: new History(2) };
    this.#lately = { losses: [], hits: [] };
    this.#show();
  }

  #show(): void {
    this.losses.value = this.#lines.losses.data;
    this.accuracies.value = this.#lines.accuracies.data;
  }
}

/** The mean of the last `most` numbers, `next` among them from now on. */
function meanWith(lately: number[], next: number, most: number): number {
  lately.push(next);
  if (lately.length > most) lately.shift();
  return lately.reduce((sum, x) => sum + x, 0) / lately.length;
}
