// How programs call reductions and contractions: over some axes, along a line, and with labels in any order.
import { sizeOf } from '@cotangent/tensor/extend';
import type { Choice, Draft, Production, Rule, Value } from './draft.ts';

const hasAxes = (draft: Draft, choice: Choice): Value | undefined =>
  draft.pick(choice, (x) => x.dtype === draft.dtype && x.shape.length > 0);

/** Some of the axes, at least one. */
function someAxes(choice: Choice, rank: number): number[] {
  const first = choice.below(rank);
  return choice.below(3) < 2 ? [first] : Array.from({ length: rank }, (_, axis) => axis);
}

/** Bounds of sums of up to `n` elements. */
const times = (n: number, x: Value): readonly [number, number] => [
  Math.min(x.low, 0) * n,
  Math.max(x.high, 0) * n,
];

const sum: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const axes = someAxes(choice, x.shape.length);
  const options = { keepDims: choice.below(2) === 1 };
  return draft.call('sum', [x], times(sizeOf(x.shape), x), axes, options);
};

const mean: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  return x && draft.call('mean', [x], [x.low, x.high], someAxes(choice, x.shape.length));
};

const extreme =
  (op: string): Production =>
  (draft, choice) => {
    const x = hasAxes(draft, choice);
    return x && draft.call(op, [x], [x.low, x.high], someAxes(choice, x.shape.length));
  };

const cumsum: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const axis = choice.below(x.shape.length);
  return draft.call('cumsum', [x], times(x.shape[axis], x), axis);
};

/** Products grow fast: of values within [-2, 2], and few of them. */
const prod: Production = (draft, choice) => {
  const picked = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.some((n) => n > 1 && n <= 4));
  if (picked === undefined) return undefined;
  const x = draft.within(picked, [-2, 2], choice);
  const axis = choice.of(...x.shape.flatMap((n, a) => (n <= 4 ? [a] : [])));
  const most = 2 ** x.shape[axis];
  return draft.call(choice.of('prod', 'cumprod'), [x], [-most, most], axis);
};

const letters = 'abcdefgh';

/** `einsum` of two values that share some axes of equal size: summed, or kept as batch axes. */
const contract: Production = (draft, choice) => {
  const x = draft.pick(choice);
  const y = draft.pick(choice);
  if (x === undefined || y === undefined) return undefined;
  const left = letters.slice(0, x.shape.length);
  const used = new Set<string>();
  let fresh = x.shape.length;
  let right = '';
  let out = '';
  let summed = 1;
  for (const n of y.shape) {
    const partner = [...left].find((label, axis) => x.shape[axis] === n && !used.has(label));
    if (partner === undefined || choice.below(3) === 2) {
      right += letters[fresh];
      out += letters[fresh++];
    } else {
      used.add(partner);
      right += partner;
      if (choice.below(4) === 3) out = partner + out;
      else summed *= n;
    }
  }
  const alone = [...left].filter((label) => !used.has(label)).join('');
  const labels = choice.below(2) === 0 ? alone + out : out + alone;
  const sizes = [...labels].map((l) => x.shape[left.indexOf(l)] ?? y.shape[right.indexOf(l)]);
  if (fresh > letters.length || !draft.fits(sizes) || sizeOf(sizes) * summed > draft.limits.maxWork) {
    return undefined;
  }
  const most = summed * Math.max(-x.low, x.high) * Math.max(-y.low, y.high);
  const equation = `${left},${right}->${labels}`;
  return draft.calls('einsum', [x, y], [equation, x.arg, y.arg], [-most, most])[0];
};

const matmul: Production = (draft, choice) => {
  const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.length === 2);
  if (x === undefined) return undefined;
  const [m, n] = x.shape;
  const y = draft.pick(choice, (v) => v.dtype === x.dtype && v.shape.length === 2 && v.shape[0] === n);
  if (y === undefined || !draft.fits([m, y.shape[1]])) return undefined;
  const most = n * Math.max(-x.low, x.high) * Math.max(-y.low, y.high);
  return draft.call('matmul', [x, y], [-most, most]);
};

const weigh = (exact: boolean, weight: number, ...all: readonly Production[]): Rule[] =>
  all.map((write) => ({ weight, exact, write }));

/** Productions of reductions and contractions. */
export const reductionRules: readonly Rule[] = [
  ...weigh(true, 1.5, sum, extreme('max'), extreme('min'), cumsum, matmul),
  ...weigh(true, 3, contract),
  ...weigh(false, 0.5, mean, prod),
];
