// All checks of one function, whether it is the one under test, its gradient, or what it is in float32.
import { drawCoordinates, drawVector, naturalOf, unitOf } from './draws.ts';
import type { GradientFailure } from './error.ts';
import { compareExactly, type Exact } from './exact.ts';
import { worst, type Finding } from './finding.ts';
import { whyInconclusive } from './inconclusive.ts';
import { completed, judgeDirection, type Bench } from './judge.ts';
import { outputNoise } from './line.ts';
import { compareModes } from './modes.ts';
import type { Settings, Tally } from './options.ts';
import { evaluate, reverse, unit, type Run, type Subject, type Vector } from './subject.ts';

/** Throws the error of one check. */
export type Fail = (failure: GradientFailure, sentence: string, subject: Subject, finding?: Finding) => never;

/** Signed random cotangents; for a single number it is 1, so that sums are the gradient itself. */
export function cotangentsOf({ outputs }: Subject, seed: number): readonly Vector[] {
  if (outputs.size === 1) return [unit(1, 0)];
  return ['a', 'b', 'c'].map((name) => drawVector(seed, `cotangent ${name}`, outputs.size));
}

/** Signed random directions; in every other one the parts are as small as the inputs. */
export function directionsOf({ inputs, point }: Subject, { seed, directions }: Settings): readonly Vector[] {
  return Array.from({ length: inputs.size > 0 ? directions : 0 }, (_, k) => {
    const size = k % 2 === 0 ? unitOf : naturalOf;
    return drawVector(seed, `direction ${k}`, inputs.size).map((z, i) => z * size(point[i]));
  });
}

/** All checks of one function; throws at the first kind of failure. */
export function checkSubject(subject: Subject, settings: Settings, tally: Tally, fail: Fail): Bench {
  const { seed, absolute } = settings;
  const { inputs, point } = subject;
  const chosen = drawCoordinates(seed, 'coordinates', inputs.size, settings.coordinates);
  const exact = checkExactly(subject, chosen, settings, tally, fail);
  const base: Run = evaluate(subject, point);
  const noise = outputNoise(subject, base);
  const pullback = reverse(subject, point);
  const cotangents = cotangentsOf(subject, seed).map((u) => ({ u, back: pullback(u) }));
  const own: Tally = { ...tally, directions: 0, discarded: 0, comparisons: 0, undecided: 0 };
  const bench: Bench = { subject, base, noise, absolute, pullback, cotangents, tally: own };

  const random = directionsOf(subject, settings);
  const along = (i: number): readonly Finding[] =>
    judgeDirection(bench, { d: unit(inputs.size, i), along: i, unit: unitOf(point[i]) });
  const kinked: number[] = [];
  const findings = chosen.flatMap((i) => {
    const before = own.kinks;
    const wrong = along(i);
    if (own.kinks > before) kinked.push(i);
    return wrong;
  });
  let found = worst(findings);
  if (found === undefined) {
    const further = [...pairs(kinked, point), ...random];
    found = worst(further.flatMap((d) => judgeDirection(bench, { d, along: d, unit: 1 })));
    if (found !== undefined && chosen.length < inputs.size) found = narrowed(inputs.size, along) ?? found;
  }
  if (found) {
    const sentence = 'the analytic derivative is not the numeric one';
    fail('mismatch', sentence, subject, completed(bench, found));
  }
  const disagreement = compareModes(bench, random);
  if (disagreement) fail('modes', 'forward and reverse mode disagree', subject, disagreement);
  const judged = own.comparisons + exact > 0 || own.directions === 0 || subject.outputs.size === 0;
  if (!judged && settings.lenient !== true) {
    fail('inconclusive', whyInconclusive(bench), subject);
  }
  tally.directions += own.directions;
  tally.discarded += own.discarded;
  tally.comparisons += own.comparisons;
  tally.undecided += own.undecided;
  tally.kinks = own.kinks;
  tally.largestError = own.largestError;
  return bench;
}

/**
 * Two coordinates with kinks moved together, for the first pairs of them: a tie stays a tie then, so that a rule which
 * gives both sides the whole cotangent shows.
 */
function pairs(kinked: readonly number[], point: Vector): Vector[] {
  const found = kinked.flatMap((i, k) =>
    kinked.slice(k + 1).map((j) => {
      const size = Math.max(unitOf(point[i]), unitOf(point[j]));
      return point.map((_, at) => (at === i || at === j ? size : 0));
    }),
  );
  return found.slice(0, 64);
}

/** Where a random direction found something, the coordinate that is to blame, among the first of them. */
function narrowed(size: number, along: (i: number) => readonly Finding[]): Finding | undefined {
  return worst(Array.from({ length: Math.min(size, 512) }, (_, i) => i).flatMap(along));
}

/** The comparison with zero tolerance, where it is possible; in how many coordinates it was. */
function checkExactly(
  subject: Subject,
  chosen: readonly number[],
  { affine, seed }: Settings,
  tally: Tally,
  fail: Fail,
): number {
  if (affine === false || chosen.length === 0 || subject.outputs.size === 0) return 0;
  const outcome = attempt(() => compareExactly(subject, chosen, seed));
  if (typeof outcome === 'string') {
    if (affine === true && subject.order === 1) {
      fail('not affine', `f is not affine in each coordinate: ${outcome}`, subject);
    }
    return 0;
  }
  tally.exact += outcome.coordinates;
  const found = worst(outcome.findings);
  if (found) fail('mismatch', 'the analytic derivative is not the exact one', subject, found);
  return outcome.coordinates;
}

/** A function may refuse integers altogether. */
function attempt(f: () => Exact | string): Exact | string {
  try {
    return f();
  } catch (error) {
    return `it throws at integers (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`;
  }
}
