// Options at the door: an object, and nothing in it that the function does not know.
import { isTensor } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';

/** `options`; throws unless it is an object that holds nothing but what `names` lists. */
export function optionsOf<T extends object>(op: string, options: T, names: readonly (keyof T & string)[]): T {
  const fail = (rule: string, argument: string, value: unknown, expected: string): never =>
    complain({ op, rule, got: { [argument]: show(value) }, argument, expected });
  if (typeof options !== 'object' || options === null || Array.isArray(options) || isTensor(options)) {
    fail('options are given by name', 'options', options, `an object with ${names.join(', ')}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (!names.some((known) => known === name)) {
      fail('there is no such option', name, value, names.join(' or '));
    }
  }
  return options;
}
