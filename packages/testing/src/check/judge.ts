// The judge: analytic slopes along one direction, by both modes, against the numeric ones.
// A suspicion counts only if three different sequences of steps confirm it, if rounding cannot explain it, and if no
// smaller steps tell another slope, which is the analytic one.
import type { Finding } from './finding.ts';
import { lineAlong, noiseOf, type Line, type Noise } from './line.ts';
import type { Tally } from './options.ts';
import { slopesOf, type Slopes } from './slopes.ts';
import { forward, inner, pulled, pushed, unit, type Run, type Subject, type Vector } from './subject.ts';

/** What all directions of one check share. */
export interface Bench {
  readonly subject: Subject;
  readonly base: Run;
  readonly noise: Noise;
  readonly absolute: number;
  readonly pullback: (u: Vector) => Vector;
  /** Cotangents, each with what the pullback makes of it. */
  readonly cotangents: readonly { readonly u: Vector; readonly back: Vector }[];
  readonly tally: Tally;
}

/** A direction: the vector, what findings call it, and the natural unit of a step along it. */
export interface Direction {
  readonly d: Vector;
  readonly along: number | Vector;
  readonly unit: number;
}

/** First steps, in parts of the usual ones. */
const starts = [1, 3 / 16, 5 / 128];

/** How many rungs are left out when a suspicion is looked at more closely. */
const closer = [3, 7, 10];

/** The line with steps scaled, and without its first and its wide rungs. */
function closeUp(line: Line, scale: number, from = 0): Line {
  const rungs = from === 0 ? line.rungs : line.rungs.slice(from).filter(({ wide }) => !wide);
  return {
    ...line,
    rungs: rungs.map((rung) => ({ ...rung, step: rung.step * scale })),
  };
}

/** An analytic slope, where it comes from, and how far rounding may have taken it. */
interface Claim {
  readonly mode: 'forward' | 'reverse';
  /** An output, or the cotangent that the outputs are summed with. */
  readonly of: number | Vector;
  readonly analytic: number;
  readonly rounding: () => number;
  /** Whether another input has an infinite slope, which times 0 is NaN. */
  readonly pole: () => boolean;
}

/** An interval that a slope must lie in. */
export interface Expected {
  readonly low: number;
  readonly high: number;
  readonly tolerance: number;
  readonly known: boolean;
  readonly finite: () => boolean;
}

/** What the sum of the outputs with cotangent `u` must have for a slope. */
export function expectedOf(slopes: Slopes, of: number | Vector): Expected {
  if (typeof of === 'number') {
    const { low, high, tolerance, known, finite } = slopes;
    const [least, most] = [low[of], high[of]];
    return { low: least, high: most, tolerance: tolerance[of], known: known[of], finite: () => finite(of) };
  }
  const finite = (): boolean => of.every((weight, e) => weight === 0 || slopes.finite(e));
  const sum = { low: 0, high: 0, tolerance: 0, known: true, finite };
  for (let e = 0; e < of.length; e++) {
    if (of[e] === 0) continue;
    sum.low += of[e] * (of[e] > 0 ? slopes.low[e] : slopes.high[e]);
    sum.high += of[e] * (of[e] > 0 ? slopes.high[e] : slopes.low[e]);
    sum.tolerance += Math.abs(of[e]) * slopes.tolerance[e];
    sum.known &&= slopes.known[e];
  }
  return sum;
}

/** Beside slopes as large as this, infinity is not wrong: a rule may well overflow at their powers. */
const largest = 2 ** 256;

type Verdict = 'right' | 'wrong' | 'undecided';

function judge(
  { analytic, rounding, pole }: Claim,
  expected: Expected,
  slopes: Slopes,
  tally: Tally,
): Verdict {
  const { low, high, tolerance, known, finite } = expected;
  if (!Number.isFinite(analytic)) {
    const overflows = !(Math.max(Math.abs(low), Math.abs(high)) < largest) && !Number.isNaN(analytic);
    const wrong = Number.isNaN(analytic) ? finite() && !pole() : known && !overflows;
    return wrong ? 'wrong' : 'undecided';
  }
  if (!known) return 'undecided';
  const excess = Math.max(low - analytic, analytic - high, 0);
  const allowed = excess > tolerance ? tolerance + 4 * rounding() : tolerance;
  if (excess > allowed) return slopes.strict ? 'wrong' : 'undecided';
  if (allowed > 0) tally.largestError = Math.max(tally.largestError, excess / allowed);
  return 'right';
}

/** Everything that is wrong along a direction. */
export function judgeDirection(bench: Bench, direction: Direction): readonly Finding[] {
  const { subject, base, noise, absolute, tally } = bench;
  const { d } = direction;
  const line = lineAlong(subject, base, noise, d, direction.unit);
  let claims = claimsOf(bench, d);
  let findings: Finding[] = [];
  tally.directions++;
  for (const [round, start] of starts.entries()) {
    const slopes = slopesOf(closeUp(line, start), absolute);
    if (slopes === undefined) {
      tally.discarded += Number(round === 0);
      return [];
    }
    const verdicts = claims.map((claim) => judge(claim, expectedOf(slopes, claim.of), slopes, tally));
    if (round === 0) count(claims, verdicts, slopes, tally);
    claims = claims.filter((_, k) => verdicts[k] === 'wrong');
    if (claims.length === 0) return [];
    const last = round === starts.length - 1;
    if (last && claims.every(({ of }) => typeof of !== 'number')) {
      claims.push(...elementsOf(bench, d, slopes));
    }
    if (last) claims = withoutRefuted(line, claims, slopes, absolute);
    findings = claims.map((claim) => finding(direction, claim, slopes));
  }
  const single = findings.filter(({ of }) => typeof of === 'number');
  return single.length > 0 ? single : findings;
}

/** The claims but for those where smaller steps tell a slope that is not the one expected, but the one claimed. */
function withoutRefuted(line: Line, claims: Claim[], slopes: Slopes, absolute: number): Claim[] {
  let left = claims;
  const rungs = line.rungs.filter(({ wide }) => !wide).length;
  for (const from of closer) {
    if (left.length === 0 || from >= rungs) break;
    const close = slopesOf(closeUp(line, 3 / 4, from), absolute);
    if (close === undefined) continue;
    left = left.filter(({ of, analytic }) => {
      const [far, near] = [expectedOf(slopes, of), expectedOf(close, of)];
      const gap = Math.max(near.low - far.high, far.low - near.high);
      const agrees = Math.max(near.low - analytic, analytic - near.high) <= near.tolerance;
      return !(near.known && agrees && gap > near.tolerance + far.tolerance);
    });
  }
  return left;
}

function count(claims: readonly Claim[], verdicts: readonly Verdict[], slopes: Slopes, tally: Tally): void {
  const elements = verdicts.filter((_, k) => typeof claims[k].of === 'number');
  const undecided = elements.filter((verdict) => verdict === 'undecided').length;
  tally.comparisons += elements.length - undecided;
  tally.undecided += undecided;
  tally.discarded += Number(undecided === elements.length);
  tally.kinks += Number(slopes.kink);
}

/** The slopes that the two modes claim: of every output, and of sums of them. */
function claimsOf({ subject, cotangents, pullback }: Bench, d: Vector): Claim[] {
  const { point, outputs } = subject;
  const tangent = forward(subject, point, d);
  let noise: Vector | undefined;
  const shaky = (e: number): number => (noise ??= noiseOf(subject, pushed(subject, d)))[e];
  const elements = Array.from(tangent, (analytic, e): Claim => {
    const pole = (): boolean => pullback(unit(outputs.size, e)).some((slope) => Math.abs(slope) === Infinity);
    return { mode: 'forward', of: e, analytic, rounding: () => shaky(e), pole };
  });
  const sums = cotangents.map(({ u, back }): Claim => {
    const { sum, magnitude } = inner(back, d);
    const rounding = (): number =>
      2 ** -50 * magnitude + inner(noiseOf(subject, pulled(subject, u)), d.map(Math.abs)).sum;
    return { mode: 'reverse', of: u, analytic: sum, rounding, pole: () => false };
  });
  return [...elements, ...sums];
}

/** The single outputs that are wrong in reverse mode, among the first of them. */
function elementsOf({ pullback, tally }: Bench, d: Vector, slopes: Slopes): Claim[] {
  const { length } = slopes.low;
  const claims = Array.from({ length: Math.min(length, 256) }, (_, e): Claim => {
    const { sum } = inner(pullback(unit(length, e)), d);
    return { mode: 'reverse', of: e, analytic: sum, rounding: () => 0, pole: () => false };
  });
  return claims.filter((claim) => judge(claim, expectedOf(slopes, claim.of), slopes, tally) === 'wrong');
}

function finding({ along }: Direction, { mode, of, analytic }: Claim, slopes: Slopes): Finding {
  const { low, high, tolerance } = expectedOf(slopes, of);
  const step = typeof of === 'number' ? slopes.step[of] : Math.max(...slopes.step);
  const numeric = analytic < low ? low : high;
  const [left, right] = typeof of === 'number' ? slopes.sides(of) : [NaN, NaN];
  return { mode, along, of, analytic, numeric, left, right, step, tolerance };
}

/** A finding with all that is told about it: both modes, and at a smooth point the slopes from either side. */
export function completed(bench: Bench, found: Finding): Finding {
  const { subject, base, noise, pullback } = bench;
  const { along, of, step, analytic, mode, left } = found;
  const d = typeof along === 'number' ? unit(subject.inputs.size, along) : along;
  const u = typeof of === 'number' ? unit(subject.outputs.size, of) : of;
  const other =
    mode === 'forward' ? inner(pullback(u), d).sum : inner(u, forward(subject, subject.point, d)).sum;
  const same = Object.is(other, analytic) || Math.abs(other - analytic) <= 1e-9 * Math.abs(analytic);
  const told: Finding = { ...found, mode: same ? 'both' : mode };
  if (!Number.isNaN(left) || step === 0) return told;
  const { at } = lineAlong(subject, base, noise, d);
  const middle = inner(u, base.values).sum;
  const [right, from] = [step, -step].map((h) => (inner(u, at(h).values).sum - middle) / h);
  return { ...told, left: from, right };
}
