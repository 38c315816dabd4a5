// How good predictions are, in numbers that people read. None has a gradient.
import { argmax, cast, equal, mean } from '@cotangent/tensor';
import type { DType, Shape, Tensor } from '@cotangent/tensor';
import { complain, isFloat, requireTensor, showList, showSpec } from '@cotangent/tensor/extend';

/** Throws unless there is a class for each line of `logits`. */
function requireClasses(op: string, logits: Tensor, labels: Tensor): void {
  requireTensor(op, logits, 'logits');
  requireTensor(op, labels, 'labels', "Write tensor(labels, 'int32').");
  const lead = showList((logits.shape as readonly number[]).slice(0, -1));
  if (!isFloat(labels.dtype) && showList(labels.shape as readonly number[]) === lead) return;
  complain({
    op,
    rule: 'labels are a class for each example',
    got: { logits: showSpec(logits), labels: showSpec(labels) },
    argument: 'labels',
    expected: `integers of shape ${lead}`,
  });
}

/**
 * The share of examples whose largest logit is that of their class. `[...b, n], [...b] → []`, float32.
 *
 * Of several largest logits the first counts. Throws unless there is a class for each example.
 * @example accuracy(tensor([[2, 0], [0, 1]]), tensor([0, 0], 'int32')); // float32[] 0.5
 */
export function accuracy(logits: Tensor<Shape, DType>, labels: Tensor<Shape, DType>): Tensor<[], 'float32'> {
  requireClasses('accuracy', logits as Tensor, labels as Tensor);
  const right = equal(argmax(logits as Tensor, -1), labels as Tensor);
  return mean(cast(right as Tensor, 'float32')) as Tensor as Tensor<[], 'float32'>;
}
