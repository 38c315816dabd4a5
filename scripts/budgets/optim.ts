// budget: 1200 instantiations
// A step of training for parameters of a model, with a chain, and a group named by its path.
import { adam, applyUpdates, chain, clipByGlobalNorm, groups, l2Decay, sgd } from '@cotangent/optim';
import type { Tensor } from '@cotangent/tensor';

interface Params {
  readonly conv1: { readonly w: Tensor<[8, 1, 5, 5]>; readonly b: Tensor<[8]> };
  readonly conv2: { readonly w: Tensor<[16, 8, 5, 5]>; readonly b: Tensor<[16]> };
  readonly fc: { readonly w: Tensor<[256, 10]>; readonly b: Tensor<[10]> };
}

export function step(params: Params, gradients: Params): Params {
  const optimizer = chain(clipByGlobalNorm(1), l2Decay(0.001), groups({ 'fc.w': sgd(0.1) }, adam()));
  const state = optimizer.init(params);
  const [updates, next] = optimizer.update(gradients, state, params);
  const [more] = optimizer.update(updates, next, params);
  return applyUpdates(applyUpdates(params, updates), more);
}
