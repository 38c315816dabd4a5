// A data set is a tree of tensors that agree in their first axis: row i of every leaf is example i.
// What all functions over data sets know of one: its leaves ready to be copied from, row by row.
import type { Dim, DType, Shape, Tensor } from '@cotangent/tensor';
import {
  allocate,
  complain,
  contiguous,
  dense,
  known,
  type DenseTensor,
  pathsOf,
  putTogether,
  showSpec,
  takeApart,
  type Structure,
} from '@cotangent/tensor/extend';

/** What tells a leaf from a branch. */
interface IsLeaf {
  item(): unknown;
}

/**
 * The data set type `T` with `N` examples.
 * @example
 * type Data = { images: Tensor<[60000, 1, 28, 28], 'uint8'>; labels: Tensor<[60000], 'uint8'> };
 * type Batch = Examples<Data, 20>; // { images: Tensor<[20, 1, 28, 28], 'uint8'>; labels: Tensor<[20], 'uint8'> }
 */
export type Examples<T, N extends Dim> = T extends IsLeaf
  ? T extends Tensor<infer S, infer D>
    ? Tensor<FirstAxis<S, N>, D>
    : never
  : { [K in keyof T]: Examples<T[K], N> };
type FirstAxis<S extends Shape, N extends Dim> = S extends readonly [infer _, ...infer Rest extends Shape]
  ? [N, ...Rest]
  : Shape;

/** A data set that rows can be copied from. */
export interface Rows {
  readonly count: number;
  readonly structure: Structure;
  readonly leaves: readonly DenseTensor<Shape, DType>[];
}

/** The rows of `data`; throws unless it is a tree of dense tensors that agree in their first axis. */
export function rowsOf(op: string, data: unknown): Rows {
  const { leaves, structure } = takeApart(op, 'data', data);
  const shown = (): Record<string, string> =>
    Object.fromEntries(pathsOf(structure).map((path, i) => [path || 'data', showSpec(leaves[i])]));
  const refuse = (rule: string): never =>
    complain({
      op,
      rule,
      got: { ...shown(), ...(leaves.length === 0 ? { data: 'no tensor at all' } : {}) },
      argument: leaves.length === 0 ? 'data' : pathsOf(structure)[0] || 'data',
      expected: 'tensors with one example a row, all with the same number of rows',
    });
  if (leaves.length === 0 || leaves.some((leaf) => leaf.rank === 0)) refuse('a data set has rows');
  const count = leaves[0].shape[0];
  if (leaves.some((leaf) => leaf.shape[0] !== count)) refuse('all leaves must have the same first axis');
  return { count, structure, leaves: leaves.map((leaf) => contiguous(denseOf(op, leaf))) };
}

/** `x`, whose values can be copied from; throws for what is traced, whose derivative would be lost. */
export function denseOf(op: string, x: Tensor): DenseTensor {
  const held = known(x);
  if (held !== undefined) return held;
  return complain({
    op,
    rule: 'data is prepared outside of traced functions',
    got: { x: `${showSpec(x)}, traced` },
    argument: 'x',
    expected: 'a tensor that holds its values',
  });
}

/** The examples at `indices`, which are in range, as a data set of the same structure. */
export function gatherRows({ structure, leaves }: Rows, indices: Int32Array): unknown {
  const taken = leaves.map(({ values, offset, dtype, shape, size }) => {
    const row = size / shape[0];
    const out = allocate(dtype, indices.length * row);
    for (let i = 0; i < indices.length; i++) {
      const from = offset + indices[i] * row;
      out.set(values.subarray(from, from + row), i * row);
    }
    return dense(out, dtype, Object.freeze([indices.length, ...shape.slice(1)]));
  });
  return putTogether(structure, taken);
}
