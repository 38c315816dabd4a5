// The slopes of a function along a line, as intervals: a point where it is smooth, both one-sided slopes at a kink.
import { centralSlopes, oneSidedSlopes, type Estimate } from './extrapolation.ts';
import type { Line } from './line.ts';
import type { Vector } from './subject.ts';
import { alike, soleKink } from './watch.ts';

/** For each output, between which values its slope must lie. */
export interface Slopes {
  readonly low: Vector;
  readonly high: Vector;
  readonly tolerance: Vector;
  /** Whether the numbers are good enough to judge by. */
  readonly known: readonly boolean[];
  /**
   * Whether the slopes beside the point are finite, so that the derivative cannot be NaN: one side's at a kink, both
   * where nothing told that there is one, as in `sqrt(x²)` at 0.
   */
  readonly finite: (e: number) => boolean;
  /** The slopes from the left and from the right, where they say more than the interval does; else NaN. */
  readonly sides: (e: number) => readonly number[];
  readonly step: Vector;
  readonly kink: boolean;
  /**
   * Whether the chain rule keeps a slope between the one-sided ones: at a kink of one choice, or where the point lies
   * on the piece of one side. Where several choices change at once it need not: `relu(x) - relu(-x)` has slope 1 at 0, but 0 by
   * the chain rule. Nor where both sides choose alike and the point alone does not: `relu(x²)` has second derivative 2 at 0.
   */
  readonly strict: boolean;
}

/** Whether an error is small beside the slope itself, or beside any slope that a function of such values should have. */
function tells(error: number, slope: number, value: number, coarse: boolean): boolean {
  const [relative, least] = coarse ? [1e-2, 1e-3] : [1e-4, 1e-8];
  return error <= relative * Math.abs(slope) || error <= least * Math.max(1, Math.abs(value));
}

/** The slopes along a line; `undefined` where neither the point nor its two sides have any. */
export function slopesOf(line: Line, absolute: number): Slopes | undefined {
  const { values, coarse } = line.base;
  const sound = ({ value, error }: Estimate, e: number): boolean =>
    Number.isFinite(values[e]) && tells(error[e], value[e], values[e], coarse);
  const middle = centralSlopes(line);
  if (middle !== undefined) {
    const { value, step } = middle;
    const known = [...value.keys()].map((e) => sound(middle, e));
    const tolerance = middle.error.map((error, e) => allow(error, value[e], absolute));
    const both = once(() => ([-1, 1] as const).map((sign) => oneSidedSlopes(line, sign)?.slopes));
    const finite = (e: number): boolean =>
      known[e] || both().every((side) => side !== undefined && sound(side, e));
    const sides = (e: number): readonly number[] =>
      known[e]
        ? [NaN, NaN]
        : both().map((side) => (side !== undefined && sound(side, e) ? side.value[e] : NaN));
    return { low: value, high: value, known, finite, sides, tolerance, step, kink: false, strict: true };
  }
  const left = oneSidedSlopes(line, -1);
  const right = oneSidedSlopes(line, 1);
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [left.slopes, right.slopes];
  const { decisions } = line.base;
  const indices = [...values.keys()];
  const lowest = indices.map((e) => Math.min(a.value[e], b.value[e]));
  const highest = indices.map((e) => Math.max(a.value[e], b.value[e]));
  const largest = (e: number): number => Math.max(Math.abs(lowest[e]), Math.abs(highest[e]));
  return {
    low: Float64Array.from(lowest),
    high: Float64Array.from(highest),
    tolerance: a.error.map((error, e) => allow(Math.max(error, b.error[e]), largest(e), absolute)),
    known: indices.map((e) => sound(a, e) && sound(b, e)),
    finite: (e) => sound(a, e) || sound(b, e),
    sides: (e) => [a.value[e], b.value[e]],
    step: a.step.map((h, e) => Math.max(h, b.step[e])),
    kink: true,
    strict:
      alike(decisions, left.run.decisions) ||
      alike(decisions, right.run.decisions) ||
      soleKink(decisions, left.run.decisions, right.run.decisions),
  };
}

/** `f`, called when first needed and never again. */
function once<T extends object>(f: () => T): () => T {
  let result: T | undefined;
  return () => (result ??= f());
}

/** The error of the difference, the few ulps that the analytic value has lost itself, and what the user adds. */
function allow(error: number, slope: number, absolute: number): number {
  return error + 1e-11 * Math.abs(slope) + absolute;
}
