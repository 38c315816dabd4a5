// How programs call ops that only move values: axes, boxes, parts, windows and indices.
import { sizeOf } from '@cotangent/tensor/extend';
import type { Choice, Draft, Production, Rule, Value } from './draft.ts';

const hasAxes = (draft: Draft, choice: Choice): Value | undefined =>
  draft.pick(choice, (x) => x.dtype === draft.dtype && x.shape.length > 0);
const boundsOf = (x: Value): readonly [number, number] => [x.low, x.high];
const withZero = (x: Value): readonly [number, number] => [Math.min(x.low, 0), Math.max(x.high, 0)];

/** The axes of a shape in an order of choice. */
function shuffled(choice: Choice, rank: number): number[] {
  const left = Array.from({ length: rank }, (_, axis) => axis);
  return left.slice().map(() => left.splice(choice.below(left.length), 1)[0]);
}

const reshape: Production = (draft, choice) => {
  const x = draft.pick(choice);
  if (x === undefined) return undefined;
  const size = sizeOf(x.shape);
  const divisors = Array.from({ length: size }, (_, k) => k + 1).filter((n) => size % n === 0);
  const n = choice.of(...divisors);
  return draft.call('reshape', [x], boundsOf(x), choice.of([size], [n, size / n], [n, 1, size / n]));
};

const permute: Production = (draft, choice) => {
  const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.length > 1);
  return x && draft.call('permute', [x], boundsOf(x), shuffled(choice, x.shape.length));
};

const flip: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  return x && draft.call('flip', [x], boundsOf(x), choice.below(x.shape.length));
};

const broadcastTo: Production = (draft, choice) => {
  const x = draft.pick(choice);
  if (x === undefined) return undefined;
  const stretched = x.shape.map((n) => (n === 1 ? choice.of(2, 1, 3) : n));
  const shape = choice.below(2) === 0 ? [2, ...stretched] : stretched;
  return draft.fits(shape) ? draft.call('broadcastTo', [x], boundsOf(x), shape) : undefined;
};

const slice: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const starts = x.shape.map((n) => choice.below(n));
  const stops = x.shape.map((n, axis) => n - choice.below(n - starts[axis]));
  const steps = x.shape.map(() => choice.of(1, 2));
  return draft.call('slice', [x], boundsOf(x), starts, stops, steps);
};

const pad: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const cells = x.shape.map(() => [choice.below(2), choice.below(3)]);
  const value = choice.of(0, 1);
  const low = Math.min(x.low, value);
  const shape = x.shape.map((n, axis) => n + cells[axis][0] + cells[axis][1]);
  return draft.fits(shape) ? draft.call('pad', [x], [low, Math.max(x.high, value)], cells, value) : undefined;
};

const concat: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const axis = choice.below(x.shape.length);
  const alike = (v: Value): boolean =>
    v.dtype === x.dtype &&
    v.shape.length === x.shape.length &&
    v.shape.every((n, a) => a === axis || n === x.shape[a]) &&
    sizeOf(v.shape) + sizeOf(x.shape) <= draft.limits.maxSize;
  const y = draft.pick(choice, alike);
  if (y === undefined) return undefined;
  const bounds = [Math.min(x.low, y.low), Math.max(x.high, y.high)] as const;
  return draft.calls('concat', [x, y], [[x.arg, y.arg], axis], bounds)[0];
};

const split: Production = (draft, choice) => {
  const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.some((n) => n > 1));
  if (x === undefined) return undefined;
  const axis = choice.of(...x.shape.flatMap((n, a) => (n > 1 ? [a] : [])));
  const first = 1 + choice.below(x.shape[axis] - 1);
  return draft.calls('split', [x], [x.arg, [first, x.shape[axis] - first], axis], boundsOf(x));
};

const windows: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const axis = choice.below(x.shape.length);
  const n = x.shape[axis];
  const size = 1 + choice.below(Math.min(3, n));
  const dilation = size > 1 && 2 * (size - 1) < n ? choice.of(1, 2) : 1;
  const stride = choice.of(1, 2);
  const positions = Math.floor((n - dilation * (size - 1) - 1) / stride) + 1;
  if ((sizeOf(x.shape) / n) * positions * size > draft.limits.maxSize) return undefined;
  const options = { axes: [axis], size, stride, dilation };
  const parts = draft.call('windows', [x], boundsOf(x), options);
  if (choice.below(2) === 0) return parts;
  const bounds = withZero({ ...x, low: x.low * size, high: x.high * size });
  return draft.call('fold', [parts], bounds, { ...options, sizes: [n] });
};

/** Slices at indices that may repeat, read, or read and added back. */
const take: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const axis = choice.below(x.shape.length);
  const n = x.shape[axis];
  const places = Array.from({ length: 1 + choice.below(4) }, () => choice.below(n));
  if ((sizeOf(x.shape) / n) * places.length > draft.limits.maxSize) return undefined;
  const indices = draft.calls('tensor', [], [places, 'int32'], [0, n - 1])[0];
  return draft.call('take', [x, indices], boundsOf(x), axis);
};

const scatterAdd: Production = (draft, choice) => {
  const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.length === 1);
  if (x === undefined) return undefined;
  const [n] = x.shape;
  const places = Array.from({ length: n }, () => choice.below(n));
  const indices = draft.calls('tensor', [], [places, 'int32'], [0, n - 1])[0];
  const bounds = [Math.min(x.low, 0) * (n + 1), Math.max(x.high, 0) * (n + 1)] as const;
  return draft.call('scatterAdd', [x, indices, x], bounds);
};

/** Each line in ascending order, by the positions that sort it. */
const sorted: Production = (draft, choice) => {
  const x = hasAxes(draft, choice);
  if (x === undefined) return undefined;
  const axis = choice.below(x.shape.length);
  const order = draft.call('argsort', [x], [0, x.shape[axis] - 1], axis, {
    descending: choice.below(2) === 1,
  });
  return draft.call('gather', [x, order], boundsOf(x), axis);
};

const diagonal: Production = (draft, choice) => {
  const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.length > 1);
  return x && draft.call(choice.of('tril', 'triu'), [x], withZero(x));
};

/** Productions of ops that move values; they keep them as they are. */
export const movementRules: readonly Rule[] = [
  reshape,
  permute,
  flip,
  broadcastTo,
  slice,
  pad,
  concat,
  split,
  windows,
  take,
  scatterAdd,
  sorted,
  diagonal,
].map((write) => ({ weight: 1.5, exact: true, write }));
