// The loss of classifiers: how unlikely softmax finds the right class.
// From logits, so that neither exponentials nor logarithms overflow.
import { add, cast, equal, logSoftmax, mean, mul, neg, onesLike, sum, where } from '@cotangent/tensor';
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
  /** The class of examples that add nothing to the loss or to the mean, be it one of the others or none of them, such as -1. */
  readonly ignoreIndex?: number | undefined;
  /** How much each class counts, `[n]`; the mean of losses of classes is then `Σ w[labelᵢ]·lossᵢ / Σ w[labelᵢ]`. All count the same unless given. */
  readonly classWeights?: Tensor<Shape, DType> | undefined;
}

/** What remains without the axis of classes. */
export type Examples<S extends Shape> = S extends readonly [...infer Lead extends Shape, Dim] ? Lead : Shape;

/**
 * `−ln softmax(logits)[label]`, the mean over all examples. `[...b, n], [...b] → []`.
 *
 * Labels are classes (integers, `[...b]`) or probabilities (floats, `[...b, n]`): then `−Σ pᵢ·ln softmax(logits)ᵢ`, where
 * a probability of 0 adds nothing, though its logit be masked by -Infinity. Where all examples are ignored, the mean is 0.
 * Stable for large logits. Throws for labels that
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
  requireOptions<CrossEntropyOptions>(op, options, {
    ...lossKinds,
    labelSmoothing: 'number',
    ignoreIndex: 'number',
    classWeights: 'any',
  });
  const { labelSmoothing = 0, ignoreIndex, classWeights } = options;
  requireSmoothing(op, labelSmoothing);
  const logProbabilities = logSoftmax(logits as Tensor, -1);
  if (classWeights !== undefined) requireClassWeights(op, logProbabilities, classWeights);
  const values =
    classWeights === undefined
      ? logProbabilities
      : weigh(cast(classWeights, logProbabilities.dtype) as Tensor, logProbabilities);
  const { likelihood, counts, ignored } = expected(op, values, labels as Tensor, {
    ignoreIndex,
    classWeights,
  });
  const smoothed =
    labelSmoothing === 0
      ? likelihood
      : add(mul(likelihood, 1 - labelSmoothing), mul(mean(values, -1), labelSmoothing));
  const losses = neg(smoothed as Tensor);
  const left = ignored === undefined ? losses : (where(ignored, 0, losses) as Tensor);
  return reduced(op, left, options, counts) as Tensor as Tensor<Reduced<Examples<S>, R>, ToFloat<D>>;
}

/** What labels say of `values`, which stand for classes along the last axis. */
interface Expected {
  /** The mean of `values` under the labels. */
  readonly likelihood: Tensor;
  /** How much each example counts, where that differs. */
  readonly counts?: Tensor;
  /** Examples that add nothing, where some may. */
  readonly ignored?: Tensor<Shape, 'bool'>;
}

function expected(
  op: string,
  values: Tensor,
  labels: Tensor,
  { ignoreIndex, classWeights }: Pick<CrossEntropyOptions, 'ignoreIndex' | 'classWeights'>,
): Expected {
  const shape = values.shape as readonly number[];
  const sizes = showList(labels.shape as readonly number[]);
  const float = isFloat(labels.dtype);
  if (float && sizes === showList(shape)) {
    if (ignoreIndex !== undefined) refuseIgnoring(op, labels, ignoreIndex);
    return { likelihood: sum(weigh(labels, values), -1) as Tensor };
  }
  if (!float && labels.dtype !== 'bool' && sizes === showList(shape.slice(0, -1))) {
    return ofClasses(op, values, labels, { ignoreIndex, classWeights });
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

function ofClasses(
  op: string,
  values: Tensor,
  labels: Tensor,
  { ignoreIndex, classWeights }: Pick<CrossEntropyOptions, 'ignoreIndex' | 'classWeights'>,
): Expected {
  const classes = values.shape[values.rank - 1] as number;
  const among = cast(labels, 'int32') as Tensor;
  const ignored =
    ignoreIndex === undefined ? undefined : (equal(among, ignoreIndex) as Tensor<Shape, 'bool'>);
  const hot = hotOf(op, ignored === undefined ? labels : (where(ignored, 0, among) as Tensor), classes);
  const likelihood = sum(where(hot, values, 0), -1) as Tensor;
  if (ignored === undefined && classWeights === undefined) return { likelihood };
  const own =
    classWeights === undefined
      ? onesLike(likelihood)
      : sum(where(hot, cast(classWeights, values.dtype) as Tensor, 0), -1);
  if (ignored === undefined) return { likelihood, counts: own as Tensor };
  return { likelihood, ignored, counts: where(ignored, 0, own as Tensor) as Tensor };
}

function requireClassWeights(op: string, logits: Tensor, classWeights: Tensor): void {
  requireTensor(op, classWeights, 'classWeights');
  const classes = showList(logits.shape.slice(-1));
  if (showList(classWeights.shape) === classes) return;
  complain({
    op,
    rule: 'there is one weight for each class',
    got: { classWeights: showSpec(classWeights), logits: showSpec(logits) },
    argument: 'classWeights',
    expected: `classWeights of shape ${classes}`,
  });
}

function refuseIgnoring(op: string, labels: Tensor, ignoreIndex: number): never {
  return complain({
    op,
    rule: 'examples are ignored by their class',
    got: { ignoreIndex: String(ignoreIndex), labels: showSpec(labels) },
    argument: 'ignoreIndex',
    expected: 'labels that are classes',
    hint: 'With probabilities, pass weights of 0 for examples that are not to count.',
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
