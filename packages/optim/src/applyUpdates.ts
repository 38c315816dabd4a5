// The last act of a step: what an optimizer returns is added to the parameters.
import { add, type Tensor, type TreeLike } from '@cotangent/tensor';
import { putTogether } from '@cotangent/tensor/extend';
import { takeLike, takeParameters } from './check.ts';

/**
 * `params + updates`, leaf by leaf. Throws if they differ in structure, shapes or dtypes.
 * @example
 * const params = { w: tensor([1, 2]), b: tensor(3) };
 * applyUpdates(params, { w: tensor([0.5, 0]), b: tensor(-1) }); // { b: float32[] 2, w: float32[2] [1.5,   2] }
 */
export function applyUpdates<P extends TreeLike<P>>(params: P, updates: NoInfer<P>): P {
  const parameters = takeParameters('applyUpdates', params);
  const us = takeLike('applyUpdates', 'updates', updates, parameters);
  const leaves = parameters.leaves.map((x, i) => add(x, us[i]) as Tensor);
  return putTogether(parameters.structure, leaves) as P;
}
