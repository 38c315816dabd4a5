// Orthogonal weights: lengths and angles pass through them unchanged.
import {
  div,
  matmul,
  mul,
  norm,
  outer,
  random,
  reshape,
  scan,
  sub,
  transpose,
  eye,
  zeros,
  add,
} from '@cotangent/tensor';
import type { Tensor } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import type { Initializer } from './initializer.ts';

/** A factor on orthogonal weights. */
export interface OrthogonalOptions {
  /** 1 unless given. */
  readonly gain?: number | undefined;
}

/** `x` without what it shares with the rows of `q`, all of length 1 and at right angles, or 0. */
function rest(x: Tensor, q: Tensor): Tensor {
  return sub(x, matmul(matmul(q, x), q)) as Tensor;
}

/** The rows of `x`, `[n, m]` with n ≤ m, made orthogonal one after another, twice each against rounding. */
function orthogonalRows(x: Tensor): Tensor {
  const [n, m] = x.shape as readonly number[];
  const rows = { row: x, place: eye(n, n, x.dtype) as Tensor };
  const step = (q: Tensor, { row, place }: { row: Tensor; place: Tensor }): readonly [Tensor, null] => {
    const left = rest(rest(row, q), q);
    const unit = div(left, norm(left)) as Tensor;
    return [add(q, outer(place, unit)) as Tensor, null];
  };
  return scan(step, zeros([n, m], x.dtype) as Tensor, rows)[0];
}

/**
 * Rows (or columns, if there are fewer) at right angles and of one length, drawn evenly among all such.
 *
 * The first axis counts as rows, the others together as columns: `[in, out]` of a dense layer, `[out, in·h·w]` of
 * kernels.
 *
 * Source: Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2013.
 * @example linear(10, { init: orthogonal() })([256]).output; // [10]
 */
export function orthogonal(options: OrthogonalOptions = {}): Initializer {
  const { gain = 1 } = requireOptions('orthogonal', options, { gain: 'number' });
  return (key, shape, { dtype }) => {
    const [rows, ...others] = shape;
    const columns = others.reduce((product, n) => product * n, 1);
    const wide = rows <= columns;
    const drawn = random.normal(key, wide ? [rows, columns] : [columns, rows], { dtype }) as Tensor;
    const q = orthogonalRows(drawn);
    return reshape(mul(wide ? q : (transpose(q) as Tensor), gain) as Tensor, shape);
  };
}
