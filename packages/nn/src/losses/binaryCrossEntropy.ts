// Losses between probabilities: of yes or no, and of whole distributions.
import { add, greater, log, mul, neg, softplus, sub, sum, where } from '@cotangent/tensor';
import type { DType, Promote, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { floating } from '../functional/floating.ts';
import { lossKinds, reduced, weigh, type LossOptions, type Reduced, type Reduction } from './reduction.ts';
import type { Examples } from './softmaxCrossEntropy.ts';
import { requireEqual } from './require.ts';

/**
 * `−t·ln σ(x) − (1 − t)·ln(1 − σ(x))`, the mean over all elements, from logits. `S × S → []`.
 *
 * Targets are probabilities, or 0 and 1; a probability of 0 adds nothing. Stable for large logits. Throws for targets of
 * another shape.
 * @example binaryCrossEntropy(tensor([0, 1e4]), tensor([1, 1])); // float32[] 0.3466
 */
export function binaryCrossEntropy<
  S extends Shape,
  D extends DType,
  DT extends DType,
  const R extends Reduction = 'mean',
>(
  logits: Tensor<S, D>,
  targets: Tensor<NoInfer<S>, DT>,
  options: LossOptions<R> = {},
): Tensor<Reduced<S, R>, ToFloat<Promote<D, DT>>> {
  const op = 'binaryCrossEntropy';
  const [x, t] = [floating(op, logits, 'logits'), floating(op, targets, 'targets')];
  requireOptions<LossOptions>(op, options, lossKinds);
  requireEqual(op, { logits: x, targets: t });
  const losses = add(weigh(t, softplus(neg(x))), weigh(sub(1, t) as Tensor, softplus(x)));
  return reduced(op, losses as Tensor, options) as never;
}

/**
 * `Σ p·(ln p − ln q)` over the last axis, the mean over all examples; a probability of 0 adds nothing. `[...b, n] ×
 * [...b, n] → []`.
 *
 * `logInput` is ln q, of logSoftmax say; `target` is p. Throws for shapes that differ.
 *
 * Source: Kullback and Leibler, "On information and sufficiency", 1951.
 * @example klDivergence(log(tensor([[0.5, 0.5]])), tensor([[1, 0]])); // float32[] 0.6931
 */
export function klDivergence<
  S extends Shape,
  D extends DType,
  DT extends DType,
  const R extends Reduction = 'mean',
>(
  logInput: Tensor<S, D>,
  target: Tensor<NoInfer<S>, DT>,
  options: LossOptions<R> = {},
): Tensor<Reduced<Examples<S>, R>, ToFloat<Promote<D, DT>>> {
  const op = 'klDivergence';
  const [q, p] = [floating(op, logInput, 'logInput'), floating(op, target, 'target')];
  requireOptions<LossOptions>(op, options, lossKinds);
  requireEqual(op, { logInput: q, target: p });
  const some = greater(p, 0) as Tensor<Shape, 'bool'>;
  const surprise = where(some, mul(p, sub(log(where(some, p, 1)), where(some, q, 0))), 0) as Tensor;
  return reduced(op, sum(surprise, -1) as Tensor, options) as never;
}
