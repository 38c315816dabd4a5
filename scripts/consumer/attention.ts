// Attention over generic batch, time and width: with matmul and one head, with einsum and several, masked and not.
import {
  arange,
  div,
  einsum,
  expandDims,
  greaterEqual,
  matmul,
  ones,
  permute,
  reshape,
  softmax,
  take,
  tensor,
  transpose,
  where,
  zeros,
  type Dim,
  type Tensor,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

const attention = <B extends Dim, T extends Dim, H extends Dim>(
  q: Tensor<[B, T, H]>,
  k: Tensor<[B, T, H]>,
  v: Tensor<[B, T, H]>,
) => {
  const scores = div(matmul(q, transpose(k)), Math.sqrt(k.shape[2]));
  same<Tensor<[B, T, T]>>()(scores, true);
  const y = matmul(softmax(scores), v);
  same<Tensor<[B, T, H]>>()(y, true);
  return y;
};

const heads = <B extends Dim, N extends Dim, Q extends Dim, K extends Dim, H extends Dim>(
  q: Tensor<[B, N, Q, H]>,
  k: Tensor<[B, N, K, H]>,
  v: Tensor<[B, N, K, H]>,
  mask: Tensor<[Q, K], 'bool'>,
): Tensor<[B, N, Q, H]> => {
  const scores = einsum('bnqh,bnkh->bnqk', q, k);
  same<Tensor<[B, N, Q, K]>>()(scores, true);
  const seen = where(mask, scores, -1e9);
  same<Tensor<[B, N, Q, K]>>()(seen, true);
  return einsum('bnqk,bnkh->bnqh', softmax(seen, -1), v);
};

/** Sizes read off a shape are those of the type. */
const apart = <B extends number, T extends number>(x: Tensor<[B, T, 64]>): Tensor<[B, 8, T, 8]> => {
  const [batch, time] = x.shape;
  const split = reshape(x, [batch, time, 8, 8]);
  same<Tensor<[B, T, 8, 8]>>()(split, true);
  return permute(split, [0, 2, 1, 3]);
};

const embed = <B extends Dim, T extends Dim, V extends Dim, W extends Dim>(
  table: Tensor<[V, W]>,
  tokens: Tensor<[B, T], 'int32'>,
): Tensor<[B, T, W]> => take(table, tokens);

const causal = <T extends number>(time: T) => {
  const steps = arange(time);
  const mask = greaterEqual(expandDims(steps, 1), steps);
  same<Tensor<[T, T], 'bool'>>()(mask, true);
  return mask;
};

const x = embed(
  ones([10, 64]),
  tensor(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    'int32',
  ),
);
same<Tensor<[2, 3, 64]>>()(x, true);
equal(attention(x, x, x).toArray(), x.toArray());
const q = apart(x);
same<Tensor<[2, 8, 3, 8]>>()(q, true);
const mask = causal(3);
same<Tensor<[3, 3], 'bool'>>()(mask, true);
equal(mask.toArray(), [
  [true, false, false],
  [true, true, false],
  [true, true, true],
]);
equal(heads(q, q, q, mask).toArray(), q.toArray());
equal(attention(zeros([1, 2, 3]), zeros([1, 2, 3]), ones([1, 2, 3])).toArray(), [
  [
    [1, 1, 1],
    [1, 1, 1],
  ],
]);
