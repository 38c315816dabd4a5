// Names for layers, so that paths of parameters read 'conv1.w' wherever the layer stands.
import { complain, show } from '@cotangent/tensor/extend';
import { asLayer, isDefinition, redefine } from './define.ts';
import type { Layer } from './layer.ts';

/** `R`, if it is a layer, under the key `N`. */
type Renamed<N extends string, R> =
  R extends Layer<infer I, infer O, infer P, infer S, infer _, infer D> ? Layer<I, O, P, S, N, D> : R;

/**
 * The layer of `definition` under a name of its own: the key of its parameters and state, and what errors call it.
 *
 * Throws unless the name is an identifier, and for plain functions, which have no parameters to name.
 * @example
 * const model = sequential([784], named('hidden', linear(64)), relu, named('logits', linear(10)));
 * model.init(random.key(0)).params.logits.w; // Tensor<[64, 10]>
 */
export function named<const N extends string, X, R>(
  name: N,
  definition: (input: X) => R,
): (input: X) => Renamed<N, R> {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    complain({
      op: 'named',
      rule: 'a name is an identifier',
      got: { name: show(name) },
      argument: 'name',
      expected: "letters, digits and _, such as 'conv1'",
    });
  }
  const build: unknown = definition;
  if (!isDefinition(build)) {
    return complain({
      op: 'named',
      rule: 'only layers have names',
      got: { name: show(name), definition: show(build) },
      argument: 'definition',
      expected: 'what a constructor such as linear(10) returns',
    });
  }
  const renamed = redefine(name, (input) => asLayer({ ...build(input as readonly number[]), key: name }));
  return renamed as (input: X) => Renamed<N, R>;
}
