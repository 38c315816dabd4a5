// What the page and the worker of this tab say to each other, and the plane that both speak of.
import type { View } from '../../demo/service.ts';
import type { Place } from '../../demo/usePoints.ts';

/** The plane goes from -`reach` to `reach`. */
export const reach: Place = { x: 5, y: 2.5 };
/** How many places of the curve are computed. */
export const samples = 241;

/** The curve of a network. */
export interface RegressView extends View {
  /** The mean squared error of the points. */
  readonly loss: number | undefined;
  /** What the network says at each of `samples` places from left to right. */
  readonly curve: Float32Array;
  /** What each neuron of the last hidden layer says there, one after another: `[neurons, samples]`. */
  readonly neurons: Float32Array;
}

/** What this worker is asked besides. */
export interface RegressAnswers {
  setPoints(points: readonly Place[]): void;
}

/** Points around a curve, with noise. */
export type Curve = 'waves' | 'jump' | 'parabola';
