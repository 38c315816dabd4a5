// Slopes from differences: Richardson's extrapolation to step 0, and the error it estimates for itself.
// Steps shrink by halves; an element keeps the entry of the table that promises the least error. How far the two sides
// are apart counts as error, too: a slope is none where a pole or a corner lies between the steps.
import type { Line, Rung } from './line.ts';
import type { Run, Vector } from './subject.ts';
import { alike } from './watch.ts';

/** Slopes of all outputs along a line. */
export interface Estimate {
  readonly value: Vector;
  /** Infinity where nothing is known. */
  readonly error: Vector;
  /** The smallest step that took part. */
  readonly step: Vector;
}

/** A difference quotient of all outputs. */
interface Quotient {
  readonly slope: Vector;
  /** What a smooth function does not have in the end: how far the slopes of the two sides are apart. */
  readonly bend?: Vector;
}

/** How differences of one kind are taken and how their error shrinks. */
interface Scheme {
  /** The difference quotient with step h; `undefined` where decisions differ. */
  readonly quotient: (h: number) => Quotient | undefined;
  /** By what column `j` of the table divides the error of slopes when h is halved. */
  readonly factor: (j: number) => number;
  /** What one unit of noise does to an extrapolated quotient, times h. */
  readonly amplification: number;
  readonly rows: number;
}

const wanted = 1e-9;
const enough = 1e-5;

/** What a table came to. */
type Outcome = 'settled' | 'unsettled' | 'undecided';

/**
 * Goes down the rungs until every element has settled; `undefined` where decisions never agree. The wide rungs are for
 * those that drown in rounding.
 */
function extrapolate({ base, rungs }: Line, scheme: Scheme): Estimate | undefined {
  const size = base.values.length;
  const best: Estimate = {
    value: new Float64Array(size).fill(NaN),
    error: new Float64Array(size).fill(Infinity),
    step: new Float64Array(size),
  };
  let used = false;
  for (const rung of rungs) {
    if (rung.wide) continue;
    const outcome = fillTable(base, scheme, rung, best);
    used ||= outcome !== 'undecided';
    if (outcome === 'settled') break;
  }
  if (!used) return undefined;
  for (const rung of rungs) if (rung.wide && drowned(base, best)) fillTable(base, scheme, rung, best);
  return best;
}

/** Whether an element is known so badly that rounding may be the reason. */
function drowned({ values }: Run, { value, error }: Estimate): boolean {
  return values.some(
    (y, e) =>
      Number.isFinite(y) &&
      Number.isFinite(error[e]) &&
      error[e] > enough * Math.abs(value[e]) &&
      error[e] > wanted * Math.max(1, Math.abs(y)),
  );
}

/** One table, from the step of a rung down; improves `best`. */
function fillTable(base: Run, scheme: Scheme, { step, noise, wide }: Rung, best: Estimate): Outcome {
  const off = noise();
  let last: Vector[] = [];
  let bends: Vector[] = [];
  let settled = false;
  for (let k = 0; k < scheme.rows && !settled; k++) {
    const h = step * 2 ** -k;
    const quotient = scheme.quotient(h);
    if (quotient === undefined) return k > 2 ? 'unsettled' : 'undecided';
    const row = [quotient.slope];
    const bend = quotient.bend && [quotient.bend];
    for (let j = 1; j <= k; j++) {
      row.push(improved(row[j - 1], last[j - 1], scheme.factor(j)));
      bend?.push(improved(bend[j - 1], bends[j - 1], scheme.factor(j) / 2));
    }
    settled = k > 1;
    for (let e = 0; e < base.values.length; e++) {
      const rounding = (scheme.amplification * off[e]) / h;
      let done = !Number.isFinite(base.values[e]);
      for (let j = 1; j <= k; j++) {
        const value = row[j][e];
        const spread = Math.max(Math.abs(value - row[j - 1][e]), Math.abs(value - last[j - 1][e]));
        const floor = bend ? Math.max(rounding, Math.abs(bend[j][e])) : rounding;
        const error = 2 * spread + floor;
        if (error < best.error[e] && (!wide || continues(value, best.value[e], best.error[e]))) {
          best.value[e] = value;
          best.error[e] = error;
          best.step[e] = h;
        }
        done ||= spread <= rounding && floor <= rounding;
      }
      settled &&= done || best.error[e] <= wanted * Math.abs(best.value[e]);
    }
    last = row;
    bends = bend ?? [];
  }
  return settled ? 'settled' : 'unsettled';
}

/** Whether a slope over wide steps is the one that narrow steps see the first digit of, and no mere average. */
function continues(wide: number, narrow: number, error: number): boolean {
  return Math.abs(wide - narrow) <= error && error <= Math.abs(wide) / 4;
}

/** `a + (a - b) / (factor - 1)`: the leading error of `a` taken out, given `b` at twice the step. */
function improved(a: Vector, b: Vector, factor: number): Vector {
  return a.map((value, e) => value + (value - b[e]) / (factor - 1));
}

/** `(f(x + h) - f(x - h)) / 2h`, where both sides decide as the point does. Errors go with h², h⁴, … */
export function centralSlopes(line: Line): Estimate | undefined {
  const { base, at } = line;
  const quotient = (h: number): Quotient | undefined => {
    const right = at(h);
    if (!alike(base.decisions, right.decisions)) return undefined;
    const left = at(-h);
    if (!alike(base.decisions, left.decisions)) return undefined;
    return {
      slope: right.values.map((value, e) => (value - left.values[e]) / (2 * h)),
      bend: right.values.map((value, e) => (value - base.values[e] - (base.values[e] - left.values[e])) / h),
    };
  };
  return extrapolate(line, { quotient, factor: (j) => 4 ** j, amplification: 3, rows: 6 });
}

/** What one side of a kink says. */
export interface Side {
  readonly slopes: Estimate;
  /** A run there, for its decisions. */
  readonly run: Run;
}

/**
 * The slope of the smooth piece on one side, at the point where it ends: `(f(x + h) - f(x + h/2)) / (h/2)`, without
 * the point itself. Errors go with h, h², …
 */
export function oneSidedSlopes(line: Line, sign: 1 | -1): Side | undefined {
  let last: { readonly h: number; readonly run: Run } | undefined;
  let run: Run | undefined;
  const quotient = (h: number): Quotient | undefined => {
    const far = last?.h === h ? last.run : line.at(sign * h);
    const near = line.at((sign * h) / 2);
    last = { h: h / 2, run: near };
    if (!alike(near.decisions, far.decisions)) return undefined;
    run = near;
    return { slope: far.values.map((value, e) => (value - near.values[e]) / ((sign * h) / 2)) };
  };
  const slopes = extrapolate(line, { quotient, factor: (j) => 2 ** j, amplification: 32, rows: 8 });
  return slopes === undefined || run === undefined ? undefined : { slopes, run };
}
