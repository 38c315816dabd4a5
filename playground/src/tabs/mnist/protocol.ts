// What the page and its training worker say to each other: plain data, and few messages a second.

/** The figures of training, as they are after the last step. */
export interface Figures {
  readonly step: number;
  readonly examples: number;
  /** Mean loss of the last 100 batches. */
  readonly loss: number;
  /** Share of the images of the last 100 batches that were read right. */
  readonly trainingAccuracy: number;
  readonly imagesPerSecond: number;
  /** Steps and their losses since the last message. */
  readonly points: readonly (readonly [step: number, loss: number])[];
}

/** What the worker is asked. */
export interface Training {
  /** Makes the network anew from a seed and waits. `base` is the address of the page. */
  reset(options: { readonly seed: number; readonly base: string }): Promise<void>;
  /** Calls back with figures, at most a dozen times a second. */
  watch(listener: (figures: Figures) => void): void;
  run(): void;
  pause(): void;
}
