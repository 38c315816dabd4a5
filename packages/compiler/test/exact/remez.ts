// Minimax polynomials by Remez' exchange algorithm on a grid of Chebyshev points, in integer arithmetic.
// Source: E. Ya. Remez, "Sur le calcul effectif des polynomes d'approximation de Tchebichef", C. R. Acad. Sci. 199 (1934).
import { abs, div, fixed, mul, one, toNumber } from './fixed.ts';

/** What is fitted: `weight (f - Σ cₖ zᵏ)` is kept small from `from` to `to`. */
export interface Fit {
  readonly f: (z: bigint) => bigint;
  readonly from: number;
  readonly to: number;
  readonly weight: (z: bigint) => bigint;
  readonly terms: number;
}

const points = 400;

interface Sample {
  readonly z: bigint;
  readonly y: bigint;
  readonly weight: bigint;
}

/** Coefficients of `zᵏ` from k = `first` on, and the largest weighted error. */
function remez(samples: readonly Sample[], first: number, terms: number): { c: bigint[]; error: bigint } {
  let nodes = Array.from({ length: terms + 1 }, (_, i) =>
    Math.round(((1 - Math.cos((Math.PI * i) / Math.max(terms, 1))) / 2) * (samples.length - 1)),
  );
  let best = { c: [] as bigint[], error: one << 1000n };
  for (let round = 0; round < 40; round++) {
    const rows = nodes.map((node, i) => {
      const { z, y, weight } = samples[node];
      const row = powers(z, first, terms).map((power) => mul(power, weight));
      return [...row, i % 2 === 0 ? one : -one, mul(y, weight)];
    });
    const c = solve(rows).slice(0, terms);
    const errors = samples.map(({ z, y, weight }) => mul(y - polynomial(c, z, first), weight));
    const error = errors.map(abs).reduce((a, b) => (a > b ? a : b));
    if (error < best.error) best = { c, error };
    const next = alternation(errors, terms + 1);
    if (next === undefined || next.every((node, i) => node === nodes[i])) break;
    nodes = next;
  }
  return best;
}

function powers(z: bigint, first: number, count: number): bigint[] {
  const all = [one];
  while (all.length < first + count) all.push(mul(all[all.length - 1], z));
  return all.slice(first, first + count);
}

function polynomial(c: readonly bigint[], z: bigint, first: number): bigint {
  let sum = 0n;
  for (const coefficient of c.toReversed()) sum = mul(sum, z) + coefficient;
  for (let k = 0; k < first; k++) sum = mul(sum, z);
  return sum;
}

/** Gauss' elimination; the last column is the right side. */
function solve(rows: bigint[][]): bigint[] {
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows.slice(k).reduce((a, b) => (abs(b[k]) > abs(a[k]) ? b : a));
    rows = [...rows.slice(0, k), pivot, ...rows.slice(k).filter((row) => row !== pivot)];
    const scaled = pivot.map((x) => div(x, pivot[k]));
    rows = rows.map((row, i) => (i === k ? scaled : row.map((x, j) => x - mul(row[k], scaled[j]))));
  }
  return rows.map((row) => row[n]);
}

/** Where the error is largest between its changes of sign: `count` of them, of alternating sign. */
function alternation(errors: readonly bigint[], count: number): number[] | undefined {
  const peaks: number[] = [];
  for (const [i, error] of errors.entries()) {
    const last = peaks.at(-1);
    if (last === undefined || error < 0n !== errors[last] < 0n) peaks.push(i);
    else if (abs(error) > abs(errors[last])) peaks[peaks.length - 1] = i;
  }
  const size = (k: number): bigint => abs(errors[peaks[k]]);
  while (peaks.length > count) {
    const smallest = peaks.reduce((a, _, k) => (size(k) < size(a) ? k : a), 0);
    const end = peaks.length - 1;
    if (smallest === 0 || smallest === end) peaks.splice(smallest, 1);
    else if (peaks.length === count + 1) peaks.splice(size(0) < size(end) ? 0 : end, 1);
    else peaks.splice(size(smallest - 1) < size(smallest + 1) ? smallest - 1 : smallest, 2);
  }
  return peaks.length === count ? peaks : undefined;
}

/** The coefficients as floats: each is rounded, and those after it are fitted anew to what is left. */
export function fit(
  { f, from, to, weight, terms }: Fit,
  digits: 24 | 53,
): { coefficients: number[]; error: number } {
  const samples = Array.from({ length: points }, (_, i) => {
    const z = fixed(from + ((to - from) * (1 - Math.cos((Math.PI * (i + 0.5)) / points))) / 2);
    return { z, y: f(z), weight: weight(z) };
  });
  const round = (c: bigint): number => (digits === 24 ? Math.fround(toNumber(c)) : toNumber(c));
  const { c: whole } = remez(samples, 0, terms);
  const coefficients: number[] = [];
  for (let k = 0; k < terms; k++) {
    const rest = samples.map(({ z, y, weight: w }) => {
      return { z, y: y - polynomial(coefficients.map(fixed), z, 0), weight: w };
    });
    // On both sides of 0 the powers from k on alone are no basis with one best approximation.
    coefficients.push(round(from < 0 ? whole[k] : remez(rest, k, terms - k).c[0]));
  }
  const errors = samples.map(({ z, y, weight: w }) =>
    Math.abs(toNumber(mul(y - polynomial(coefficients.map(fixed), z, 0), w))),
  );
  return { coefficients, error: Math.max(...errors) };
}
