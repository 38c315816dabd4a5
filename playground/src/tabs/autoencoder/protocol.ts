// What the page and the worker of this tab say to each other.
import type { View } from '../../demo/service.ts';

/** How many test digits are placed in the plane of codes. */
export const placed = 600;
/** Of how many of them what comes back is shown. */
export const shown = 12;

/** What the network makes of test digits. */
export interface AutoencoderView extends View {
  readonly loss: number | undefined;
  readonly examples: number;
  /** The codes of the test digits: `[placed, 2]`. */
  readonly codes: Float32Array;
  /** What comes back for the first of them, gray values: `[shown, 784]`. */
  readonly returned: Uint8Array;
}

/** The test digits: gray values, and what they show. */
export interface Digits {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** What this worker is asked besides. */
export interface AutoencoderAnswers {
  /** Tells the address of the page, where digits are loaded from. */
  setBase(base: string): void;
  digits(): Promise<Digits>;
  /** The digits that codes stand for, gray values: `[n, 2] → [n, 784]`. */
  decode(codes: Float32Array): Promise<Uint8Array>;
}
