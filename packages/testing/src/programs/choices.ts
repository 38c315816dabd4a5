// How programs call what has no derivative: comparisons, casts, indices, random bits, and stopGradient where it
// changes nothing. Their results always find their way back among the floats.
import { sizeOf } from '@cotangent/tensor/extend';
import { pair } from './elementwise.ts';
import type { Choice, Draft, Production, Rule, Value } from './draft.ts';

const hull = (x: Value, y: Value): readonly [number, number] => [
  Math.min(x.low, y.low),
  Math.max(x.high, y.high),
];

/** A mask: a comparison of two values. */
function compare(draft: Draft, choice: Choice, op: string): Value | undefined {
  const operands = pair(draft, choice);
  return operands && draft.call(op, operands, [0, 1]);
}

/** One of two values by a mask; the values fit the mask, and may be one number. */
function select(draft: Draft, choice: Choice, mask: Value): Value | undefined {
  const x = draft.pick(choice, (v) => v.dtype === draft.dtype && sameShape(v.shape, mask.shape));
  if (x === undefined) return draft.call('cast', [mask], [0, 1], draft.dtype);
  if (choice.below(3) === 2) return draft.calls('where', [mask, x], [mask.arg, 0, x.arg], hull(x, zero))[0];
  const y = draft.pick(choice, (v) => v.dtype === draft.dtype && sameShape(v.shape, mask.shape)) ?? x;
  return draft.call('where', [mask, x, y], hull(x, y));
}
const zero = { low: 0, high: 0 } as Value;
const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, axis) => n === b[axis]);

const comparison =
  (op: string): Production =>
  (draft, choice) => {
    const mask = compare(draft, choice, op);
    return mask && select(draft, choice, mask);
  };

/** Equality means something only where values repeat. */
const equality: Production = (draft, choice) => {
  const x = draft.pick(choice);
  const whole = x && draft.call('round', [x], [x.low - 1, x.high + 1]);
  const mask = whole && draft.call('equal', [whole], [0, 1], choice.of(0, 1));
  return mask && select(draft, choice, mask);
};

const logic =
  (op: string): Production =>
  (draft, choice) => {
    const x = compare(draft, choice, choice.of('less', 'lessEqual', 'greater'));
    if (x === undefined) return undefined;
    if (op === 'logicalNot') return select(draft, choice, draft.call(op, [x], [0, 1]));
    const y = draft.pick(choice, (v) => v.dtype === 'bool' && sameShape(v.shape, x.shape)) ?? x;
    return select(draft, choice, draft.call(op, [x, y], [0, 1]));
  };

/** A mask or whole numbers as floats, times a value. */
const castBack: Production = (draft, choice) => {
  const x = draft.pick(choice);
  if (x === undefined) return undefined;
  const source = choice.of('bool', 'int32');
  const [low, high] = source === 'bool' ? [0, 1] : [Math.trunc(x.low), Math.trunc(x.high)];
  const integers =
    source === 'bool'
      ? draft.call('greater', [x], [0, 1], choice.of(0, 1))
      : draft.call('cast', [x], [low, high], 'int32');
  const floats = draft.call('cast', [integers], [low, high], draft.dtype);
  const most = Math.max(-x.low, x.high) * Math.max(-low, high);
  return draft.call('mul', [x, floats], [-most, most]);
};

/** The position of a winner as a float. */
const winner =
  (op: string): Production =>
  (draft, choice) => {
    const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.length > 0);
    if (x === undefined) return undefined;
    const axis = choice.below(x.shape.length);
    const at = draft.call(op, [x], [0, x.shape[axis] - 1], axis);
    const floats = draft.call('cast', [at], [at.low, at.high], draft.dtype);
    return draft.call('add', [floats], [floats.low + 1, floats.high + 1], 1);
  };

/** 0, 1, 2, … added along the last axis. */
const count: Production = (draft, choice) => {
  const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.length > 0);
  if (x === undefined) return undefined;
  const n = x.shape[x.shape.length - 1];
  const range = draft.calls('arange', [], [n, draft.dtype], [0, n - 1])[0];
  return draft.call(
    choice.of('add', 'mul'),
    [x, range],
    [Math.min(x.low, 0) * Math.max(n, 1), Math.max(x.high, 0) * Math.max(n, 1) + n],
  );
};

/** Whole numbers from random bits, times a value. */
const noise: Production = (draft, choice) => {
  const x = draft.pick(choice);
  if (x === undefined) return undefined;
  const key = draft.calls('random.key', [], [choice.below(1000)], [0, 1])[0];
  const bits = draft.call('random.bits', [key], [-(2 ** 31), 2 ** 31], [...x.shape]);
  const small = draft.call('rem', [bits], [-2, 2], 3);
  const floats = draft.call('cast', [small], [-2, 2], draft.dtype);
  const most = 2 * Math.max(-x.low, x.high);
  return draft.call('mul', [x, floats], [-most, most]);
};

/** stopGradient of what is locally constant, times a value. */
const stopped: Production = (draft, choice) => {
  const x = draft.pick(choice);
  if (x === undefined) return undefined;
  const whole = draft.call(
    choice.of('floor', 'round', 'sign'),
    [x],
    [Math.min(Math.floor(x.low), -1), Math.max(Math.ceil(x.high), 1)],
  );
  const constant = draft.call('stopGradient', [whole], [whole.low, whole.high]);
  const most = Math.max(-x.low, x.high) * Math.max(-whole.low, whole.high);
  return draft.call('mul', [x, constant], [-most, most]);
};

/** What shifts by its largest element and stops the gradient there. */
const shifted =
  (op: string): Production =>
  (draft, choice) => {
    const x = draft.pick(choice, (v) => v.dtype === draft.dtype && v.shape.length > 0);
    if (x === undefined) return undefined;
    const axis = choice.below(x.shape.length);
    const most = Math.log(sizeOf(x.shape)) + x.high - x.low;
    const bounds = { softmax: [0, 1], logSoftmax: [-most, 0], logSumExp: [x.low, x.high + most] } as const;
    return draft.call(op, [x], bounds[op as keyof typeof bounds], axis);
  };

/** Productions of what decides, counts and draws. */
export const choiceRules: readonly Rule[] = [
  comparison('less'),
  comparison('lessEqual'),
  comparison('greaterEqual'),
  equality,
  logic('logicalAnd'),
  logic('logicalOr'),
  logic('logicalNot'),
  castBack,
  winner('argmax'),
  winner('argmin'),
  count,
  noise,
  stopped,
].map((write) => ({ weight: 1, exact: true, write }));

/** Productions of the softmax family. */
export const softmaxRules: readonly Rule[] = [
  shifted('softmax'),
  shifted('logSoftmax'),
  shifted('logSumExp'),
].map((write) => ({ weight: 0.5, exact: false, write }));
