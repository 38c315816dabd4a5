// What needs no differences: forward against reverse mode by inner products, and the symmetry of second derivatives.
import { drawVector } from './draws.ts';
import type { Finding } from './finding.ts';
import type { Bench } from './judge.ts';
import { noiseOf } from './line.ts';
import { forward, inner, pulled, pushed, unit, type Vector } from './subject.ts';

type Sum = ReturnType<typeof inner>;

/**
 * Whether two sums are one: up to a small part of the magnitude of their terms, or within what rounding does to them.
 */
function agree({ base }: Bench, a: Sum, b: Sum, rounding: () => number): boolean {
  if (!Number.isFinite(a.sum) && !Number.isFinite(b.sum)) return true;
  const gap = Math.abs(a.sum - b.sum);
  return gap <= (base.coarse ? 1e-4 : 1e-10) * (a.magnitude + b.magnitude) || gap <= 4 * rounding();
}

/** `⟨u, J d⟩ = ⟨Jᵀ u, d⟩` along each direction; the first that disagrees. */
export function compareModes(bench: Bench, directions: readonly Vector[]): Finding | undefined {
  const { subject, cotangents } = bench;
  for (const d of directions) {
    const tangent = forward(subject, subject.point, d);
    for (const { u, back } of cotangents) {
      const [a, b] = [inner(back, d), inner(u, tangent)];
      const rounding = (): number =>
        inner(noiseOf(subject, pulled(subject, u)), d.map(Math.abs)).sum +
        inner(noiseOf(subject, pushed(subject, d)), u.map(Math.abs)).sum;
      if (agree(bench, a, b, rounding)) continue;
      return narrowed(bench) ?? apart(a.sum, b.sum, d, u);
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
  const rounding = (): number =>
    inner(head.map(Math.abs), noiseOf(subject, pushed(subject, w))).sum +
    inner(tail.map(Math.abs), noiseOf(subject, pushed(subject, v))).sum;
  if (agree(bench, a, b, rounding)) return undefined;
  return apart(a.sum, b.sum, w, head);
}
