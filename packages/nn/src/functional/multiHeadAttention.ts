// Attention in several subspaces at once, with given weights.
import { add, matmul, permute, reshape } from '@cotangent/tensor';
import type { DType, Shape, Tensor } from '@cotangent/tensor';
import { complain, requireInteger, requireOptions, showSpec } from '@cotangent/tensor/extend';
import { attention, type AttentionOptions } from './attention.ts';
import { floating } from './floating.ts';

/** An affine map, `x·w + b`. */
export interface Projection {
  readonly w: Tensor<Shape, DType>;
  readonly b?: Tensor<Shape, DType> | undefined;
}

/** The projections of queries, keys and values, each `[d, d]`, and that of what the heads return. */
export interface AttentionParams {
  readonly query: Projection;
  readonly key: Projection;
  readonly value: Projection;
  readonly output: Projection;
}

/** Into how many heads features are divided, and which keys a query may see. */
export interface MultiHeadAttentionOptions extends AttentionOptions {
  readonly heads: number;
}

/**
 * Attention in each of `heads` parts of the projected features, joined and projected again. `[b, t, d] × [b, s, d] × [b,
 * s, d] → [b, t, d]`.
 *
 * With q = k = v it is self-attention. Throws unless the heads divide the features.
 *
 * Source: Vaswani et al., "Attention is all you need", 2017.
 * @example
 * const projection = { w: eye(8), b: zeros([8]) };
 * const params = { query: projection, key: projection, value: projection, output: projection };
 * const x = ones([2, 5, 8]);
 * functional.multiHeadAttention(x, x, x, params, { heads: 2, causal: true }).shape; // [2, 5, 8]
 */
export function multiHeadAttention<Q extends Shape>(
  q: Tensor<Q, DType>,
  k: Tensor<Shape, DType>,
  v: Tensor<Shape, DType>,
  params: AttentionParams,
  options: MultiHeadAttentionOptions,
): Tensor<Q, DType> {
  const op = 'multiHeadAttention';
  requireOptions<MultiHeadAttentionOptions>(op, options, {
    heads: 'any',
    causal: 'boolean',
    mask: 'any',
    scale: 'number',
  });
  const { heads, ...rest } = options;
  requireInteger(op, heads, 'heads', 1);
  const queries = apart(op, project(floating(op, q, 'q'), params.query), heads);
  const keys = apart(op, project(floating(op, k, 'k'), params.key), heads);
  const values = apart(op, project(floating(op, v, 'v'), params.value), heads);
  const attended = permute(attention(queries, keys, values, rest) as Tensor, [0, 2, 1, 3]) as Tensor;
  const [batch, t, , size] = attended.shape as readonly number[];
  return project(reshape(attended, [batch, t, heads * size]), params.output) as Tensor<Q, DType>;
}

function project(x: Tensor, { w, b }: Projection): Tensor {
  const y = matmul(x, w as Tensor) as Tensor;
  return b === undefined ? y : (add(y, b as Tensor) as Tensor);
}

/** `[b, t, h·d] → [b, h, t, d]` */
function apart(op: string, x: Tensor, heads: number): Tensor {
  const [batch, t, size] = x.shape as readonly number[];
  if (x.rank !== 3 || size % heads !== 0) {
    complain({
      op,
      rule: 'heads divide the features of each position',
      got: { x: showSpec(x), heads: String(heads) },
      argument: 'heads',
      expected: x.rank === 3 ? `a divisor of ${size}` : 'x of shape [batch, positions, features]',
    });
  }
  return permute(reshape(x, [batch, t, heads, size / heads]), [0, 2, 1, 3]) as Tensor;
}
