// Calling models that have no state, without the pair that `apply` returns.
import type { Dim, DType, FloatDType, Problem, Shape, Tensor } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';
import { paths } from '@cotangent/tensor/tree';
import type { Context, Layer } from './layer.ts';

const rule = 'the model has state, which would be lost';
/** The sentence for a model that has state, else `unknown`. */
type StateProblem<S> = [keyof S] extends [never]
  ? unknown
  : Problem<`predict: ${typeof rule}. state: ${keyof S & string}. Call model.apply(params, state, x)`>;

/**
 * What a model without state makes of a batch. `[b, ...I] → [b, ...O]`.
 *
 * Throws for a model with state (batchNorm): that is `model.apply(params, state, x, context)`.
 * @example
 * const model = sequential([4], linear(3), relu);
 * const { params } = model.init(random.key(0));
 * predict(model, params, ones([20, 4])); // Tensor<[20, 3]>
 */
export function predict<
  B extends Dim,
  I extends Shape,
  O extends Shape,
  P,
  S,
  K extends string,
  D extends FloatDType,
>(
  model: Layer<I, O, P, S, K, D> & StateProblem<S>,
  params: NoInfer<P>,
  x: Tensor<[B, ...I], DType>,
  context: Context = {},
): Tensor<[B, ...O], D> {
  const [y, state] = model.apply(params, {} as S, x as Tensor<[B, ...I], DType>, context);
  const kept = paths(state as object);
  if (kept.length === 0) return y;
  return complain({
    op: 'predict',
    rule,
    got: { state: kept.map(show).join(', ') },
    argument: 'state',
    expected: 'a model without state',
    hint: 'Call model.apply(params, state, x, context), which returns the output and the state.',
  });
}
