// Contractions at random: every role of an axis, layouts with transposes, flips, windows and gaps.
import fc from 'fast-check';
import type { Contraction, ContractionAxis } from './spec.ts';

type Role = 'rows' | 'columns' | 'batch' | 'sum' | 'sumA' | 'sumB' | 'sumNone' | 'broadcast' | 'windows';
const roles: Role[] = ['rows', 'columns', 'batch', 'sum', 'sumA', 'sumB', 'sumNone', 'broadcast', 'windows'];
const inA = new Set<Role>(['rows', 'batch', 'sum', 'sumA', 'windows']);
const inB = new Set<Role>(['columns', 'batch', 'sum', 'sumB']);
const summed = new Set<Role>(['sum', 'sumA', 'sumB', 'sumNone']);

interface Draft {
  readonly role: Role;
  readonly size: number;
  readonly keys: readonly number[];
  readonly flips: readonly boolean[];
  readonly gap: number;
}

const size = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 3, arbitrary: fc.constantFrom(4, 8, 12, 16, 17, 20, 24, 33) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 40, 100, 600) },
);
const draft: fc.Arbitrary<Draft> = fc.record({
  role: fc.constantFrom<Role>(...roles, 'rows', 'columns', 'sum', 'sum'),
  size,
  keys: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)),
  flips: fc.tuple(...([0, 1, 2] as const).map(() => fc.nat(5).map((n) => n === 0))),
  gap: fc.constantFrom(0, 0, 0, 1, 3),
});

/** Strides of a tensor whose axes lie in the order of their keys. */
function layout(drafts: readonly Draft[], has: (role: Role) => boolean, tensor: number): number[] {
  const strides = drafts.map(() => 0);
  const axes = drafts.map((one, k) => ({ one, k })).filter(({ one }) => has(one.role));
  axes.sort((x, y) => x.one.keys[tensor] - y.one.keys[tensor]);
  let next = 1;
  for (const { one, k } of axes) {
    strides[k] = one.flips[tensor] ? -next : next;
    next = next * Math.max(1, one.size) + one.gap;
  }
  return strides;
}

/** Any contraction of at most some hundred thousand products. */
export const anyContraction: fc.Arbitrary<Contraction> = fc
  .tuple(fc.array(draft, { maxLength: 6 }), fc.constantFrom('float32', 'float64', 'int32'))
  .filter(([drafts]) => drafts.reduce((n, one) => n * Math.max(1, one.size), 1) <= 300_000)
  .map(([drafts, dtype]) => {
    const a = layout(drafts, (role) => inA.has(role), 0);
    const b = layout(drafts, (role) => inB.has(role), 1);
    const out = layout(drafts, (role) => !summed.has(role), 2);
    // A window slides over a summed axis: both move a by the same stride.
    const host = drafts.findIndex(({ role }) => role === 'sum' || role === 'sumA');
    const axes = drafts.map(({ role, size: length }, k): ContractionAxis => ({
      size: length,
      a: role === 'windows' && host !== -1 ? a[host] * (1 + (k % 2)) : a[k],
      b: b[k],
      out: summed.has(role) ? null : out[k],
    }));
    return { dtype: dtype as Contraction['dtype'], axes };
  });

/** Up to two tensors that move with the output of a contraction, along some of its axes. */
export function anyOperands({ axes }: Contraction): fc.Arbitrary<number[][]> {
  const strides = axes.map(({ out }) => fc.constantFrom(...(out === null ? [0] : [0, out, 1, -2])));
  return fc.array(fc.tuple(...strides), { maxLength: 2 });
}
