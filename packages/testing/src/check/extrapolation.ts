// Slopes from differences: Richardson's extrapolation to step 0, and the error it estimates for itself.
// Steps shrink by halves; an element keeps the entry of the table that promises the least error.
import type { Line } from './line.ts';
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

/** How differences of one kind are taken and how their error shrinks. */
interface Scheme {
  /** The difference quotient with step h; `undefined` where decisions differ. */
  readonly quotient: (h: number) => Vector | undefined;
  /** By what column `j` of the table divides the error when h is halved. */
  readonly factor: (j: number) => number;
  /** What one unit of noise does to an extrapolated quotient, times h. */
  readonly amplification: number;
  readonly rows: number;
}

const attempts = 8;
const wanted = 1e-9;

/** Tries smaller and smaller steps until every element has settled; `undefined` where decisions never agree. */
function extrapolate(line: Line, scheme: Scheme): Estimate | undefined {
  const size = line.base.values.length;
  const best: Estimate = {
    value: new Float64Array(size).fill(NaN),
    error: new Float64Array(size).fill(Infinity),
    step: new Float64Array(size),
  };
  let used = 0;
  for (let attempt = 0; attempt < attempts && used < 4; attempt++) {
    const outcome = fillTable(line, scheme, line.step * 2 ** (-5 * attempt), best);
    if (outcome === 'settled') return best;
    if (outcome === 'unsettled') used++;
  }
  return used === 0 ? undefined : best;
}

/** One table, from step `start` down; improves `best`. */
function fillTable(
  line: Line,
  scheme: Scheme,
  start: number,
  best: Estimate,
): 'settled' | 'unsettled' | 'undecided' {
  let last: Vector[] = [];
  let settled = false;
  for (let k = 0; k < scheme.rows && !settled; k++) {
    const h = start * 2 ** -k;
    const quotient = scheme.quotient(h);
    if (quotient === undefined) return k > 2 ? 'unsettled' : 'undecided';
    const row = [quotient];
    for (let j = 1; j <= k; j++) row.push(improved(row[j - 1], last[j - 1], scheme.factor(j)));
    settled = k > 1;
    for (let e = 0; e < quotient.length; e++) {
      const rounding = (scheme.amplification * line.noise[e]) / h;
      let done = !Number.isFinite(line.base.values[e]);
      for (let j = 1; j <= k; j++) {
        const value = row[j][e];
        const spread = Math.max(Math.abs(value - row[j - 1][e]), Math.abs(value - last[j - 1][e]));
        const error = 2 * spread + rounding;
        if (error < best.error[e]) {
          best.value[e] = value;
          best.error[e] = error;
          best.step[e] = h;
        }
        done ||= spread <= rounding;
      }
      settled &&= done || best.error[e] <= wanted * Math.abs(best.value[e]);
    }
    last = row;
  }
  return settled ? 'settled' : 'unsettled';
}

/** `a + (a - b) / (factor - 1)`: the leading error of `a` taken out, given `b` at twice the step. */
function improved(a: Vector, b: Vector, factor: number): Vector {
  return a.map((value, e) => value + (value - b[e]) / (factor - 1));
}

/** `(f(x + h) - f(x - h)) / 2h`, where both sides decide as the point does. Errors go with h², h⁴, … */
export function centralSlopes(line: Line): Estimate | undefined {
  const { base, at } = line;
  const quotient = (h: number): Vector | undefined => {
    const right = at(h);
    if (!alike(base.decisions, right.decisions)) return undefined;
    const left = at(-h);
    if (!alike(base.decisions, left.decisions)) return undefined;
    return right.values.map((value, e) => (value - left.values[e]) / (2 * h));
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
  const quotient = (h: number): Vector | undefined => {
    const far = last?.h === h ? last.run : line.at(sign * h);
    const near = line.at((sign * h) / 2);
    last = { h: h / 2, run: near };
    if (!alike(near.decisions, far.decisions)) return undefined;
    run = near;
    return far.values.map((value, e) => (value - near.values[e]) / ((sign * h) / 2));
  };
  const slopes = extrapolate(line, { quotient, factor: (j) => 2 ** j, amplification: 32, rows: 8 });
  return slopes === undefined || run === undefined ? undefined : { slopes, run };
}
