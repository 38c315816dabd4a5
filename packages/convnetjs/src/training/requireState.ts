// Whether a state is one that a trainer can go on from. It is asked before anything is taken over, so that a trainer stays
// as it was where a state is refused.
import { isTensor, type Tensor } from '@cotangent/tensor';
import { show, showSpec } from '@cotangent/tensor/extend';
import { integer, refuse, refuseAs } from '../base/errors.ts';
import { hyperOf, methods, type HyperParameters } from './options.ts';
import type { TrainerState } from './state.ts';

/** Throws unless `given` is a state as `own`, for the same network and method, whose numbers a trainer may have. */
export function requireLike(op: string, given: unknown, own: TrainerState): asserts given is TrainerState {
  if (typeof given !== 'object' || given === null || isTensor(given)) {
    refuse(op, rule, 'state', given, 'what save of such a trainer returned');
  }
  const { pending: there = undefined, ...state } = given as Partial<TrainerState>;
  const { pending: _, ...like } = own;
  requireLeaves(op, state, like, '');
  requireLeaves(op, there, isEmpty(there) ? {} : own.params, 'pending');
  const { method, k, updates } = state as TrainerState;
  if (method.item() !== own.method.item()) {
    refuse(op, rule, 'method', nameOf(method), `'${nameOf(own.method)}', as the trainer has it`);
  }
  integer(op, 'k', k.item(), 0);
  integer(op, 'updates', updates.item(), 0);
  const numbers = hyperIn(state as TrainerState);
  hyperOf(op, numbers, numbers);
}

const rule = 'the state is one of the same network and method';

function nameOf(method: Tensor): string {
  return methods[Number(method.item())] ?? 'unknown';
}

function isEmpty(x: unknown): boolean {
  return typeof x === 'object' && x !== null && Object.keys(x).length === 0;
}

/** Throws unless `given` is a tree as `own`, leaves of the same shapes and dtypes included. */
function requireLeaves(op: string, given: unknown, own: unknown, path: string): void {
  const fail = (expected: string): never =>
    refuseAs(op, rule, path, isTensor(given) ? showSpec(given) : show(given), expected);
  if (isTensor(own)) {
    if (!isTensor(given) || showSpec(given) !== showSpec(own)) fail(showSpec(own));
    return;
  }
  if (typeof given !== 'object' || given === null || isTensor(given)) fail('an object of tensors');
  const [there, here] = [given, own] as readonly Readonly<Record<string, unknown>>[];
  for (const name of new Set([...Object.keys(here), ...Object.keys(there)])) {
    const inner = path === '' ? name : `${path}.${name}`;
    if (Object.hasOwn(here, name)) requireLeaves(op, there[name], here[name], inner);
    else refuse(op, rule, inner, there[name], `no ${inner}, as the trainer has none`);
  }
}

/** The hyper-parameters of a state as numbers. */
export function hyperIn({ hyper }: TrainerState): HyperParameters {
  const entries = Object.entries(hyper).map(([name, x]) => [name, written(x)]);
  return Object.fromEntries(entries) as HyperParameters;
}

/** The number that a float32 or float64 scalar was made from: 0.01 rather than 0.009999999776482582. */
function written(x: Tensor): number {
  const value = Number(x.item());
  if (x.dtype !== 'float32') return value;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
