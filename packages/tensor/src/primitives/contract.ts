// contract: every product-and-sum there is. Axes carry labels; labels that the output lacks are summed over.
// Its adjoints are contractions again, with the roles of the three label strings exchanged.
import { allocate } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { dense, rowMajor, sizeOf, type DenseTensor } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { multiply, multiplyIntegers, type Side } from '../kernels/gemm.ts';

/**
 * One character an axis. Every label of `out` is in `x` or `y`; a label that is not in `out` is in both.
 * No string repeats a label.
 */
export type Labels = { readonly x: string; readonly y: string; readonly out: string };

/** Offsets of all positions along the axes that `group` names, in row-major order; 0 along axes it lacks. */
function offsets(
  group: string,
  labels: string,
  strides: readonly number[],
  sizes: Map<string, number>,
): Int32Array {
  let table = new Int32Array(1);
  for (const label of group) {
    const n = sizes.get(label) ?? 1;
    const stride = strides[labels.indexOf(label)] ?? 0;
    const longer = new Int32Array(table.length * n);
    for (let i = 0, at = 0; i < table.length; i++) {
      for (let k = 0; k < n; k++) longer[at++] = table[i] + k * stride;
    }
    table = longer;
  }
  return table;
}

function pick(labels: string, keep: (label: string) => boolean): string {
  return [...labels].filter(keep).join('');
}

/** `out = Σ x · y` over the labels that `out` lacks. */
export const contractPrimitive: Primitive<Labels> = /* @__PURE__ */ primitive({
  name: 'contract',
  shape: ([a, b], { x, y, out }) => {
    const size = (label: string): number => a.shape[x.indexOf(label)] ?? b.shape[y.indexOf(label)];
    return [{ shape: Object.freeze([...out].map(size)), dtype: a.dtype }];
  },
  kernel: ([a, b], { x, y, out }, [{ shape, dtype }]) => {
    const sizes = new Map<string, number>();
    [...x].forEach((label, axis) => sizes.set(label, a.shape[axis]));
    [...y].forEach((label, axis) => sizes.set(label, b.shape[axis]));
    const batch = pick(out, (label) => x.includes(label) && y.includes(label));
    const rows = pick(out, (label) => !y.includes(label));
    const columns = pick(out, (label) => !x.includes(label));
    const summed = pick(x, (label) => !out.includes(label));
    const values = allocate(dtype, sizeOf(shape));
    const strides = rowMajor(shape);
    const side = (t: DenseTensor, labels: string, outer: string): Side => ({
      values: t.values,
      offset: t.offset,
      outer: offsets(outer, labels, t.strides, sizes),
      inner: offsets(summed, labels, t.strides, sizes),
    });
    const left = side(a, x, rows);
    const right = side(b, y, columns);
    const target = {
      values,
      rows: offsets(rows, out, strides, sizes),
      columns: offsets(columns, out, strides, sizes),
    };
    const at = [[x, a.strides] as const, [y, b.strides] as const, [out, strides] as const].map(
      ([labels, steps]) => offsets(batch, labels, steps, sizes),
    );
    const product = dtype === 'int32' ? multiplyIntegers : multiply;
    for (let i = 0; i < at[0].length; i++) {
      product(
        { ...left, offset: a.offset + at[0][i] },
        { ...right, offset: b.offset + at[1][i] },
        { ...target, offset: at[2][i] },
      );
    }
    return [dense(values, dtype, shape)];
  },
  rule: {
    kind: 'bilinear',
    adjoints: [
      (g, b, { params: { x, y, out } }) => bindOne(contractPrimitive, [g, b], { x: out, y, out: x }),
      (g, a, { params: { x, y, out } }) => bindOne(contractPrimitive, [a, g], { x, y: out, out: y }),
    ],
  },
});

/** `contract` of operands that are already checked and of one dtype; integers count in int32. */
export function contract(a: Tensor, b: Tensor, labels: Labels): Tensor {
  return bindOne(contractPrimitive, [a, b], labels);
}
