// What the page and the worker of this tab say to each other.
import type { View } from '../../demo/service.ts';

/** How many pixels a picture has, each way. */
export const side = 72;
/** Pixels of a batch, and the most there may be. */
export const batchSizes: { readonly start: number; readonly most: number } = { start: 256, most: 4096 };

/** What the network paints. */
export interface ImageView extends View {
  readonly loss: number | undefined;
  /** A color for every pixel, RGBA, rows from the top. */
  readonly painting: Uint8ClampedArray<ArrayBuffer>;
}

/** What this worker is asked besides. */
export interface ImageAnswers {
  /** The picture to learn: RGBA, rows from the top. */
  setPicture(pixels: Uint8ClampedArray): void;
  setBatchSize(size: number): void;
}
