// Diagonals and triangles of the last two axes.
import type { DType } from '../base/dtype.ts';
import { complain, showSpec } from '../base/error.ts';
import { requireInteger, requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { sub } from '../primitives/arithmetic.ts';
import { lessEqual } from '../primitives/comparison.ts';
import { iotaPrimitive } from '../primitives/constant.ts';
import { takeAt } from '../primitives/gather.ts';
import { permuteAxes } from '../primitives/permute.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { where } from '../primitives/select.ts';
import { bindOne } from '../core/bind.ts';
import type { Compare } from '../shape/arithmetic.ts';
import type { Certain, Dim, Of, Problem, Settled, Shape, Show } from '../shape/dim.ts';

function iota(start: number, step: number, size: number): Tensor {
  return bindOne(iotaPrimitive, [], { start, step, size, dtype: 'int32' });
}

/** The diagonal of two axes as the last axis, already checked: every `n + 1`-th element of the two as one. */
export function diagonalOf(x: Tensor, first: number, second: number, offset = 0): Tensor {
  const rest = [...x.shape.keys()].filter((axis) => axis !== first && axis !== second);
  const rows = x.shape[first];
  const columns = x.shape[second];
  const outer = rest.map((axis) => x.shape[axis]);
  const flat = reshapeTo(permuteAxes(x, [...rest, first, second]), Object.freeze([...outer, rows * columns]));
  const count = Math.max(
    0,
    offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns),
  );
  const start = offset >= 0 ? offset : -offset * columns;
  return takeAt(flat, iota(start, columns + 1, count), outer.length);
}

const matrixRule = 'the last two axes are the matrix, so there must be two';
/** The sentence for a shape that certainly has fewer than two axes, else `unknown`. */
type MatrixProblem<Op extends string, S extends Shape> =
  Of<S> extends Of<readonly [] | readonly [unknown]>
    ? Problem<`${Op}: ${typeof matrixRule}. x: ${Show<Certain<S>>}`>
    : unknown;

function requireMatrix(op: string, x: Tensor): void {
  if (x.shape.length >= 2) return;
  complain({
    op,
    rule: matrixRule,
    got: { x: showSpec(x) },
    argument: 'x',
    expected: 'a tensor of rank 2 or more',
  });
}

/** The shape of a diagonal; its size is the smaller of the last two where both are known and it is the main one. */
type Diagonal<S extends Shape, K extends number> =
  Of<S> extends Of<readonly [...infer B extends Shape, infer _M, infer _N]>
    ? [...B, K extends 0 ? Smaller<Certain<S>> : number]
    : Shape;
type Smaller<C extends Shape> = C extends readonly [
  ...infer _ extends Shape,
  infer M extends Dim,
  infer N extends Dim,
]
  ? Compare<M, N> extends '>'
    ? N
    : Compare<M, N> extends '?'
      ? number
      : M
  : number;

/**
 * The diagonal of the last two axes, `offset` places above the main one. `[...b, m, n] → [...b, k]`.
 *
 * Throws for fewer than two axes, and for an offset that is no integer.
 * @example diagonal(tensor([[1, 2], [3, 4]])); // float32[2] [1, 4]
 */
export function diagonal<S extends Shape, D extends DType, const K extends number = 0>(
  x: Tensor<S, D> & MatrixProblem<'diagonal', Settled<S, D>>,
  offset?: K,
): Tensor<Diagonal<S, K>, D> {
  requireTensor('diagonal', x);
  const places: number = offset ?? 0;
  requireInteger('diagonal', places, 'offset');
  requireMatrix('diagonal', x as Tensor);
  const rank = x.shape.length;
  return diagonalOf(x as Tensor, rank - 2, rank - 1, places) as Tensor as Tensor<Diagonal<S, K>, D>;
}

/** `column - row` at every place of the last two axes, as a matrix. */
function distances(op: string, x: Tensor): Tensor {
  requireMatrix(op, x);
  const [rows, columns] = x.shape.slice(-2);
  return sub(iota(0, 1, columns), reshapeTo(iota(0, 1, rows), [rows, 1])) as Tensor;
}

/**
 * The lower triangle of the last two axes: 0 above the diagonal that lies `offset` places above the main one. `S → S`.
 *
 * Throws for fewer than two axes, and for an offset that is no integer.
 * @example tril(ones([2, 2])); // float32[2, 2] [[1, 0], [1, 1]]
 */
export function tril<S extends Shape, D extends DType>(
  x: Tensor<S, D> & MatrixProblem<'tril', Settled<S, D>>,
  offset = 0,
): Tensor<S, D> {
  requireTensor('tril', x);
  requireInteger('tril', offset, 'offset');
  const kept = lessEqual(distances('tril', x as Tensor), offset);
  return where(kept as Tensor<Shape, 'bool'>, x as Tensor, 0) as Tensor as Tensor<S, D>;
}

/**
 * The upper triangle of the last two axes: 0 below the diagonal that lies `offset` places above the main one. `S → S`.
 *
 * Throws for fewer than two axes, and for an offset that is no integer.
 * @example triu(ones([2, 2])); // float32[2, 2] [[1, 1], [0, 1]]
 */
export function triu<S extends Shape, D extends DType>(
  x: Tensor<S, D> & MatrixProblem<'triu', Settled<S, D>>,
  offset = 0,
): Tensor<S, D> {
  requireTensor('triu', x);
  requireInteger('triu', offset, 'offset');
  const kept = lessEqual(offset, distances('triu', x as Tensor));
  return where(kept as Tensor<Shape, 'bool'>, x as Tensor, 0) as Tensor as Tensor<S, D>;
}
