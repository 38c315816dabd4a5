// What models ask of those who call them without types: a context, options and trees as the types have them.
import { complain, isFloat, requireOptions, show } from '@cotangent/tensor/extend';
import type { Context, InitOptions } from './layer.ts';

/** Throws for words in a context that nobody reads. The key is not asked for: folding it is work. */
export function requireContext(op: string, context: Context): void {
  const words = typeof context === 'object' && context !== null ? Object.keys(context) : [show(context)];
  const unknown = words.find((word) => word !== 'training' && word !== 'key');
  const { training } = context ?? {};
  if (unknown === undefined && (training === undefined || typeof training === 'boolean')) return;
  complain({
    op,
    rule:
      unknown === undefined ? 'training is yes or no' : 'a context says nothing else than training and key',
    got: { context: unknown ?? `training: ${show(training)}` },
    argument: 'context',
    expected: '{ training: true, key }, or one of the two',
    hint: unknown === 'train' ? 'Write training: true.' : undefined,
  });
}

/** Throws for options of `init` that are none, and for a dtype that is no float. */
export function requireInit(op: string, options: InitOptions | undefined): void {
  const { dtype = 'float32' } = requireOptions<InitOptions>(op, options ?? {}, { dtype: 'any' });
  if (isFloat(dtype)) return;
  complain({
    op,
    rule: 'parameters are floats',
    got: { dtype: show(dtype) },
    argument: 'dtype',
    expected: "'float32' or 'float64'",
  });
}

/** Throws for what is no tree, and for all that `init` returns where one of the two belongs. `own` are the tree's keys. */
export function requireTree(
  op: string,
  argument: 'params' | 'state',
  given: unknown,
  own: readonly string[],
): void {
  const keys = typeof given === 'object' && given !== null ? Object.keys(given).toSorted().join() : undefined;
  if (keys !== undefined && (keys !== 'params,state' || own.includes('params'))) return;
  complain({
    op,
    rule: `${argument} ${argument === 'state' ? 'is' : 'are'} what init makes`,
    got: { [argument]: keys === undefined ? show(given) : 'an object with params and state' },
    argument,
    expected: 'a tree of tensors',
    hint: `Write const { ${argument} } = model.init(key).`,
  });
}
