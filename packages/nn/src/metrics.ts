// How good predictions are, in numbers that people read. None has a gradient.
import {
  add,
  any,
  argmax,
  cast,
  equal,
  expandDims,
  mean,
  mul,
  reshape,
  scatterAdd,
  topK,
  zeros,
} from '@cotangent/tensor';
import { onesLike, type DType, type Shape, type Tensor } from '@cotangent/tensor';
import { requireInteger } from '@cotangent/tensor/extend';
import { requireClasses } from './losses/require.ts';

/**
 * The share of examples whose largest logit is that of their class. `[...b, n], [...b] → []`, float32.
 *
 * Of several largest logits the first counts. Throws unless there is a class for each example.
 * @example accuracy(tensor([[2, 0], [0, 1]]), tensor([0, 0], 'int32')); // float32[] 0.5
 */
export function accuracy(logits: Tensor<Shape, DType>, labels: Tensor<Shape, DType>): Tensor<[]> {
  requireClasses('accuracy', logits as Tensor, labels as Tensor);
  const right = equal(argmax(logits as Tensor, -1), labels as Tensor) as Tensor;
  return mean(cast(right, 'float32')) as Tensor as Tensor<[]>;
}

/**
 * The share of examples whose class is among those of the `k` largest logits. `[...b, n], [...b] → []`, float32.
 *
 * Throws unless there is a class for each example, and for more classes than there are.
 * @example topKAccuracy(tensor([[3, 2, 1], [3, 2, 1]]), tensor([1, 2], 'int32'), 2); // float32[] 0.5
 */
export function topKAccuracy(
  logits: Tensor<Shape, DType>,
  labels: Tensor<Shape, DType>,
  k: number,
): Tensor<[]> {
  requireClasses('topKAccuracy', logits as Tensor, labels as Tensor);
  requireInteger('topKAccuracy', k, 'k', 1);
  const { indices } = topK(logits as Tensor, k, -1);
  const found = any(equal(indices as Tensor, expandDims(labels as Tensor, -1)) as Tensor<Shape, 'bool'>, -1);
  return mean(cast(found as Tensor, 'float32')) as Tensor as Tensor<[]>;
}

/**
 * How many examples of each class (row) were taken for each class (column). `[...b, n], [...b] → [n, n]`, int32.
 *
 * Matrices of several batches add up. Throws unless there is a class for each example.
 * @example
 * const logits = tensor([[2, 0], [0, 1], [3, 1]]);
 * confusionMatrix(logits, tensor([0, 1, 1], 'int32')); // int32[2, 2] [[1, 0], [1, 1]]
 */
export function confusionMatrix<N extends number>(
  logits: Tensor<readonly [...Shape, N], DType>,
  labels: Tensor<Shape, DType>,
): Tensor<[N, N], 'int32'> {
  requireClasses('confusionMatrix', logits as Tensor, labels as Tensor);
  const classes: number = logits.shape[logits.rank - 1];
  const guesses = argmax(logits as Tensor, -1) as Tensor;
  const cells = add(mul(cast(labels as Tensor, 'int32'), classes), guesses) as Tensor<Shape, 'int32'>;
  const flat = reshape(cells, [cells.size]) as Tensor<[number], 'int32'>;
  const counts = scatterAdd(zeros([classes * classes], 'int32'), flat, onesLike(flat), 0);
  return reshape(counts as Tensor, [classes, classes]) as Tensor as Tensor<[N, N], 'int32'>;
}
