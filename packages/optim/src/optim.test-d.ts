import {
  adam,
  applyUpdates,
  chain,
  freeze,
  groups,
  l2Decay,
  masked,
  sgd,
  type OptimizerState,
} from '@cotangent/optim';
import { grad } from '@cotangent/autograd';
import { square, sum, tensor, tree, zeros, type Tensor, type TreeLike } from '@cotangent/tensor';
import { expectTypeOf, test } from 'vitest';

interface Params {
  conv1: { w: Tensor<[8, 1, 5, 5]>; b: Tensor<[8]> };
  layers: [{ w: Tensor<[256, 10]> }];
}
const params: Params = {
  conv1: { w: zeros([8, 1, 5, 5]), b: zeros([8]) },
  layers: [{ w: zeros([256, 10]) }],
};
const gradients = grad((p: Params) => sum(square(p.conv1.w)))(params);

test('trees keep their types', () => {
  const optimizer = chain(l2Decay(0.001), adam());
  const state = optimizer.init(params);
  expectTypeOf(state).toEqualTypeOf<OptimizerState<Params>>();
  const [updates, next] = optimizer.update(gradients, state, params);
  expectTypeOf(updates).toEqualTypeOf<Params>();
  expectTypeOf(next).toEqualTypeOf<OptimizerState<Params>>();
  expectTypeOf(applyUpdates(params, updates)).toEqualTypeOf<Params>();
  expectTypeOf(tree.leaves(next)).toExtend<readonly Tensor[]>();
});

test('gradients and states of other parameters are refused', () => {
  const optimizer = adam();
  const state = optimizer.init(params);
  const other = { w: tensor([1, 2]) };
  // @ts-expect-error: gradients of other parameters
  optimizer.update(other, state, params);
  // @ts-expect-error: the state of other parameters
  optimizer.update(other, state, other);
  // @ts-expect-error: updates of other parameters
  applyUpdates(params, other);
});

test('paths are those of the parameters', () => {
  freeze(['conv1.w', 'layers[0]'], sgd(0.1)).init(params);
  masked(['conv1'], l2Decay(0.1)).init(params);
  groups({ conv1: sgd(0.1) }, chain(masked(['layers'], l2Decay(0.1)), sgd(0.1))).init(params);
  // @ts-expect-error: there must be a parameter at the path. path: 'conv2.w'
  freeze(['conv2.w', 'conv1.w'], sgd(0.1)).init(params);
  // @ts-expect-error: there must be a parameter at the path. path: 'con'
  masked(['con'], l2Decay(0.1)).init(params);
  // @ts-expect-error: there must be a parameter at the path. path: 'fc'
  chain(sgd(0.1), groups({ fc: sgd(0.1) }, sgd(0.2))).init(params);
  // @ts-expect-error: a path inside another optimizer counts too
  freeze(['conv1'], masked(['fc.w'], sgd(0.2))).init(params);
});

test('of trees that nothing is known of, any path may be there', () => {
  const unknown = (t: { readonly [key: string]: Tensor }) => freeze(['anything'], sgd(0.1)).init(t);
  expectTypeOf(unknown).returns.toEqualTypeOf<OptimizerState<{ readonly [key: string]: Tensor }>>();
});

test('generic code composes', () => {
  const step = <P extends TreeLike<P>>(p: P, g: P, state: OptimizerState<P>) => {
    const [updates, next] = adam().update<P>(g, state, p);
    return [applyUpdates<P>(p, updates), next] as const;
  };
  expectTypeOf(step<Params>).returns.toEqualTypeOf<readonly [Params, OptimizerState<Params>]>();
});
