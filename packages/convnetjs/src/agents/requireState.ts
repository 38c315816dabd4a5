// Whether the state of a brain or a search is one of its own kind. States go through JSON and other people's hands; what is
// not whole is refused before anything is made of it.
import { isTensor } from '@cotangent/tensor';
import { show, showSpec } from '@cotangent/tensor/extend';
import { refuse } from '../base/errors.ts';
import { requireLike } from '../training/requireState.ts';
import type { BrainSettings } from './brainOptions.ts';
import type { BrainState } from './brainState.ts';
import type { MagicState } from './magicState.ts';

/** Throws unless `given` has all that `like` has, each of the same kind. */
function requireKinds<S extends object>(op: string, given: unknown, like: S): asserts given is S {
  if (typeof given !== 'object' || given === null)
    refuse(op, whole, 'state', given, 'a state, as it was saved');
  const there = given as Readonly<Record<string, unknown>>;
  for (const [name, own] of Object.entries(like)) {
    if (kindOf(there[name]) !== kindOf(own)) refuse(op, whole, `state.${name}`, there[name], kindOf(own));
  }
}

const whole = 'a state is whole';

function kindOf(x: unknown): string {
  if (isTensor(x)) return showSpec(x);
  if (Array.isArray(x)) return 'a list';
  return x === null || typeof x === 'object' ? 'an object' : `a ${typeof x}`;
}

/** Throws unless `given` is a state of the brain that starts as `start`. */
export function requireBrain(
  op: string,
  given: unknown,
  start: BrainState,
  { states, actions, inputs }: BrainSettings,
): asserts given is BrainState {
  requireKinds(op, given, start);
  const { trainer, moments, experience, average_reward, average_loss } = given;
  requireLike(op, trainer, start.trainer);
  requireKinds(op, average_reward, start.average_reward);
  requireKinds(op, average_loss, start.average_loss);
  const numbers = (list: unknown, count: number): boolean =>
    Array.isArray(list) && list.length === count && list.every(Number.isFinite);
  const fits = (action: unknown): boolean =>
    Number.isInteger(action) && (action as number) >= 0 && (action as number) < actions;
  moments.forEach((moment, k) => {
    const seen = numbers(moment?.input, 0) || numbers(moment?.input, inputs);
    if (seen && numbers(moment.state, states) && fits(moment.action)) return;
    const expected = `what a brain of ${states} states and ${actions} actions saw and did`;
    refuse(op, whole, `state.moments[${k}]`, moment, expected);
  });
  requireKinds(op, experience, start.experience);
  const items = experience.blocks.flat();
  if (items.length !== experience.size) {
    refuse(op, whole, 'state.experience.size', experience.size, show(items.length));
  }
  items.forEach((item, k) => {
    const both = numbers(item?.state0, inputs) && numbers(item.state1, inputs);
    if (both && fits(item.action0) && Number.isFinite(item.reward0)) return;
    const expected = `an experience of a brain of ${inputs} inputs and ${actions} actions`;
    refuse(op, whole, `state.experience[${k}]`, item, expected);
  });
}

/** Throws unless `given` is a state of the search that starts as `start`, over so many examples. */
export function requireSearch(
  given: unknown,
  start: MagicState,
  { examples, inputs, epochs }: Readonly<Record<'examples' | 'inputs' | 'epochs', number>>,
): asserts given is MagicState {
  const op = 'magicNet';
  requireKinds(op, given, { ...start, trainer: {} });
  const { folds, candidates } = given;
  const below = (name: 'fold' | 'candidate' | 'epoch', limit: number): void => {
    const at = given[name];
    if (Number.isInteger(at) && at >= 0 && at < limit) return;
    refuse(op, whole, `state.${name}`, at, `an integer from 0 to ${limit - 1}`);
  };
  below('fold', folds.length);
  below('candidate', candidates.length);
  below('epoch', epochs);
  const inside = (at: unknown): boolean =>
    Number.isInteger(at) && (at as number) >= 0 && (at as number) < examples;
  folds.forEach((fold, k) => {
    if ([fold?.train, fold?.test].every((list) => list?.length > 0 && list.every(inside))) return;
    refuse(op, whole, `state.folds[${k}]`, fold, `parts of ${examples} examples`);
  });
  candidates.forEach((one, k) => {
    const taken: unknown = Object(one?.layer_defs?.[0]).out_depth;
    if (taken !== inputs) refuse(op, whole, `state.candidates[${k}]`, one, `a network of ${inputs} inputs`);
  });
}
