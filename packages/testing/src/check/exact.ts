// Functions affine in each coordinate, at integers: nothing is rounded, so differences are derivatives, exactly.
// Found out by trying: six steps along each coordinate, and not a single rounded value on the way.
import { drawCotangent, drawIntegers } from './draws.ts';
import type { Finding } from './finding.ts';
import {
  evaluate,
  forward,
  inner,
  moved,
  pulled,
  pushed,
  reverse,
  unit,
  watched,
  type Subject,
  type Vector,
} from './subject.ts';
import { alike } from './watch.ts';

/** What an exact comparison says. */
export interface Exact {
  readonly findings: readonly Finding[];
  readonly coordinates: number;
}

const steps = [1, -1, 2, -2, 3, 1 / 2];

/** Compares with zero tolerance; says why it could not, if the function is not affine in each coordinate. */
export function compareExactly(
  subject: Subject,
  coordinates: readonly number[],
  seed: number,
): Exact | string {
  const { inputs, outputs } = subject;
  if (evaluate(subject, subject.point).read) return 'its ops depend on values that JavaScript reads';
  const point = drawIntegers(seed, 'integers', inputs.size);
  const at: Subject = { ...subject, point };
  const found = slopes(at, coordinates);
  if (typeof found === 'string') return found;
  const back = reverse(at, point);
  const cotangents = ['a', 'b'].map((name) => {
    const u = outputs.size === 1 ? unit(1, 0) : drawCotangent(seed, `cotangent ${name}`, outputs.size);
    return { u, image: back(u) };
  });
  const findings = coordinates.flatMap((i, k): Finding[] => {
    const numeric = found[k];
    const tangent = forward(at, point, unit(inputs.size, i));
    const wrong = [...numeric.keys()].filter((e) => tangent[e] !== numeric[e]);
    if (wrong.length > 0) return wrong.map((e) => exactly('forward', i, e, tangent[e], numeric[e]));
    return cotangents.flatMap(({ u, image }) => {
      if (image[i] === inner(u, numeric).sum) return [];
      const e = [...numeric.keys()].find((k2) => back(unit(outputs.size, k2))[i] !== numeric[k2]);
      if (e === undefined) return [exactly('reverse', i, u, image[i], inner(u, numeric).sum)];
      return [exactly('reverse', i, e, back(unit(outputs.size, e))[i], numeric[e])];
    });
  });
  if (findings.length > 0 && !isExact(at, seed)) return 'its derivatives at integers are not exact';
  return { findings, coordinates: coordinates.length };
}

/** Whether nothing is rounded in derivatives of both modes either. */
function isExact(subject: Subject, seed: number): boolean {
  const { inputs, outputs, point } = subject;
  const ways = [
    pushed(subject, drawCotangent(seed, 'exact tangent', inputs.size)),
    pulled(subject, drawCotangent(seed, 'exact cotangent', outputs.size)),
  ];
  return ways.every((derivative) => watched(subject, point, derivative, { measure: true }).exact);
}

/** The slopes along each coordinate; a sentence instead where the function is not affine, or not exact. */
function slopes(subject: Subject, coordinates: readonly number[]): readonly Vector[] | string {
  const { inputs, point } = subject;
  const base = evaluate(subject, point, { measure: true });
  if (!base.exact) return 'its values at integers are not exact';
  const found: Vector[] = [];
  for (const i of coordinates) {
    const d = unit(inputs.size, i);
    let slope: Vector | undefined;
    for (const step of steps) {
      const run = evaluate(subject, moved(point, step, d), { held: base.stopped, measure: true });
      if (!run.exact) return 'its values at integers are not exact';
      if (!alike(base.decisions, run.decisions)) return 'it has kinks between integers';
      const rise = run.values.map((value, e) => value - base.values[e]);
      slope ??= rise;
      const straight = slope;
      if (rise.some((value, e) => value !== step * straight[e]))
        return 'its slope changes along a coordinate';
    }
    if (slope !== undefined) found.push(slope);
  }
  return found;
}

function exactly(
  mode: 'forward' | 'reverse',
  along: number,
  of: number | Vector,
  analytic: number,
  numeric: number,
): Finding {
  return { mode, along, of, analytic, numeric, left: numeric, right: numeric, step: 1, tolerance: 0 };
}
