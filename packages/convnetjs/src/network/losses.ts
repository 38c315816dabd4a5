// The loss of each example, as the last layer of a network has it. Gradients are the same in both modes; the values of
// 0.3.0, where they are not those of the gradient, are put on top without one.
import { hinge, softmaxCrossEntropy } from '@cotangent/nn';
import {
  add,
  cast,
  log,
  mul,
  neg,
  oneHot,
  softmax,
  square,
  stopGradient,
  sub,
  sum,
  expandDims,
  isTensor,
  type DType,
  type Tensor,
} from '@cotangent/tensor';
import { complain, show, showList, showSpec } from '@cotangent/tensor/extend';
import { rows } from '../layers/build.ts';
import { requireLoss, type Network } from './network.ts';

/**
 * What a batch should become: classes (int32, `[b]`) for softmax and svm; numbers, `[b, n]`, for regression, or for each
 * example one number, `val` `[b]`, of the output at `dim`, int32 `[b]`.
 */
export type Target =
  | Tensor<readonly [number], 'int32'>
  | Tensor<readonly [number, number]>
  | { readonly dim: Tensor<readonly [number], 'int32'>; readonly val: Tensor<readonly [number]> };

/** The loss of each example, from the activations of all layers. `[b]`. Throws for targets that do not fit. */
export function lossesOf(network: Network, activations: readonly Tensor[], target: Target): Tensor {
  const loss = requireLoss('loss', network);
  const compat = network.mode === 'compat';
  const scores = rows(activations[activations.length - (loss.layer_type === 'softmax' ? 2 : 1)]);
  switch (loss.layer_type) {
    case 'softmax':
      return crossEntropy(scores, target as Tensor<[number], 'int32'>, compat);
    case 'svm': {
      const missed = hinge(scores, target as Tensor, { reduction: 'none' }) as Tensor;
      return compat ? (add(missed, 1) as Tensor) : missed;
    }
    default: {
      const half = mul(0.5, sum(square(distance(scores, target)) as Tensor, -1)) as Tensor;
      return compat ? shownAs(half, mul(4, half) as Tensor) : half;
    }
  }
}

/** `value`, with the gradient of `loss`. */
function shownAs(loss: Tensor, value: Tensor): Tensor {
  return add(loss, stopGradient(sub(value, loss))) as Tensor;
}

/** Throws unless `x` is a tensor of this shape: what broadcasts would be learned by other outputs, too. */
function requireShape(argument: string, x: unknown, shape: readonly number[]): void {
  if (isTensor(x) && String(x.shape) === String(shape)) return;
  complain({
    op: 'regression',
    rule: 'targets are numbers for the outputs',
    got: { [argument]: isTensor(x) ? showSpec(x) : show(x) },
    argument,
    expected: `a tensor of shape ${showList(shape)}`,
  });
}

function crossEntropy(logits: Tensor, labels: Tensor<[number], 'int32'>, compat: boolean): Tensor {
  const loss = softmaxCrossEntropy(logits, labels as Tensor<readonly number[], DType>, {
    reduction: 'none',
  }) as Tensor;
  if (!compat) return loss;
  const hot = oneHot(labels, logits.shape[1], logits.dtype) as Tensor;
  return shownAs(loss, neg(log(sum(mul(hot, softmax(logits, -1)), -1))) as Tensor);
}

/** `x − y`, which is 0 in the dimensions that the target says nothing of. */
function distance(scores: Tensor, target: Target): Tensor {
  if (isTensor(target)) {
    requireShape('target', target, scores.shape);
    return sub(scores, cast(target as Tensor, scores.dtype)) as Tensor;
  }
  const batch = scores.shape.slice(0, 1);
  requireShape('dim', target?.dim, batch);
  requireShape('val', target?.val, batch);
  const hot = oneHot(target.dim, scores.shape[1], scores.dtype) as Tensor;
  return mul(hot, sub(scores, expandDims(cast(target.val, scores.dtype), 1))) as Tensor;
}
