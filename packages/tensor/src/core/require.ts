// Checks at the door for what types cannot stop: arguments from untyped JavaScript.
import { complain, show } from '../base/error.ts';
import { isTensor } from './bind.ts';

/**
 * Throws unless `x` is a tensor. `remedy` mends a number or an array, `null` if nothing does.
 * @example requireTensor('half', tensor([1, 2]));
 */
export function requireTensor(op: string, x: unknown, argument = 'x', remedy?: string | null): void {
  if (isTensor(x)) return;
  const values = typeof x === 'number' || typeof x === 'boolean' || (Array.isArray(x) && !x.some(isTensor));
  complain({
    op,
    rule: `${argument} must be a tensor`,
    got: { [argument]: show(x) },
    argument,
    expected: 'a tensor',
    hint: values && remedy !== null ? (remedy ?? `Write tensor(${argument}).`) : undefined,
  });
}

/** Throws unless `xs` is a list of tensors. */
export function requireTensors(op: string, xs: unknown, argument = 'xs'): void {
  if (!Array.isArray(xs)) {
    complain({
      op,
      rule: `${argument} must be a list of tensors`,
      got: { [argument]: show(xs) },
      argument,
      expected: 'a list of tensors',
    });
  }
  xs.forEach((x, i) => requireTensor(op, x, `${argument}[${i}]`, null));
}

/**
 * Throws unless `list` is a list of numbers, with gaps (`null`) if they may be left open.
 * @example requireNumbers('pad', [1, null], 'low', true);
 */
export function requireNumbers(op: string, list: unknown, argument: string, gaps = false): void {
  const fits = (n: unknown): boolean => typeof n === 'number' || (gaps && (n === null || n === undefined));
  if (Array.isArray(list) && list.every(fits)) return;
  complain({
    op,
    rule: `${argument} must be a list of numbers`,
    got: { [argument]: show(list) },
    argument,
    expected: 'a list of numbers',
  });
}

/** `value`, a number; throws for whatever else. */
export function requireNumber(op: string, value: unknown, argument: string): number {
  if (typeof value === 'number') return value;
  return complain({
    op,
    rule: `${argument} must be a number`,
    got: { [argument]: show(value) },
    argument,
    expected: 'a number',
  });
}

/** What an option must be, by `typeof`; `'any'` leaves it to the op. */
type OptionKind = 'boolean' | 'number' | 'any';

/**
 * Throws unless `value` is an integer, from `least` on and small enough to count elements with.
 * @example requireInteger('split', 3, 'parts', 1);
 */
export function requireInteger(
  op: string,
  value: unknown,
  argument: string,
  least: number = -(2 ** 31),
): void {
  const most = 2 ** 31 - 1;
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  complain({
    op,
    rule: `${argument} must be an integer`,
    got: { [argument]: show(value) },
    argument,
    expected: `an integer from ${least} to ${most}`,
  });
}

/**
 * `options`; throws unless it is an object that holds nothing but what `kinds` names, and of those kinds.
 * @example
 * interface Options {
 *   readonly epsilon?: number;
 * }
 * const options: Options = { epsilon: 1e-5 };
 * requireOptions<Options>('norm', options, { epsilon: 'number' }); // { epsilon: 0.00001 }
 */
export function requireOptions<T extends object>(
  op: string,
  options: T,
  kinds: { readonly [K in keyof T]-?: OptionKind },
): T {
  const names = Object.keys(kinds);
  const fail = (rule: string, argument: string, value: unknown, expected: string): never =>
    complain({ op, rule, got: { [argument]: show(value) }, argument, expected });
  if (typeof options !== 'object' || options === null || Array.isArray(options) || isTensor(options)) {
    fail('options are given by name', 'options', options, `an object with ${names.join(', ')}`);
  }
  for (const [name, value] of Object.entries(options)) {
    const kind = (kinds as Readonly<Record<string, OptionKind | undefined>>)[name];
    if (kind === undefined) fail('there is no such option', name, value, names.join(' or '));
    else if (kind !== 'any' && value !== undefined && typeof value !== kind) {
      fail(`${name} must be a ${kind}`, name, value, `a ${kind}`);
    }
  }
  return options;
}

/** Throws unless `value` is a string. */
export function requireText(op: string, value: unknown, argument: string): void {
  if (typeof value === 'string') return;
  complain({
    op,
    rule: `${argument} must be a string`,
    got: { [argument]: show(value) },
    argument,
    expected: 'a string',
  });
}

/**
 * Throws unless `f` is a function.
 * @example requireFunction('map', Math.sqrt, 'f');
 */
export function requireFunction(op: string, f: unknown, argument: string): void {
  if (typeof f === 'function') return;
  complain({
    op,
    rule: `${argument} must be a function`,
    got: { [argument]: show(f) },
    argument,
    expected: 'a function',
  });
}
