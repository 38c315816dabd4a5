// A straight line through the point: the function along it, the steps to try, and how much of its values is rounding.
import type { Tensor } from '@cotangent/tensor';
import { naturalOf, unitOf } from './draws.ts';
import { evaluate, moved, watched, type Run, type Subject, type Vector } from './subject.ts';
import { alike, type Manner } from './watch.ts';

/** A size of steps to begin with, halved a few times from there. */
export interface Rung {
  readonly step: number;
  /** For each output, how far its values may be off. */
  readonly noise: () => Vector;
  /** Whether it is there for the sake of rounding: too wide for functions that bend. */
  readonly wide: boolean;
}

/** What the differences along one direction are taken of. */
export interface Line {
  readonly at: (t: number) => Run;
  /** The run at t = 0. */
  readonly base: Run;
  /** Steps from the usual ones down to those that fit the smallest input; last the wide ones. */
  readonly rungs: readonly Rung[];
}

/** How far the outputs may be off by rounding: for steps of the usual size, and for steps as small as the inputs. */
export interface Noise {
  readonly usual: Vector;
  readonly small: () => Vector;
}

/** The line from `x` along `d`; `unit` is the natural size of a step. */
export function lineAlong(subject: Subject, base: Run, noise: Noise, d: Vector, unit = 1): Line {
  const { point } = subject;
  const held: readonly Tensor[] = base.stopped;
  const at = (t: number): Run => evaluate(subject, moved(point, t, d), { held });
  const first = unit * (base.coarse ? 2 ** -3 : 2 ** -6);
  const rungs: Rung[] = [];
  const add = (step: number, wide = false): void => {
    const small = step < first * 2 ** -10;
    rungs.push({ step, wide, noise: () => (small ? noise.small() : noise.usual) });
  };
  const last = base.coarse ? 3 : 7;
  for (let k = 0; k <= last; k++) add(first * 2 ** (-5 * k));
  for (const own of naturalsAlong(point, d)) {
    for (const k of [6, 11, 16, 21]) {
      const step = own * 2 ** -k;
      if (step < (rungs.at(-1) as Rung).step / 2) add(step);
    }
  }
  // A loop in JavaScript may never end far from the point.
  if (!base.read) for (const k of [8, 14]) add(first * 2 ** k, true);
  return { at, base, rungs };
}

/** The steps that are as large as the inputs they change, and as the smallest of all inputs; the larger one first. */
function naturalsAlong(point: Vector, d: Vector): readonly number[] {
  let [own, least] = [Infinity, Infinity];
  point.forEach((x, i) => {
    if (x === 0 || !Number.isFinite(x)) return;
    const natural = naturalOf(x);
    least = Math.min(least, natural);
    if (d[i] !== 0) own = Math.min(own, natural / Math.abs(d[i]));
  });
  return [...new Set([own, least])].filter(Number.isFinite).toSorted((a, b) => b - a);
}

const shakes = 4;

/** How far rounding may have taken what `f` gives at the point: as far as shaking takes it without other decisions. */
export function noiseOf(subject: Subject, f: Subject['call'], held?: readonly Tensor[]): Vector {
  const manner: Manner = held === undefined ? {} : { held };
  const still = watched(subject, subject.point, f, manner);
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
export function outputNoise(subject: Subject, { values, coarse, stopped }: Run): Noise {
  const [ulp, least] = coarse ? [2 ** -23, 2 ** -149] : [2 ** -52, Number.MIN_VALUE];
  const here = noiseOf(subject, subject.call, stopped);
  const around = (unit: (x: number) => number): Vector => {
    const aside = subject.point.map((x, i) => x + unit(x) * 2 ** -9 * (1 + (i % 7) / 8));
    const beside = noiseOf({ ...subject, point: aside }, subject.call, stopped);
    return values.map((value, e) => Math.max(ulp * Math.abs(value), here[e], beside[e] || 0, least));
  };
  let small: Vector | undefined;
  return { usual: around(unitOf), small: () => (small ??= around(naturalOf)) };
}
