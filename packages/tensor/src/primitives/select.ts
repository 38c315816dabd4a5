// where: one of two values for each element, by a mask. Linear in both values, each gets its share of the cotangent.
import type { DType, Promote } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { apply, isTensor } from '../core/bind.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import { requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { select } from '../kernels/map.ts';
import { broadcastShape as meet, type Broadcast, type BroadcastProblem } from '../shape/broadcast.ts';
import type { Settled, Shape } from '../shape/dim.ts';
import type { DTypeProblem } from '../shape/expect.ts';
import { broadcastShape } from './broadcast.ts';
import { fullLike } from './constant.ts';
import type { Operand } from './elementwise.ts';
import { operands } from './operands.ts';

/** `mask ? x : y`, over three inputs of one shape. */
export const wherePrimitive: Primitive = /* @__PURE__ */ primitive({
  name: 'where',
  shape: ([, x]) => [x],
  kernel: ([mask, x, y]) => [select(mask, x, y)],
  rule: {
    kind: 'linear',
    fixed: [0],
    adjoint: ([g], _, [mask]) => [
      null,
      apply(wherePrimitive, mask, g, fullLike(g, 0)),
      apply(wherePrimitive, mask, fullLike(g, 0), g),
    ],
  },
});

const maskRule = 'the mask must be a bool tensor';

/**
 * `x` where `mask` holds, else `y`.
 *
 * `M × S × T → broadcast(M, S, T)`. Throws if the shapes do not broadcast or `mask` is not bool. The gradient flows
 * only into the value that was taken; a NaN in the other one's own derivative still spreads (`0 · NaN`), so keep
 * its input harmless too: `where(ok, log(where(ok, x, 1)), 0)`.
 * @example
 * const x = tensor([-1, 2]);
 * where(less(x, 0), 0, x); // float32[2] [0, 2]
 */
export function where<
  M extends Shape,
  DM extends DType,
  A extends Shape = [],
  DA extends DType = never,
  B extends Shape = [],
  DB extends DType = never,
>(
  mask: Tensor<M, DM> & DTypeProblem<'where', typeof maskRule, 'mask', M, DM, 'bool'>,
  x: Operand<A, DA> & BroadcastProblem<'where', Settled<M, DM>, Settled<A, DA>, DM | DA, 'mask', 'x'>,
  y: Operand<B, DB> &
    BroadcastProblem<'where', Settled<Broadcast<M, A>, DB>, Settled<B, DB>, DM | DA | DB, 'mask and x', 'y'>,
): Tensor<Broadcast<Broadcast<M, A>, B>, Promote<DA, DB>> {
  requireTensor('where', mask, 'mask', typeof mask === 'number' ? null : undefined);
  if (!isTensor(mask) || mask.dtype !== 'bool') {
    complain({
      op: 'where',
      rule: maskRule,
      got: { mask: show(mask) },
      argument: 'mask',
      expected: 'a tensor of dtype bool',
      hint: isTensor(mask) ? 'To choose where it is not 0, write notEqual(mask, 0).' : undefined,
    });
  }
  const [a, b] = operands('where', x, y, 'any');
  const shape = meet('where', mask, a, ['mask', 'x and y']);
  const parts = [mask, a, b].map((part) => broadcastShape(part, shape));
  return apply(wherePrimitive, ...parts) as Tensor<Broadcast<Broadcast<M, A>, B>, Promote<DA, DB>>;
}
