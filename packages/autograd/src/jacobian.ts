// Whole derivatives: jacobian in either mode, hessian and Hessian-vector products, from vjp and jvp.
import {
  cast,
  permute,
  reshape,
  stack,
  type Dim,
  type DType,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { allocate, complain, dense, requireFunction, type Spec } from '@cotangent/tensor/extend';
import {
  flattenArgument,
  flattenTree,
  unflattenTree,
  type Accepts,
  type AnyFunction,
  type Flat,
  type Traced,
} from './arguments.ts';
import { derivativesAt } from './derivative.ts';
import { jvpFlat } from './pushforward.ts';
import { gradientOf, type ScalarProblem } from './grad.ts';
import { vjpFlat } from './pullback.ts';
import { zerosOf } from './rules.ts';
import { pushTrees } from './vjp.ts';

type Leaf = Tensor<Shape, DType>;
type Joined<S extends Shape, T extends Shape> = number extends S['length'] | T['length']
  ? readonly Dim[]
  : [...S, ...T];
/** The derivative of a leaf by a leaf: the output's axes, then the input's. */
type ByLeaf<Y, X> =
  Y extends Tensor<infer S, infer D>
    ? X extends Tensor<infer T, DType>
      ? Tensor<Joined<S, T>, D>
      : Leaf
    : Leaf;

/** The Jacobian of a tree by a tree: for each leaf of `R`, the tree `X` with a derivative at each leaf. */
export type Jacobian<R, X> = R extends Leaf ? ByTree<R, X> : { [K in keyof R]: Jacobian<R[K], X> };
type ByTree<Y, X> = X extends Leaf ? ByLeaf<Y, X> : { [K in keyof X]: ByTree<Y, X[K]> };

/** In which mode to compute a Jacobian. */
export interface JacobianOptions {
  /** `'reverse'` (the default) costs a backward pass an output element, `'forward'` a forward pass an input element. */
  readonly mode?: 'reverse' | 'forward';
}

/** The `index`-th unit tensor of the shape and dtype of `spec`. */
function unit({ shape, dtype }: Spec, index: number): Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = allocate(dtype, size);
  values[index] = 1;
  return dense(values, dtype, shape) as Tensor;
}

/** Rows stacked in front: `size` tensors of shape `inner` as one of shape `[...outer, ...inner]`. */
function assemble(rows: readonly Tensor[], outer: readonly number[], like: Spec): Tensor {
  const shape = [...outer, ...like.shape];
  if (rows.length === 0) return zerosOf({ shape, dtype: like.dtype });
  return reshape(stack(rows), shape) as Tensor;
}

/** `jacobian[k][i]`: of output leaf k by input leaf i. */
function reverse(f: (xs: readonly Tensor[]) => readonly Tensor[], primals: readonly Tensor[]): Tensor[][] {
  const { outputs, pullback } = vjpFlat(f, primals);
  return outputs.map((y, k) => {
    const rows = Array.from({ length: y.size }, (_, index) =>
      pullback(outputs.map((_, other) => (other === k ? unit(y, index) : null))),
    );
    return primals.map((x, i) =>
      cast(
        assemble(
          rows.map((row) => row[i] ?? zerosOf(x)),
          y.shape,
          x,
        ),
        y.dtype,
      ),
    ) as Tensor[];
  });
}

function forward(f: (xs: readonly Tensor[]) => readonly Tensor[], primals: readonly Tensor[]): Tensor[][] {
  let outputs: readonly Tensor[] | undefined;
  const columns = primals.map((x, i) =>
    Array.from({ length: x.size }, (_, index) => {
      const directions = primals.map((_, j) => (j === i ? unit(x, index) : null));
      const pushed = jvpFlat(f, primals, directions);
      outputs = pushed.outputs;
      return pushed.outputs.map((y, k) => pushed.tangents[k] ?? zerosOf(y));
    }),
  );
  outputs ??= f(primals);
  return outputs.map((y, k) =>
    primals.map((x, i) => {
      const columnsFirst = assemble(
        columns[i].map((column) => column[k]),
        [x.size],
        y,
      );
      const shape = [...y.shape, ...(x.shape as readonly number[])];
      return reshape(columnsLast(columnsFirst), shape) as Tensor;
    }),
  );
}

/** The first axis moved to the end. */
function columnsLast(x: Tensor): Tensor {
  const rank = x.shape.length;
  return permute(x, [...Array.from({ length: rank - 1 }, (_, axis) => axis + 1), 0]) as Tensor;
}

/**
 * The function that computes all derivatives of all outputs of `f` by its first argument.
 *
 * `f: X → R` gives, for an output of shape S and a leaf of shape T, a tensor of shape `[...S, ...T]`: trees of them for
 * trees. Throws for arguments that are not floats, and for an unknown mode.
 * @example
 * jacobian((x: Tensor<[2]>) => mul(x, x))(tensor([1, 2])); // float32[2, 2] [[2, 0], [0, 4]]
 */
export function jacobian<X = Tensor, A extends readonly unknown[] = [], R = Tensor>(
  f: (x: X, ...rest: A) => R,
  { mode = 'reverse' }: JacobianOptions = {},
): (x: Accepts<X>, ...rest: A) => Jacobian<R, Traced<X>> {
  requireFunction('jacobian', f, 'f');
  if (mode !== 'reverse' && mode !== 'forward') {
    complain({
      op: 'jacobian',
      rule: 'there are two modes',
      got: { mode: `'${String(mode)}'` },
      argument: 'mode',
      expected: "'reverse' or 'forward'",
    });
  }
  return (x, ...rest) => {
    const blocks = mode === 'reverse' ? reverse : forward;
    return blocksOf('jacobian', blocks, (y) => f(y as X, ...rest), x) as Jacobian<R, Traced<X>>;
  };
}

/** The tree of trees of blocks that `blocks` computes. */
function blocksOf(op: string, blocks: typeof reverse, f: (x: unknown) => unknown, x: unknown): unknown {
  const flat = flattenArgument(op, x, 'argument 0', true);
  let result: Flat = { leaves: [], structure: [] };
  const run = (leaves: readonly Tensor[]): readonly Tensor[] => {
    result = flattenTree(op, 'output', f(unflattenTree(flat.structure, leaves)));
    return result.leaves;
  };
  const rows = blocks(run, flat.leaves).map((row) =>
    unflattenTree(flat.structure, derivativesAt(flat.leaves, row, row)),
  );
  return unflattenTree(result.structure, rows);
}

/** The second derivatives of a scalar function of the tree `X`. */
export type Hessian<X> = Jacobian<X, X>;

/**
 * The function that computes all second derivatives of `f`, which returns a scalar, by its first argument: forward over
 * reverse.
 *
 * `f: X → []` gives, for leaves of shapes S and T, a tensor of shape `[...S, ...T]`. Throws as `grad` does.
 * @example
 * hessian((x: Tensor<[2]>) => sum(pow(x, 3)))(tensor([1, 2])); // float32[2, 2] [[ 6,  0], [ 0, 12]]
 */
export function hessian<X = Tensor, A extends readonly unknown[] = [], R = Tensor>(
  f: ((x: X, ...rest: A) => R) & ScalarProblem<'hessian', R>,
): (x: Accepts<X>, ...rest: A) => Hessian<Traced<X>> {
  requireFunction('hessian', f, 'f');
  return (x, ...rest) => {
    const gradient = (y: unknown): unknown => gradientOf('hessian', f as AnyFunction, [y, ...rest]);
    return blocksOf('hessian', forward, gradient, x) as Hessian<Traced<X>>;
  };
}

/**
 * The Hessian of `f` at `x` times `v`, without the Hessian: the derivative of the gradient in the direction of `v`.
 *
 * `f: X → []` gives `X × X → X`. Costs a few times as much as `f`. Throws as `grad` and `jvp` do.
 * @example
 * hvp((x: Tensor<[2]>) => sum(pow(x, 3)), tensor([1, 2]), tensor([1, 0])); // float32[2] [6, 0]
 */
export function hvp<X = Tensor, R = Tensor>(
  f: ((x: X) => R) & ScalarProblem<'hvp', R>,
  x: X,
  v: Accepts<NoInfer<X>>,
): X {
  requireFunction('hvp', f, 'f');
  const gradient = (y: unknown): unknown => gradientOf('hvp', f as AnyFunction, [y]);
  return pushTrees('hvp', gradient, [x], [v], 'v')[1] as X;
}
