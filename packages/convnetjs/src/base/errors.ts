// Errors that say which layer of a network they are about, by its index and type.
import { CotangentError } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';

/** Runs `f`; our errors that leave it begin with the place of the layer: `layers[3].conv`. */
export function atLayer<R>(list: string, index: number, type: string, f: () => R): R {
  try {
    return f();
  } catch (error) {
    if (!(error instanceof CotangentError)) throw error;
    const located = new CotangentError(error.complaint, `${list}[${index}].${type}`);
    located.cause = error;
    throw located;
  }
}

/** A complaint about one value that is not what it must be. */
export function refuse(
  op: string,
  rule: string,
  argument: string,
  value: unknown,
  expected: string,
  hint?: string,
): never {
  return refuseAs(op, rule, argument, show(value), expected, hint);
}

/** A complaint about what can only be told in words, such as a number of things. */
export function refuseAs(
  op: string,
  rule: string,
  argument: string,
  words: string,
  expected: string,
  hint?: string,
): never {
  return complain({ op, rule, got: { [argument]: words }, argument, expected, hint });
}

/** `value`, if it is an integer of at least `least`; else an error about `argument`. */
export function integer(op: string, argument: string, value: unknown, least: number = -Infinity): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  return misfit(op, argument, value, `an integer${least === -Infinity ? '' : ` of at least ${least}`}`);
}

/** `value`, if it is a finite number from `low` to `high`; else an error about `argument`. */
export function real(
  op: string,
  argument: string,
  value: unknown,
  low: number = -Infinity,
  high: number = Infinity,
): number {
  if (Number.isFinite(value) && (value as number) >= low && (value as number) <= high) return value as number;
  const expected =
    low === -Infinity
      ? 'a number'
      : high === Infinity
        ? `a number of at least ${low}`
        : `a number from ${low} to ${high}`;
  return misfit(op, argument, value, expected);
}

function misfit(op: string, argument: string, value: unknown, expected: string): never {
  const rule = value === undefined ? `${argument} is missing` : `${argument} must be ${expected}`;
  return refuse(op, rule, argument, value, expected);
}
