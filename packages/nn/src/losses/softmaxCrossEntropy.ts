// The loss of classifiers: how unlikely softmax finds the right class.
// From logits, so that neither exponentials nor logarithms overflow.
import { add, logSoftmax, mean, mul, neg, sum, where } from '@cotangent/tensor';
import type { DType, Dim, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import {
  complain,
  isFloat,
  requireOptions,
  requireTensor,
  showList,
  showSpec,
} from '@cotangent/tensor/extend';
import { hotOf } from './require.ts';
import { lossKinds, reduced, weigh, type LossOptions, type Reduced, type Reduction } from './reduction.ts';

/** How classes are smoothed, and losses reduced. */
export interface CrossEntropyOptions<R extends Reduction = Reduction> extends LossOptions<R> {
  /** How much of the probability is spread over all classes; 0 unless given. */
  readonly labelSmoothing?: number | undefined;
}

/** What remains without the axis of classes. */
export type Examples<S extends Shape> = S extends readonly [...infer Lead extends Shape, Dim] ? Lead : Shape;

/**
 * `−ln softmax(logits)[label]`, the mean over all examples. `[...b, n], [...b] → []`.
 *
 * Labels are classes (integers, `[...b]`) or probabilities (floats, `[...b, n]`): then `−Σ pᵢ·ln softmax(logits)ᵢ`, where
 * a probability of 0 adds nothing, though its logit be masked by -Infinity. Stable for large logits. Throws for labels that
 * fit neither, and for classes out of range, compiled too.
 * @example
 * const logits = tensor([[2, 0, 0], [0, 0, 0]]);
 * softmaxCrossEntropy(logits, tensor([0, 1], 'int32')); // float32[] 0.6691
 * softmaxCrossEntropy(logits, tensor([0, 1], 'int32'), { reduction: 'none' }); // float32[2] [0.2395, 1.0986]
 */
export function softmaxCrossEntropy<S extends Shape, D extends DType, const R extends Reduction = 'mean'>(
  logits: Tensor<S, D>,
  labels: Tensor<Shape, DType>,
  options: CrossEntropyOptions<R> = {},
): Tensor<Reduced<Examples<S>, R>, ToFloat<D>> {
  const op = 'softmaxCrossEntropy';
  requireTensor(op, logits, 'logits');
  requireTensor(op, labels, 'labels', "Write tensor(labels, 'int32').");
  requireOptions<CrossEntropyOptions>(op, options, { ...lossKinds, labelSmoothing: 'number' });
  const { labelSmoothing = 0 } = options;
  requireSmoothing(op, labelSmoothing);
  const logProbabilities = logSoftmax(logits as Tensor, -1);
  const likelihood = expected(op, logProbabilities, labels as Tensor);
  const smoothed =
    labelSmoothing === 0
      ? likelihood
      : add(mul(likelihood, 1 - labelSmoothing), mul(mean(logProbabilities, -1), labelSmoothing));
  return reduced(op, neg(smoothed as Tensor), options) as Tensor as Tensor<
    Reduced<Examples<S>, R>,
    ToFloat<D>
  >;
}

/** The mean of `values` along the last axis under what `labels` say. */
function expected(op: string, values: Tensor, labels: Tensor): Tensor {
  const shape = values.shape as readonly number[];
  const classes = shape[shape.length - 1];
  const sizes = showList(labels.shape as readonly number[]);
  const float = isFloat(labels.dtype);
  if (float && sizes === showList(shape)) return sum(weigh(labels, values), -1) as Tensor;
  if (!float && labels.dtype !== 'bool' && sizes === showList(shape.slice(0, -1))) {
    return sum(where(hotOf(op, labels, classes), values, 0), -1) as Tensor;
  }
  return complain({
    op,
    rule: 'labels are a class for each example, or a probability for each class',
    got: { logits: showSpec(values), labels: showSpec(labels) },
    argument: 'labels',
    expected: `integers of shape ${showList(shape.slice(0, -1))} or floats of shape ${showList(shape)}`,
    hint: float && sizes === showList(shape.slice(0, -1)) ? "Write cast(labels, 'int32')." : undefined,
  });
}

function requireSmoothing(op: string, labelSmoothing: number): void {
  if (labelSmoothing >= 0 && labelSmoothing <= 1) return;
  complain({
    op,
    rule: 'label smoothing is a share of the probability',
    got: { labelSmoothing: String(labelSmoothing) },
    argument: 'labelSmoothing',
    expected: 'a number from 0 to 1',
  });
}
