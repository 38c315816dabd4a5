// Scaled dot-product attention: each query takes the mean of values, weighed by how well their keys match.
import { logicalAnd, matmul, mul, ones, softmax, transpose, tril, where } from '@cotangent/tensor';
import type { Dim, DType, Promote, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { complain, requireOptions, requireTensor, showSpec } from '@cotangent/tensor/extend';
import { floating } from './floating.ts';

/** Which keys a query may see, and how scores are scaled. */
export interface AttentionOptions {
  /** Whether query i sees keys 0 to i only. `false` unless given. */
  readonly causal?: boolean | undefined;
  /** Bools that broadcast to `[...b, t, s]`; where one is false, the query does not see the key. */
  readonly mask?: Tensor<Shape, 'bool'> | undefined;
  /** Of the scores; `1/√d` unless given. */
  readonly scale?: number | undefined;
}

/** The shape of `attention(q, k, v)`. */
type Attended<Q extends Shape, V extends Shape> = Q extends readonly [
  ...infer Lead extends Shape,
  infer T extends Dim,
  infer _,
]
  ? V extends readonly [...infer _Lead extends Shape, infer _S, infer E extends Dim]
    ? [...Lead, T, E]
    : [...Lead, T, number]
  : Shape;

/** A score that no softmax notices beside others; finite, so that a query that sees nothing has finite gradients. */
const unseen = -1e30;

/**
 * `softmax(q·kᵀ / √d)·v`. `[...b, t, d] × [...b, s, d] × [...b, s, e] → [...b, t, e]`.
 *
 * A query that sees no key gives zeros. Throws for operands that do not fit each other.
 *
 * Source: Vaswani et al., "Attention is all you need", 2017.
 * @example
 * const [q, k, v] = [ones([2, 4, 5, 8]), ones([2, 4, 5, 8]), ones([2, 4, 5, 3])];
 * functional.attention(q, k, v, { causal: true }); // Tensor<[2, 4, 5, 3]>
 */
export function attention<
  Q extends Shape,
  DQ extends DType,
  K extends Shape,
  DK extends DType,
  V extends Shape,
  DV extends DType,
>(
  q: Tensor<Q, DQ>,
  k: Tensor<K, DK>,
  v: Tensor<V, DV>,
  options: AttentionOptions = {},
): Tensor<Attended<Q, V>, ToFloat<Promote<Promote<DQ, DK>, DV>>> {
  const op = 'attention';
  const [queries, keys, values] = [floating(op, q, 'q'), floating(op, k, 'k'), floating(op, v, 'v')];
  requireOptions(op, options, { causal: 'boolean', mask: 'any', scale: 'number' });
  const size = requireFit(queries, keys, values);
  const scores = mul(matmul(queries, transpose(keys)), options.scale ?? 1 / Math.sqrt(Math.max(1, size)));
  const mask = maskOf(scores as Tensor, options);
  if (mask === undefined) return matmul(softmax(scores, -1), values) as never;
  const weights = softmax(where(mask, scores, unseen), -1);
  return matmul(where(mask, weights, 0), values) as never;
}

/** What all queries see, `[...b, t, s]`; `undefined` if it is everything. */
function maskOf(scores: Tensor, { causal, mask }: AttentionOptions): Tensor<Shape, 'bool'> | undefined {
  if (mask !== undefined) {
    requireTensor('attention', mask, 'mask');
    if (mask.dtype !== 'bool') {
      complain({
        op: 'attention',
        rule: 'a mask says which keys are seen',
        got: { mask: showSpec(mask) },
        argument: 'mask',
        expected: 'a tensor of dtype bool',
        hint: 'Write notEqual(mask, 0).',
      });
    }
  }
  if (causal !== true) return mask;
  const [t, s] = scores.shape.slice(-2);
  const earlier = tril(ones([t, s], 'bool')) as Tensor<Shape, 'bool'>;
  return mask === undefined ? earlier : (logicalAnd(mask, earlier) as Tensor<Shape, 'bool'>);
}

/** The size of queries and keys. */
function requireFit(q: Tensor, k: Tensor, v: Tensor): number {
  const size = q.shape[q.rank - 1];
  const fits = q.rank >= 2 && k.rank >= 2 && v.rank >= 2;
  if (fits && k.shape[k.rank - 1] === size && k.shape[k.rank - 2] === v.shape[v.rank - 2]) return size;
  return complain({
    op: 'attention',
    rule: 'queries and keys have one size, and there is a value for each key',
    got: { q: showSpec(q), k: showSpec(k), v: showSpec(v) },
    argument: 'k',
    expected: 'q of shape [..., t, d], k of shape [..., s, d] and v of shape [..., s, e]',
  });
}
