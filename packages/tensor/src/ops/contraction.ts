// Matrix products, as contractions over labeled axes.
import { promote, toSum, type DType, type Promote, type ToSum } from '../base/dtype.ts';
import { complain, showSpec } from '../base/error.ts';
import { requireTensor } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { castTo } from '../primitives/constant.ts';
import { contract } from '../primitives/contract.ts';
import { refuseBool } from '../primitives/operands.ts';
import { reshapeTo } from '../primitives/reshape.ts';
import { matmulShape, type Matmul, type MatmulProblem } from '../shape/matmul.ts';
import type { Certain, Dim, Of, Problem, Settled, Shape, Show } from '../shape/dim.ts';

/** `count` labels from `start` on: single characters that no two axes share. */
export function labelsFrom(start: number, count: number): string {
  return Array.from({ length: count }, (_, i) => String.fromCharCode(97 + start + i)).join('');
}

/** Two operands in the dtype in which their products add up. */
function contractionOperands(
  op: string,
  a: Tensor,
  b: Tensor,
  names: readonly [string, string] = ['x', 'y'],
): readonly [Tensor, Tensor] {
  const dtype = promote(a.dtype, b.dtype);
  if (dtype === 'bool') refuseBool(op, { [names[0]]: a, [names[1]]: b });
  return [castTo(a, toSum(dtype)), castTo(b, toSum(dtype))];
}

/** `labels` and `x` without the axes at which `drop` holds, all of size 1. */
function without(x: Tensor, labels: string, drop: (label: string) => boolean): readonly [Tensor, string] {
  const kept = [...labels];
  const shape = x.shape.filter((_, axis) => !drop(kept[axis]));
  return [reshapeTo(x, Object.freeze(shape)), kept.filter((label) => !drop(label)).join('')];
}

/**
 * The matrix product; batch axes broadcast, vectors are rows on the left and columns on the right.
 *
 * `[...b, m, k] × [...b, k, n] → [...b, m, n]`, `[k] × [k] → []`. Narrow integers count in int32. Throws if the
 * inner dimensions differ, the batch axes do not broadcast, an operand has rank 0, or both are bools.
 * @example matmul(tensor([[1, 2], [3, 4]]), tensor([1, 1])); // float32[2] [3, 7]
 */
export function matmul<A extends Shape, DA extends DType, B extends Shape, DB extends DType>(
  a: Tensor<A, DA>,
  b: Tensor<B, DB> & MatmulProblem<'matmul', Settled<A, DA>, Settled<B, DB>>,
): Tensor<Matmul<A, B>, ToSum<Promote<DA, DB>>> {
  requireTensor('matmul', a, 'a', Array.isArray(a) ? undefined : null);
  requireTensor('matmul', b, 'b', Array.isArray(b) ? undefined : null);
  const shape = matmulShape('matmul', a, b);
  const [x, y] = contractionOperands('matmul', a as Tensor, b as Tensor, ['a', 'b']);
  const batch = Math.max(x.shape.length, y.shape.length, 2) - 2;
  const labels = labelsFrom(3, batch);
  const xBatch = labels.slice(batch - Math.max(0, x.shape.length - 2));
  const yBatch = labels.slice(batch - Math.max(0, y.shape.length - 2));
  const stretched = (mine: Tensor, own: string, other: Tensor, others: string) => (label: string) =>
    own.includes(label) &&
    mine.shape[own.indexOf(label)] === 1 &&
    others.includes(label) &&
    other.shape[others.indexOf(label)] !== 1;
  const [left, xLabels] = without(
    x,
    `${xBatch}${x.shape.length > 1 ? 'a' : ''}b`,
    stretched(x, xBatch, y, yBatch),
  );
  const [right, yLabels] = without(
    y,
    `${yBatch}b${y.shape.length > 1 ? 'c' : ''}`,
    stretched(y, yBatch, x, xBatch),
  );
  const out = `${labels}${x.shape.length > 1 ? 'a' : ''}${y.shape.length > 1 ? 'c' : ''}`;
  const product = contract(left, right, { x: xLabels, y: yLabels, out });
  return reshapeTo(product, shape) as Tensor as Tensor<Matmul<A, B>, ToSum<Promote<DA, DB>>>;
}

const vectorRule = 'both operands must be vectors';
/** The sentence for an operand that certainly is no vector, else `unknown`. */
type VectorProblem<Op extends string, Name extends string, S extends Shape> =
  Of<S> extends Of<readonly [infer _]>
    ? unknown
    : number extends S['length']
      ? unknown
      : Problem<`${Op}: ${typeof vectorRule}. ${Name}: ${Show<Certain<S>>}`>;

function requireVectors(op: string, x: Tensor, y: Tensor): void {
  if (x.shape.length === 1 && y.shape.length === 1) return;
  complain({
    op,
    rule: vectorRule,
    got: { x: showSpec(x), y: showSpec(y) },
    argument: x.shape.length === 1 ? 'y' : 'x',
    expected: 'two tensors of rank 1',
    hint: op === 'dot' ? 'For matrices, use matmul or einsum.' : 'For other ranks, use einsum.',
  });
}

/**
 * The inner product of two vectors. `[n] × [n] → []`; dtypes as in `matmul`. Throws unless both are vectors of one
 * length, and for two bools.
 * @example dot(tensor([1, 2]), tensor([3, 4])); // float32[] 11
 */
export function dot<A extends Shape, DA extends DType, B extends Shape, DB extends DType>(
  x: Tensor<A, DA> & VectorProblem<'dot', 'x', Settled<A, DA>>,
  y: Tensor<B, DB> &
    VectorProblem<'dot', 'y', Settled<B, DB>> &
    MatmulProblem<'dot', Settled<A, DA>, Settled<B, DB>>,
): Tensor<[], ToSum<Promote<DA, DB>>> {
  requireTensor('dot', x, 'x', Array.isArray(x) ? undefined : null);
  requireTensor('dot', y, 'y', Array.isArray(y) ? undefined : null);
  requireVectors('dot', x as Tensor, y as Tensor);
  requireEqualLengths(x as Tensor, y as Tensor);
  const [a, b] = contractionOperands('dot', x as Tensor, y as Tensor);
  return contract(a, b, { x: 'a', y: 'a', out: '' }) as Tensor as Tensor<[], ToSum<Promote<DA, DB>>>;
}

/** Throws unless two vectors have one length. */
function requireEqualLengths(x: Tensor, y: Tensor): void {
  if (x.size === y.size) return;
  complain({
    op: 'dot',
    rule: 'inner dimensions must match',
    got: { x: showSpec(x), y: showSpec(y) },
    argument: 'y',
    expected: `y of shape [${x.size}]`,
  });
}

/** The size of a vector. */
type Length<S extends Shape> = Of<S> extends Of<readonly [infer N extends Dim]> ? N : number;

/**
 * The outer product of two vectors. `[m] × [n] → [m, n]`; dtypes as in `matmul`. Throws unless both are vectors, and
 * for two bools.
 * @example outer(tensor([1, 2]), tensor([3, 4])); // float32[2, 2] [[3, 4], [6, 8]]
 */
export function outer<A extends Shape, DA extends DType, B extends Shape, DB extends DType>(
  x: Tensor<A, DA> & VectorProblem<'outer', 'x', Settled<A, DA>>,
  y: Tensor<B, DB> & VectorProblem<'outer', 'y', Settled<B, DB>>,
): Tensor<[Length<A>, Length<B>], ToSum<Promote<DA, DB>>> {
  requireTensor('outer', x, 'x', Array.isArray(x) ? undefined : null);
  requireTensor('outer', y, 'y', Array.isArray(y) ? undefined : null);
  requireVectors('outer', x as Tensor, y as Tensor);
  const [a, b] = contractionOperands('outer', x as Tensor, y as Tensor);
  return contract(a, b, { x: 'a', y: 'b', out: 'ab' }) as Tensor as Tensor<
    [Length<A>, Length<B>],
    ToSum<Promote<DA, DB>>
  >;
}
