// A straight line through the point: the function along it, and how much of its values is rounding.
import type { Tensor } from '@cotangent/tensor';
import { unitOf } from './draws.ts';
import { evaluate, moved, watched, type Run, type Subject, type Vector } from './subject.ts';
import { alike } from './watch.ts';

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
  const at = (t: number): Run => evaluate(subject, moved(subject.point, t, d), { held });
  return { at, base, noise, step: unit * (base.coarse ? 2 ** -3 : 2 ** -6) };
}

const shakes = 4;

/** How far rounding may have taken what `f` gives at the point: as far as shaking takes it without other decisions. */
export function noiseOf(subject: Subject, f: Subject['call'], held?: readonly Tensor[]): Vector {
  const manner = held && { held };
  const still = watched(subject, subject.point, f, { ...manner });
  const noise = still.values.map(() => 0);
  for (let shake = 1; shake <= shakes; shake++) {
    const { values, decisions } = watched(subject, subject.point, f, { ...manner, shake });
    if (!alike(still.decisions, decisions)) continue;
    values.forEach((value, e) => {
      const gap = 2 * Math.abs(value - still.values[e]);
      if (gap > noise[e]) noise[e] = gap;
    });
  }
  return noise;
}

/**
 * How far the outputs may be off by rounding, at the point and beside it; at least by an ulp. At zeros and ties nothing
 * may be rounded that is rounded all around them.
 */
export function outputNoise(subject: Subject, { values, coarse, stopped }: Run): Vector {
  const ulp = coarse ? 2 ** -23 : 2 ** -52;
  const aside = subject.point.map((x, i) => x + unitOf(x) * 2 ** -9 * (1 + (i % 7) / 8));
  const noise = noiseOf(subject, subject.call, stopped);
  const beside = noiseOf({ ...subject, point: aside }, subject.call, stopped);
  return values.map((value, e) => Math.max(ulp * Math.abs(value), noise[e], beside[e] || 0));
}
