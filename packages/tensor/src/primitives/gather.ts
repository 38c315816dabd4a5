// gather ⇄ scatterAdd: reading slices by index, and adding slices at indices. Each other's adjoints.
import { allocate, isFloat } from '../base/dtype.ts';
import { complain, showSpec } from '../base/error.ts';
import { bindOne } from '../core/bind.ts';
import { dense, sizeOf, type DenseTensor } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { contiguous } from '../kernels/map.ts';
import { constant } from './constant.ts';

/** The indices as numbers, each checked against the axis it points into. */
function checked(op: string, indices: DenseTensor, n: number): readonly number[] {
  const { values, offset, size } = contiguous(indices);
  const result = new Array<number>(size);
  for (let place = 0; place < size; place++) {
    const index = values[offset + place];
    if (index < 0 || index >= n) {
      complain({
        op,
        rule: 'every index must lie inside the axis',
        got: { indices: `${showSpec(indices)}   ${index} among them` },
        argument: 'indices',
        expected: n === 0 ? 'no indices, as the axis is empty' : `indices from 0 to ${n - 1}`,
      });
    }
    result[place] = index;
  }
  return result;
}

function requireDistinct(slices: readonly number[], indices: DenseTensor): void {
  const seen = new Set<number>();
  for (const index of slices) {
    if (!seen.has(index)) seen.add(index);
    else
      complain({
        op: 'updateAt',
        rule: 'the indices must differ',
        got: { indices: `${showSpec(indices)}   ${index} more than once` },
        argument: 'indices',
        expected: 'each index at most once',
        hint: 'To add values up at repeated indices, use scatterAdd.',
      });
  }
}

/** Slices of `x` along `axis`, at `indices`: `[...a, n, ...b], [...i] → [...a, ...i, ...b]`. */
export const gatherPrimitive: Primitive<{ readonly axis: number }> = /* @__PURE__ */ primitive({
  name: 'gather',
  shape: ([x, indices], { axis }) => [
    {
      shape: Object.freeze([...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]),
      dtype: x.dtype,
    },
  ],
  kernel: ([x, indices], { axis }, [{ shape, dtype }]) => {
    const n = x.shape[axis];
    const slices = checked('gather', indices, n);
    const { values, offset } = contiguous(x);
    const out = allocate(dtype, sizeOf(shape));
    const outer = sizeOf(x.shape.slice(0, axis));
    const inner = sizeOf(x.shape.slice(axis + 1));
    let to = 0;
    for (let o = 0; o < outer; o++) {
      for (const index of slices) {
        const start = offset + (o * n + index) * inner;
        for (let t = 0; t < inner; t++) out[to++] = values[start + t];
      }
    }
    return [dense(out, dtype, shape)];
  },
  rule: {
    kind: 'linear',
    fixed: [1],
    adjoint: ([g], { params: { axis }, inputs: [x] }, [indices]) => [
      scatterAt(g, indices, axis, x.shape[axis]),
      null,
    ],
  },
});

/** Slices of `x` added at `indices` into zeros: `[...a, ...i, ...b], [...i] → [...a, size, ...b]`. */
export const scatterAddPrimitive: Primitive<{
  readonly axis: number;
  readonly size: number;
  /** Whether the indices must differ, which is checked where ones are added to count them. */
  readonly distinct?: true;
}> = /* @__PURE__ */ primitive({
  name: 'scatterAdd',
  shape: ([x, indices], { axis, size }) => {
    const after = x.shape.slice(axis + indices.shape.length);
    return [{ shape: Object.freeze([...x.shape.slice(0, axis), size, ...after]), dtype: x.dtype }];
  },
  kernel: ([x, indices], { axis, size, distinct }, [{ shape, dtype }]) => {
    const slices = checked('scatterAdd', indices, size);
    if (distinct === true) requireDistinct(slices, indices);
    const { values, offset } = contiguous(x);
    const total = sizeOf(shape);
    const acc = isFloat(dtype) ? new Float64Array(total) : allocate(dtype, total);
    const outer = sizeOf(shape.slice(0, axis));
    const inner = sizeOf(shape.slice(axis + 1));
    let at = offset;
    for (let o = 0; o < outer; o++) {
      for (const index of slices) {
        const start = (o * size + index) * inner;
        for (let t = 0; t < inner; t++) acc[start + t] += values[at++];
      }
    }
    return [dense(dtype === 'float32' ? new Float32Array(acc) : acc, dtype, shape)];
  },
  rule: {
    kind: 'linear',
    fixed: [1],
    adjoint: ([g], { params: { axis } }, [indices]) => [takeAt(g, indices, axis), null],
  },
});

/** Slices of `x` along `axis`; already checked, save for the values of the indices. */
export function takeAt(x: Tensor, indices: Tensor, axis: number): Tensor {
  return bindOne(gatherPrimitive, [x, indices], { axis });
}

/** Slices of `x` added at `indices` into zeros of `size` along `axis`; checked as in `takeAt`. */
export function scatterAt(x: Tensor, indices: Tensor, axis: number, size: number): Tensor {
  return bindOne(scatterAddPrimitive, [x, indices], { axis, size });
}

/** Which of `size` places `indices` name, as 1 and 0. Whoever computes it refuses indices that do not differ. */
export function placesNamed(indices: Tensor, size: number): Tensor {
  const ones = constant(1, indices.shape, 'int32');
  return bindOne(scatterAddPrimitive, [ones, indices], { axis: 0, size, distinct: true });
}
