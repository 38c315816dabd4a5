// A straight line through the point: the function along it, and how much of its values is rounding.
import type { Tensor } from '@cotangent/tensor';
import { evaluate, moved, type Run, type Subject, type Vector } from './subject.ts';
import { differences } from './watch.ts';

/** What the differences along one direction are taken of. */
export interface Line {
  readonly at: (t: number) => Run;
  /** The run at t = 0. */
  readonly base: Run;
  /** For each output, how far its values may be off. */
  readonly noise: Vector;
  /** The first step. */
  readonly step: number;
}

/** The line from `x` along `d`; `unit` is the natural size of a step. */
export function lineAlong(subject: Subject, base: Run, noise: Vector, d: Vector, unit = 1): Line {
  const held: readonly Tensor[] = base.stopped;
  const at = (t: number): Run => evaluate(subject, moved(subject.point, t, d), held);
  return { at, base, noise, step: unit * (base.coarse ? 2 ** -3 : 2 ** -6) };
}

/** `(4!)² / 8!`: what the square of a fourth difference of rounding errors has to be multiplied by. */
const fourth = 1 / 70;
const points = 7;
const spacing = 2 ** -20;

/** Points close to `x` along `d`, on one side of it. */
function nearby(x: Vector, d: Vector, side: number): Vector[] {
  return Array.from({ length: points }, (_, k) => moved(x, side * spacing * (k + 1), d));
}

/**
 * The rounding errors of each element of vectors at evenly spaced points: in fourth differences nothing else is left.
 *
 * Source: Moré and Wild, "Estimating computational noise", 2011.
 */
function noiseIn(vectors: readonly Vector[]): Vector {
  return vectors[0].map((_, e) => {
    let table = vectors.map((values) => values[e]);
    for (let order = 0; order < 4; order++) table = table.slice(1).map((value, k) => value - table[k]);
    const squares = table.reduce((sum, value) => sum + value * value, 0);
    const noise = 2 * Math.sqrt((fourth * squares) / table.length);
    return Number.isFinite(noise) ? noise : 0;
  });
}

/** How far the outputs may be off by rounding, measured; at least by an ulp. */
export function measureNoise(subject: Subject, base: Run, d: Vector): Vector {
  const ulp = base.coarse ? 2 ** -23 : 2 ** -52;
  const least = base.values.map((value) => ulp * Math.abs(value));
  for (const side of [1, -1]) {
    const runs = nearby(subject.point, d, side).map((x) => evaluate(subject, x, base.stopped));
    if (runs.some(({ decisions }) => differences(runs[0].decisions, decisions) > 0)) continue;
    const noise = noiseIn(runs.map(({ values }) => values));
    return least.map((value, e) => Math.max(value, noise[e]));
  }
  return least;
}

/** How far analytic derivatives, `of` the point, may be off by rounding: what both sides of the point agree on. */
export function analyticNoise({ point }: Subject, d: Vector, of: (x: Vector) => Vector): Vector {
  const [right, left] = [1, -1].map((side) => noiseIn(nearby(point, d, side).map(of)));
  return right.map((value, e) => Math.min(value, left[e]));
}
