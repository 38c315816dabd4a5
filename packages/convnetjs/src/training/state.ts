// What a trainer carries from step to step: a plain tree of tensors, so that it is compiled, saved and restored as one.
import {
  full,
  random,
  tensor,
  tree,
  zerosLike,
  type FloatDType,
  type Key,
  type Tensor,
} from '@cotangent/tensor';
import { dtypeOf } from '../network/layerValues.ts';
import type { Params } from '../network/network.ts';
import { twoSums } from './methods.ts';
import { numberOf, type HyperParameters, type KnownMethod } from './options.ts';

/** A trainer between two examples. */
export interface TrainerState {
  readonly params: Params;
  /** What the method remembers of gradients. */
  readonly gsum: Params;
  /** What adadelta and adam remember besides; empty for other methods. */
  readonly xsum: Params;
  /** The gradients of the examples since the last update; empty if there were none. */
  readonly pending: Params;
  /** Hyper-parameters, scalars. */
  readonly hyper: { readonly [K in keyof HyperParameters]: Tensor };
  /** A number for the method, so that no other one goes on from what this one remembers; an int32 scalar. */
  readonly method: Tensor<[], 'int32'>;
  /** Examples, and updates, until now; int32 scalars. */
  readonly k: Tensor<[], 'int32'>;
  readonly updates: Tensor<[], 'int32'>;
  /** What dropout draws from, folded with `k`. */
  readonly key: Key;
}

/** Fresh parameters' state: nothing remembered. */
export function begin(
  method: KnownMethod,
  params: Params,
  hyper: HyperParameters,
  key: Key = random.key(0),
): TrainerState {
  const zeros = (): Params => tree.map((x: Tensor) => zerosLike(x) as Tensor, params) as Params;
  return {
    params,
    gsum: zeros(),
    xsum: twoSums.has(method) ? zeros() : {},
    pending: {},
    hyper: scalarsOf(hyper, dtypeOf(params)),
    method: tensor(numberOf(method), 'int32'),
    k: tensor(0, 'int32'),
    updates: tensor(0, 'int32'),
    key,
  };
}

/** Hyper-parameters as leaves of a state. */
export function scalarsOf(hyper: HyperParameters, dtype: FloatDType): TrainerState['hyper'] {
  const entries = Object.entries(hyper).map(([name, value]) => [name, full([], value, dtype)]);
  return Object.fromEntries(entries) as TrainerState['hyper'];
}
