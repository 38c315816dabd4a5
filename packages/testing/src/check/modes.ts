// What needs no differences: forward against reverse mode by inner products, and the symmetry of second derivatives.
import { drawVector } from './draws.ts';
import type { Finding } from './finding.ts';
import type { Bench } from './judge.ts';
import { analyticNoise } from './line.ts';
import { forward, inner, reverse, unit, type Vector } from './subject.ts';

/** Two values that must be one, with how far rounding may take them apart. */
interface Pair {
  readonly of: (x: Vector) => Vector;
  readonly magnitude: number;
}

/** Whether the two elements of `of(point)` agree: relative to the magnitude of their terms, or within measured rounding. */
function agree({ subject, base }: Bench, { of, magnitude }: Pair, d: Vector): boolean {
  const [a, b] = of(subject.point);
  if (!Number.isFinite(a) && !Number.isFinite(b)) return true;
  const gap = Math.abs(a - b);
  if (gap <= (base.coarse ? 1e-4 : 1e-10) * magnitude) return true;
  const [p, q] = analyticNoise(subject, d, of);
  return gap <= 16 * (p + q);
}

/** `⟨u, J d⟩ = ⟨Jᵀ u, d⟩` along each direction; the first that disagrees. */
export function compareModes(bench: Bench, directions: readonly Vector[]): Finding | undefined {
  const { subject, cotangents } = bench;
  for (const d of directions) {
    const tangent = forward(subject, subject.point, d);
    for (const { u, back } of cotangents) {
      const [pushed, pulled] = [inner(u, tangent), inner(back, d)];
      const magnitude = pushed.magnitude + pulled.magnitude;
      const of = (x: Vector): Vector =>
        Float64Array.of(inner(u, forward(subject, x, d)).sum, inner(reverse(subject, x)(u), d).sum);
      if (agree(bench, { of, magnitude }, d)) continue;
      return narrowed(bench) ?? apart(pulled.sum, pushed.sum, d, u);
    }
  }
  return undefined;
}

/** The single element in which the modes differ most, among the first of them. */
function narrowed({ subject, pullback }: Bench): Finding | undefined {
  const { inputs, outputs, point } = subject;
  const [rows, columns] = [outputs, inputs].map(({ size }) => Math.min(size, 64));
  const backs = Array.from({ length: rows }, (_, e) => pullback(unit(outputs.size, e)));
  let found: Finding | undefined;
  let most = 0;
  for (let i = 0; i < columns; i++) {
    const tangent = forward(subject, point, unit(inputs.size, i));
    backs.forEach((back, e) => {
      const gap = Math.abs(back[i] - tangent[e]);
      if (gap <= most) return;
      most = gap;
      found = apart(back[i], tangent[e], i, e);
    });
  }
  return found;
}

function apart(analytic: number, numeric: number, along: number | Vector, of: number | Vector): Finding {
  return { mode: 'reverse', along, of, analytic, numeric, left: NaN, right: NaN, step: 0, tolerance: 0 };
}

/** `⟨v, H w⟩ = ⟨w, H v⟩` for the second derivatives by the first `size` inputs. */
export function compareSymmetry(bench: Bench, size: number, seed: number): Finding | undefined {
  const { subject } = bench;
  if (size === 0) return undefined;
  const [v, w] = ['v', 'w'].map((name) => {
    const d = new Float64Array(subject.inputs.size);
    d.set(drawVector(seed, `symmetry ${name}`, size));
    return d;
  });
  const [head, tail] = [v.slice(0, size), w.slice(0, size)];
  const [a, b] = [
    inner(head, forward(subject, subject.point, w)),
    inner(tail, forward(subject, subject.point, v)),
  ];
  const of = (x: Vector): Vector =>
    Float64Array.of(inner(head, forward(subject, x, w)).sum, inner(tail, forward(subject, x, v)).sum);
  if (agree(bench, { of, magnitude: a.magnitude + b.magnitude }, w)) return undefined;
  return apart(a.sum, b.sum, w, head);
}
