// checkGradients: analytic derivatives of any function against differences that know their own error.
import { checkSubject, cotangentsOf, directionsOf, type Fail } from './checkSubject.ts';
import { GradientCheckError, type GradientFailure } from './error.ts';
import type { Finding } from './finding.ts';
import type { Bench } from './judge.ts';
import { compareSymmetry } from './modes.ts';
import { compareNarrow } from './narrow.ts';
import {
  takeOptions,
  type GradientCheckOptions,
  type GradientReport,
  type Settings,
  type Tally,
} from './options.ts';
import { programOf } from './program.ts';
import { remember } from './repeat.ts';
import type { Subject } from './subject.ts';
import { gradientOf, takeFunction } from './subjects.ts';

/**
 * Checks the derivatives of `f` at `args`, in reverse and forward mode, first and second order. Throws one
 * `GradientCheckError` that names the worst element and brings a program that shows it again.
 *
 * Arguments are trees; float leaves are differentiated in float64, and those given in float32 in float32 as well; all
 * others keep their values. `f` may return any tree; its float leaves are checked element by element, and in signed
 * random sums.
 * - Functions affine in each coordinate are compared at integers, where differences are exact: no tolerance.
 * - All others are compared with central differences, extrapolated to step 0. The tolerance is the differences' own
 *   estimate of their error (two extrapolations apart, plus measured rounding); it knows nothing of sizes.
 * - A kink is where `f` decides differently beside the point (masks, signs, winners, order). Steps shrink to keep off it;
 *   at the kink itself the slope must lie between the one-sided ones.
 * - What `stopGradient` holds is held still by the differences, too.
 * - In float32 the derivatives must be those of float64, up to what float32 was seen to round.
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
  const {
    seed = 0,
    order = 2,
    directions = 4,
    coordinates = 64,
    affine,
    absolute = 0,
    names = [],
  } = takeOptions(options);
  const settings: Settings = { seed, directions, coordinates, affine, absolute };
  const { subject, narrow, first } = takeFunction(f as (...args: never[]) => unknown, args, names);
  const tally: Tally = {
    directions: 0,
    discarded: 0,
    kinks: 0,
    exact: 0,
    comparisons: 0,
    undecided: 0,
    largestError: 0,
  };
  const about = (): string => programOf(f as (...args: never[]) => unknown, args, { ...options, seed });
  const repetition = remember(subject, first, cotangentsOf(subject, seed)[0]);
  const report = (failure: GradientFailure, sentence: string, on: Subject, finding?: Finding): never => {
    const where = finding && { subject: on, finding };
    throw new GradientCheckError({ failure, order: on.order, seed, sentence, program: about(), ...where });
  };
  const requireRepetition = (runs: number): void => {
    const difference = repetition.difference(runs);
    if (difference !== undefined) report('not deterministic', difference, subject);
  };
  const fail: Fail = (failure, sentence, on, finding) => {
    requireRepetition(suspicious);
    return report(failure, sentence, on, finding);
  };
  requireRepetition(1);
  const check = (wide: Subject, given: Subject | undefined): Bench => {
    const bench = checkSubject(wide, settings, tally, fail);
    if (given !== undefined) checkNarrow(bench, given, settings, tally, fail);
    return bench;
  };
  check(subject, narrow);
  if (order === 2) {
    const u = cotangentsOf(subject, seed)[0];
    const gradient = gradientOf(subject, u);
    const bench = check(gradient, narrow && gradientOf(narrow, u));
    const asymmetry = compareSymmetry(bench, subject.inputs.size, seed);
    if (asymmetry) fail('symmetry', 'the second derivatives are not symmetric', gradient, asymmetry);
  }
  requireRepetition(1);
  return tally;
}

/** How often a function is run again before its rules are blamed. */
const suspicious = 32;

/** The same in float32: against float64 or, where `f` is another function there, on its own. */
function checkNarrow(bench: Bench, narrow: Subject, settings: Settings, tally: Tally, fail: Fail): void {
  const outcome = compareNarrow(bench, narrow, directionsOf(bench.subject, settings).slice(0, 2));
  if (outcome.verdict === 'wrong') {
    fail('float32', 'the derivative in float32 is not the one in float64', bench.subject, outcome.finding);
  }
  if (outcome.verdict !== 'other' || narrow.order === 2) return;
  checkSubject(narrow, { ...settings, affine: false, lenient: true }, { ...tally }, fail);
}
