// maxout: the largest of each group of neighboring channels.
import { max, reshape } from '@cotangent/tensor';
import type { Dim, DType, Shape, Tensor } from '@cotangent/tensor';
import { complain, requireInteger, requireTensor, showSpec, type Divide } from '@cotangent/tensor/extend';

/** The shape of `maxout(x, G)`. */
export type Maxout<S extends Shape, G extends number> = S extends readonly [
  infer B extends Dim,
  infer C extends Dim,
  ...infer R extends Shape,
]
  ? [B, Divide<C, G>, ...R]
  : Shape;

/**
 * The largest of each `size` neighboring channels. `[b, c, ...n] → [b, c / size, ...n]`.
 *
 * The first of several takes the whole gradient. Throws unless the size divides the channels.
 *
 * Source: Goodfellow et al., "Maxout networks", 2013.
 * @example functional.maxout(tensor([[1, 4, 3, 2]]), 2); // float32[1, 2] [[4, 3]]
 */
export function maxout<S extends Shape, D extends DType, const G extends number>(
  x: Tensor<S, D>,
  size: G,
): Tensor<Maxout<S, G>, D> {
  requireTensor('maxout', x);
  requireInteger('maxout', size, 'size', 1);
  const [batch, channels = 0, ...sizes] = x.shape as readonly number[];
  if (x.rank < 2 || channels % size !== 0) {
    complain({
      op: 'maxout',
      rule: 'groups divide the channels',
      got: { x: showSpec(x), size: String(size) },
      argument: 'size',
      expected: x.rank < 2 ? 'x of shape [batch, channels, ...sizes]' : `a divisor of ${channels}`,
    });
  }
  return max(reshape(x as Tensor, [batch, channels / size, size, ...sizes]) as Tensor, 2) as Tensor as Tensor<
    Maxout<S, G>,
    D
  >;
}
