// What the page and the worker of this tab say to each other, and the plane that both speak of.
import type { View } from '../../demo/service.ts';
import type { Point } from './points.ts';

/** The plane goes from -`reach` to `reach` both ways. */
export const reach = 5;
/** Cells of the decision regions, each way. */
export const cells = 64;
/** Lines of the grid that is warped, each way. */
export const lines = 49;

/** A layer whose neurons can be looked at. */
export interface LayerName {
  readonly index: number;
  readonly name: string;
  readonly neurons: number;
}

/** Two neurons of a layer. */
export interface Pair {
  readonly layer: number;
  readonly x: number;
  readonly y: number;
}

/** What the network makes of the plane. */
export interface ClassifyView extends View {
  readonly loss: number | undefined;
  readonly accuracy: number;
  readonly classes: number;
  /** How likely each class is in each cell, rows from the top: `[cells, cells, classes]`. */
  readonly regions: Float32Array;
  readonly layers: readonly LayerName[];
  readonly pair: Pair;
  /** The two neurons where the lines of the grid cross: `[lines, lines, 2]`. */
  readonly grid: Float32Array;
  /** The two neurons for each point. */
  readonly places: Float32Array;
}

/** What this worker is asked besides. */
export interface ClassifyAnswers {
  setPoints(points: readonly Point[]): void;
  /** Which neurons to show. */
  setPair(pair: Pair): void;
}
