// Float32 beside float64: the same rules must give the same derivatives, up to what float32 rounds.
// How much that is, is measured: the float64 run is shaken as float32 would round it.
import { unitOf } from './draws.ts';
import type { Finding, Mode } from './finding.ts';
import { expectedOf, type Bench } from './judge.ts';
import { lineAlong, outputNoise } from './line.ts';
import { slopesOf } from './slopes.ts';
import { evaluate, pulled, pushed, reverse, unit, watched, type Subject, type Vector } from './subject.ts';
import { alike } from './watch.ts';

const shakes = 6;

/** What a function gives in both dtypes, and how far rounding may take them apart. */
interface Pair {
  readonly wide: Vector;
  readonly narrow: Vector;
  readonly bound: Vector;
  /** `same`: as decided in both; `rounding`: rounding may decide otherwise; `other`: float32 goes its own way. */
  readonly decisions: 'same' | 'rounding' | 'other';
}

type Of = (subject: Subject) => Subject['call'];

function pairOf(subject: Subject, narrow: Subject, of: Of): Pair {
  const { point } = subject;
  const still = watched(subject, point, of(subject), {});
  const given = watched(narrow, point, of(narrow), {});
  const largest = still.values.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 1);
  const spread = still.values.map(() => 0);
  let stable = true;
  for (let shake = 1; shake <= shakes; shake++) {
    const { values, decisions } = watched(subject, point, of(subject), { shake, narrow: true });
    stable &&= alike(still.decisions, decisions);
    values.forEach((value, e) => {
      const gap = Math.abs(value - still.values[e]);
      if (!(gap <= spread[e])) spread[e] = gap;
    });
  }
  const bound = still.values.map(
    (value, e) => 4 * spread[e] + 2 ** -20 * Math.abs(value) + 2 ** -126 * largest,
  );
  const same = alike(still.decisions, given.decisions);
  const decisions = !stable ? 'rounding' : same ? 'same' : 'other';
  return { wide: still.values, narrow: given.values, bound, decisions };
}

const largestNarrow = 3.4e38;

/** The elements that are further apart than rounding explains; what overflows in float32 alone is, too. */
function apart({ wide, narrow, bound }: Pair): number[] {
  return [...wide.keys()].filter((e) => {
    if (!Number.isFinite(wide[e]) || Math.abs(wide[e]) > largestNarrow || Number.isNaN(bound[e]))
      return false;
    return !(Math.abs(wide[e] - narrow[e]) <= bound[e]);
  });
}

/** What came of the comparison. */
export type Narrow =
  /** The derivatives agree, as far as float32 can tell. */
  | { readonly verdict: 'agree' }
  /** The function itself is another one in float32, so that it must be checked on its own. */
  | { readonly verdict: 'other' }
  | { readonly verdict: 'wrong'; readonly finding: Finding };

/** Compares the derivatives of a function with those of what it is in float32. */
export function compareNarrow(bench: Bench, narrow: Subject, directions: readonly Vector[]): Narrow {
  const { subject, cotangents } = bench;
  const values = pairOf(subject, narrow, ({ call }) => call);
  if (values.decisions === 'rounding') return { verdict: 'agree' };
  if (values.decisions === 'other' || apart(values).length > 0) return { verdict: 'other' };
  for (const { u } of cotangents) {
    const pair = pairOf(subject, narrow, (own) => pulled(own, u));
    const found = firstOf(pair, (i) => confirmed(bench, narrow, reverseFinding(bench, narrow, pair, i, u)));
    if (found) return { verdict: 'wrong', finding: found };
  }
  for (const d of directions) {
    const pair = pairOf(subject, narrow, (own) => pushed(own, d));
    const found = firstOf(pair, (e) => confirmed(bench, narrow, findingOf('forward', d, e, pair, e)));
    if (found) return { verdict: 'wrong', finding: found };
  }
  return { verdict: 'agree' };
}

/** What is found first among the elements that are apart. */
function firstOf(pair: Pair, find: (element: number) => Finding | undefined): Finding | undefined {
  if (pair.decisions === 'rounding') return undefined;
  for (const element of apart(pair).slice(0, 16)) {
    const found = find(element);
    if (found) return found;
  }
  return undefined;
}

function findingOf(mode: Mode, along: number | Vector, of: number | Vector, pair: Pair, at: number): Finding {
  const [analytic, numeric, tolerance] = [pair.narrow[at], pair.wide[at], pair.bound[at]];
  return { mode, along, of, analytic, numeric, left: NaN, right: NaN, step: 0, tolerance };
}

/** What is wrong along input `i`: of the output that is furthest off, among the first of them. */
function reverseFinding(
  { subject, pullback }: Bench,
  narrow: Subject,
  pair: Pair,
  i: number,
  u: Vector,
): Finding {
  const whole = findingOf('reverse', i, u, pair, i);
  const { size } = subject.outputs;
  const own = reverse(narrow, narrow.point);
  let most = 0;
  let found: Finding = whole;
  for (let e = 0; e < Math.min(size, 64); e++) {
    if (u[e] === 0) continue;
    const [analytic, numeric] = [own(unit(size, e))[i], pullback(unit(size, e))[i]];
    const gap = Math.abs(analytic - numeric);
    if (gap <= most) continue;
    most = gap;
    found = { ...whole, of: e, analytic, numeric, tolerance: whole.tolerance / Math.abs(u[e]) };
  }
  return found;
}

/** The finding, unless differences in float32 tell what float32 says, and not what float64 does. */
function confirmed({ absolute }: Bench, narrow: Subject, finding: Finding): Finding | undefined {
  const { along, of, analytic, numeric, tolerance } = finding;
  if (Math.abs(analytic - numeric) <= tolerance + absolute) return undefined;
  const single = typeof along === 'number';
  const d = single ? unit(narrow.inputs.size, along) : along;
  const size = single ? unitOf(narrow.point[along]) : 1;
  const base = evaluate(narrow, narrow.point);
  const slopes = slopesOf(lineAlong(narrow, base, outputNoise(narrow, base), d, size), absolute);
  if (slopes === undefined) return finding;
  const { low, high, tolerance: own, known } = expectedOf(slopes, of);
  const off = (value: number): number => Math.max(low - value, value - high);
  return known && off(analytic) <= own && off(numeric) > own ? undefined : finding;
}
