// Softmax cross-entropy and layer norm over generic batch, width and rank, and a loss of generic dtype.
import {
  add,
  div,
  expandDims,
  gather,
  logSoftmax,
  logSumExp,
  mean,
  mul,
  neg,
  oneHot,
  ones,
  sqrt,
  square,
  squeeze,
  sub,
  sum,
  tensor,
  variance,
  zeros,
  type Dim,
  type FloatDType,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

/** By index: the logarithm of the sum, less the logit of the label. */
export const crossEntropy = <B extends Dim, C extends Dim>(
  logits: Tensor<[B, C]>,
  labels: Tensor<[B], 'int32'>,
) => {
  const column = expandDims(labels, 1);
  same<Tensor<[B, 1], 'int32'>>()(column, true);
  const picked = squeeze(gather(logits, column), 1);
  same<Tensor<[B]>>()(picked, true);
  const total = logSumExp(logits, 1);
  same<Tensor<[B]>>()(total, true);
  const loss = mean(sub(total, picked));
  same<Tensor<[]>>()(loss, true);
  return loss;
};

/** By mask: the logits' own shape says how many classes there are. */
const byMask = <B extends Dim, C extends number>(
  logits: Tensor<[B, C]>,
  labels: Tensor<[B], 'int32'>,
): Tensor<[]> => {
  const hot = oneHot(labels, logits.shape[1]);
  same<Tensor<[B, C]>>()(hot, true);
  const each = sum(mul(hot, logSoftmax(logits)), -1);
  same<Tensor<[B]>>()(each, true);
  return neg(mean(each));
};

export const layerNorm = <B extends Dim, H extends Dim>(
  x: Tensor<[B, H]>,
  scale: Tensor<[H]>,
  shift: Tensor<[H]>,
) => {
  const center = mean(x, -1, { keepDims: true });
  same<Tensor<[B, 1]>>()(center, true);
  const spread = sqrt(add(variance(x, -1, { keepDims: true }), 1e-5));
  same<Tensor<[B, 1]>>()(spread, true);
  const normal = div(sub(x, center), spread);
  same<Tensor<[B, H]>>()(normal, true);
  const y = add(mul(normal, scale), shift);
  same<Tensor<[B, H]>>()(y, true);
  return y;
};

/** The same for any rank. */
const lastAxisNorm = <S extends Shape, H extends Dim>(
  x: Tensor<[...S, H], 'float32'>,
  scale: Tensor<[H]>,
): Tensor<[...S, H], 'float32'> => {
  const centered = sub(x, mean(x, -1, { keepDims: true }));
  return mul(div(centered, sqrt(add(mean(square(centered), -1, { keepDims: true }), 1e-5))), scale);
};

/** A dtype that is generic stays what it is among numbers and its own kind. */
const meanSquare = <B extends Dim, H extends Dim, D extends FloatDType>(
  x: Tensor<[B, H], D>,
  y: Tensor<[B, H], D>,
): Tensor<[], D> => mul(mean(square(sub(x, y))), 0.5);

const logits = tensor([
  [1, 2, 3],
  [3, 2, 1],
]);
const labels = tensor([2, 0], 'int32');
const loss = crossEntropy(logits, labels);
same<Tensor<[]>>()(loss, true);
equal(loss.item().toFixed(4), '0.4076');
equal(byMask(logits, labels).item().toFixed(4), '0.4076');
const normal = layerNorm(logits, ones([3]), zeros([3]));
same<Tensor<[2, 3]>>()(normal, true);
equal(
  normal.toArray()[0]?.map((v) => v.toFixed(3)),
  ['-1.225', '0.000', '1.225'],
);
const volume = lastAxisNorm<[4, 2], 3>(ones([4, 2, 3]), ones([3]));
same<Tensor<[4, 2, 3], 'float32'>>()(volume, true);
equal(volume.shape, [4, 2, 3]);
const half = meanSquare(ones([2, 3], 'float64'), zeros([2, 3], 'float64'));
same<Tensor<[], 'float64'>>()(half, true);
equal(half.item(), 0.5);
