// What the page and the worker of this tab say to each other.
import type { Description } from '@cotangent/optim';
import type { View } from '../../demo/service.ts';

/** How many test digits accuracy is measured with. */
export const tested = 500;

/** How far a network is that one of the optimizers trains. */
export interface Standing {
  readonly name: string;
  readonly trains: boolean;
  /** Of the last batches, the nearest of which count most. */
  readonly loss: number | undefined;
  readonly trainingAccuracy: number | undefined;
  readonly testAccuracy: number | undefined;
  /** Milliseconds for a step. */
  readonly time: number | undefined;
  readonly hyper: Description;
}

/** All of them. */
export interface OptimizersView extends View {
  readonly examples: number;
  readonly standings: readonly Standing[];
}

/** What this worker is asked besides. */
export interface OptimizersAnswers {
  /** Tells the address of the page, where digits are loaded from. */
  setBase(base: string): void;
  /** Whether the optimizer at `index` goes on training. */
  setTrains(index: number, trains: boolean): void;
}
