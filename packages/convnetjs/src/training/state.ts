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
import { refuseAs } from '../base/errors.ts';
import { dtypeOf } from '../network/layerValues.ts';
import type { Params } from '../network/network.ts';
import { twoSums } from './methods.ts';
import type { HyperParameters, KnownMethod } from './options.ts';

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

/** The number that a float32 or float64 scalar was made from: 0.01 rather than 0.009999999776482582. */
function written(x: Tensor): number {
  const value = Number(x.item());
  if (x.dtype !== 'float32') return value;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** The hyper-parameters of a state as numbers. */
export function hyperIn({ hyper }: TrainerState): HyperParameters {
  const entries = Object.entries(hyper).map(([name, x]) => [name, written(x)]);
  return Object.fromEntries(entries) as HyperParameters;
}

/** Throws unless `given` is a state as `own`: for the same network and method. */
export function requireLike(given: TrainerState, own: TrainerState): void {
  const shapesOf = ({ params, gsum, xsum, hyper }: TrainerState): string =>
    tree
      .entries({ params, gsum, xsum, hyper } as object as Readonly<Record<string, Tensor>>)
      .map(([path, { dtype, shape }]) => `${path}: ${dtype}[${shape.join(', ')}]`)
      .join('; ');
  const [there, here] = [shapesOf(given), shapesOf(own)].map((text) => text.split('; '));
  const differs = [...there, ...here].find((leaf) => !there.includes(leaf) || !here.includes(leaf));
  if (differs === undefined) return;
  const rule = 'the state is one of the same network and method';
  refuseAs('Trainer.restore', rule, 'state', differs, 'what save of such a trainer returned');
}
