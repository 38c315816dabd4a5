// checkGradients: analytic derivatives of any function against differences that know their own error.
import { drawCoordinates, drawVector, unitOf } from './draws.ts';
import { GradientCheckError, type GradientFailure } from './error.ts';
import { compareExactly, type Exact } from './exact.ts';
import { worst, type Finding } from './finding.ts';
import { judgeDirection, completed, type Bench } from './judge.ts';
import { outputNoise } from './line.ts';
import { compareModes, compareSymmetry } from './modes.ts';
import type { GradientCheckOptions, GradientReport, Settings, Tally } from './options.ts';
import { programOf } from './program.ts';
import { evaluate, reverse, unit, type Run, type Subject, type Vector } from './subject.ts';
import { gradientOf, runAsGiven, takeFunction } from './subjects.ts';

/** Throws the error of one check. */
type Fail = (failure: GradientFailure, sentence: string, subject: Subject, finding?: Finding) => never;

/**
 * Checks the derivatives of `f` at `args`, in reverse and forward mode, first and second order. Throws one
 * `GradientCheckError` that names the worst element and brings a program that shows it again.
 *
 * Arguments are trees; float leaves are differentiated in float64, whatever they are given in, all others keep their
 * values. `f` may return any tree; its float leaves are checked element by element, and in signed random sums.
 * - Functions affine in each coordinate are compared at integers, where differences are exact: no tolerance.
 * - All others are compared with central differences, extrapolated to step 0. The tolerance is the differences' own
 *   estimate of their error (two extrapolations apart, plus measured rounding); it knows nothing of sizes.
 * - A kink is where `f` decides differently beside the point (masks, signs, winners, order). Steps shrink to keep off it;
 *   at the kink itself the slope must lie between the one-sided ones.
 * - What `stopGradient` holds is held still by the differences, too.
 *
 * Also throws if `f` gives other bits when it is run again, and where nothing at all could be judged.
 * @example
 * checkGradients((x, w) => softmax(matmul(x, w)), [tensor([[1, -2]]), tensor([[0.5, 1], [2, -1]])]);
 */
export function checkGradients<A extends readonly unknown[]>(
  f: (...args: A) => unknown,
  args: readonly [...A],
  options: GradientCheckOptions = {},
): GradientReport {
  const { seed = 0, order = 2, directions = 4, coordinates = 64, affine, absolute = 0, names = [] } = options;
  const settings: Settings = { seed, directions, coordinates, affine, absolute };
  const { subject, leaves } = takeFunction(f as (...args: never[]) => unknown, args, names);
  const tally: Tally = {
    directions: 0,
    discarded: 0,
    kinks: 0,
    exact: 0,
    comparisons: 0,
    undecided: 0,
    largestError: 0,
  };
  const fail: Fail = (failure, sentence, about, finding) => {
    const program = programOf(f as (...args: never[]) => unknown, args, { ...options, seed });
    throw new GradientCheckError({
      failure,
      order: about.order,
      seed,
      sentence,
      program,
      ...(finding && { subject: about, finding }),
    });
  };
  requireDeterministic(subject, fail);
  if (leaves.some(({ dtype }) => dtype === 'float32')) runAsGiven(subject, leaves);
  checkSubject(subject, settings, tally, fail);
  if (order === 2) {
    const u = cotangentsOf(subject, seed)[0];
    const gradient = gradientOf(subject, u);
    const bench = checkSubject(gradient, settings, tally, fail);
    const asymmetry = compareSymmetry(bench, subject.inputs.size, seed);
    if (asymmetry) fail('symmetry', 'the second derivatives are not symmetric', gradient, asymmetry);
  }
  return tally;
}

/** Throws unless two runs give the same bits. */
function requireDeterministic(subject: Subject, fail: Fail): void {
  const [a, b] = [evaluate(subject, subject.point), evaluate(subject, subject.point)];
  if (!sameBits(a.values, b.values)) {
    fail('not deterministic', 'f is not deterministic: two runs gave different values', subject);
  }
  const u = cotangentsOf(subject, 0)[0];
  if (!sameBits(reverse(subject, subject.point)(u), reverse(subject, subject.point)(u))) {
    fail('not deterministic', 'the gradient is not deterministic: two runs gave different values', subject);
  }
}

function sameBits(a: Vector, b: Vector): boolean {
  return a.length === b.length && a.every((value, e) => Object.is(value, b[e]));
}

/** Signed random cotangents; for a single number it is 1, so that sums are the gradient itself. */
function cotangentsOf({ outputs }: Subject, seed: number): readonly Vector[] {
  if (outputs.size === 1) return [unit(1, 0)];
  return ['a', 'b', 'c'].map((name) => drawVector(seed, `cotangent ${name}`, outputs.size));
}

/** All checks of one function; throws at the first kind of failure. */
function checkSubject(subject: Subject, settings: Settings, tally: Tally, fail: Fail): Bench {
  const { seed, absolute } = settings;
  const { inputs, point } = subject;
  const chosen = drawCoordinates(seed, 'coordinates', inputs.size, settings.coordinates);
  checkExactly(subject, chosen, settings, tally, fail);
  const base: Run = evaluate(subject, point);
  const noise = outputNoise(subject, base);
  const pullback = reverse(subject, point);
  const cotangents = cotangentsOf(subject, seed).map((u) => ({ u, back: pullback(u) }));
  const own: Tally = { ...tally, directions: 0, discarded: 0, comparisons: 0, undecided: 0 };
  const bench: Bench = { subject, base, noise, absolute, pullback, cotangents, tally: own };

  const random = Array.from({ length: inputs.size > 0 ? settings.directions : 0 }, (_, k) =>
    drawVector(seed, `direction ${k}`, inputs.size).map((z, i) => z * unitOf(point[i])),
  );
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
    const further = [...pairs(kinked, inputs.size), ...random];
    found = worst(further.flatMap((d) => judgeDirection(bench, { d, along: d, unit: 1 })));
    if (found !== undefined && chosen.length < inputs.size) found = narrowed(inputs.size, along) ?? found;
  }
  if (found) {
    const sentence = 'the analytic derivative is not the numeric one';
    fail('mismatch', sentence, subject, completed(bench, found));
  }
  const disagreement = compareModes(bench, random);
  if (disagreement) fail('modes', 'forward and reverse mode disagree', subject, disagreement);
  if (own.directions > 0 && own.comparisons === 0 && subject.outputs.size > 0) {
    fail('inconclusive', inconclusive(base), subject);
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
function pairs(kinked: readonly number[], size: number): Vector[] {
  const found = kinked.flatMap((i, k) =>
    kinked.slice(k + 1).map((j) => unit(size, i).map((value, at) => (at === j ? 1 : value))),
  );
  return found.slice(0, 64);
}

/** Where a random direction found something, the coordinate that is to blame, among the first of them. */
function narrowed(size: number, along: (i: number) => readonly Finding[]): Finding | undefined {
  return worst(Array.from({ length: Math.min(size, 512) }, (_, i) => i).flatMap(along));
}

function inconclusive({ values }: Run): string {
  const finite = values.some((value) => Number.isFinite(value));
  const why = finite
    ? 'kinks, poles or rounding are too near in every direction'
    : 'its values are not finite at this point';
  return `nothing could be judged, ${why}; choose other arguments`;
}

/** The comparison with zero tolerance, where it is possible. */
function checkExactly(
  subject: Subject,
  chosen: readonly number[],
  { affine, seed }: Settings,
  tally: Tally,
  fail: Fail,
): void {
  if (affine === false || chosen.length === 0 || subject.outputs.size === 0) return;
  const outcome = attempt(() => compareExactly(subject, chosen, seed));
  if (typeof outcome === 'string') {
    if (affine === true && subject.order === 1) {
      fail('not affine', `f is not affine in each coordinate: ${outcome}`, subject);
    }
    return;
  }
  tally.exact += outcome.coordinates;
  const found = worst(outcome.findings);
  if (found) fail('mismatch', 'the analytic derivative is not the exact one', subject, found);
}

/** A function may refuse integers altogether. */
function attempt(f: () => Exact | string): Exact | string {
  try {
    return f();
  } catch (error) {
    return `it throws at integers (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`;
  }
}
