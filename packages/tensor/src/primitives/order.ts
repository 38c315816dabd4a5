// max, min, argmax, argmin over axes, and argsort along one. NaN wins, ties go to the first in row-major order.
import { allocate, type DType } from '../base/dtype.ts';
import { apply, bindOne } from '../core/bind.ts';
import { dense, rowMajor, sizeOf, type DenseTensor } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { contiguous } from '../kernels/map.ts';
import { argReduce, maxLoop, minLoop, reduce } from '../kernels/reduce.ts';
import type { Loop1 } from '../kernels/map.ts';
import { reduceShape } from '../shape/axes.ts';
import { broadcastShape } from './broadcast.ts';
import { equalPrimitive } from './comparison.ts';
import { fullLike, iotaPrimitive } from './constant.ts';
import { reshapeTo } from './reshape.ts';
import { wherePrimitive } from './select.ts';

type Axes = { readonly axes: readonly number[] };

/** The least and the greatest value of each dtype: what a maximum and a minimum start from. */
const bounds: Readonly<Record<DType, readonly [least: number, greatest: number]>> = {
  bool: [0, 1],
  uint8: [0, 255],
  int32: [-2147483648, 2147483647],
  float32: [-Infinity, Infinity],
  float64: [-Infinity, Infinity],
};

function argPrimitive(name: string, beats: (a: number, b: number) => boolean): Primitive<Axes> {
  return primitive<Axes>({
    name,
    shape: ([x], { axes }) => [{ shape: reduceShape(x.shape, axes, false), dtype: 'int32' }],
    kernel: ([x], { axes }, [out]) => [argReduce(beats, x, axes, out)],
    rule: { kind: 'none' },
  });
}

/** The row-major position of the largest element among those along `axes`. */
export const argmaxPrimitive: Primitive<Axes> = /* @__PURE__ */ argPrimitive('argmax', (a, b) => a > b);
/** The row-major position of the smallest element among those along `axes`. */
export const argminPrimitive: Primitive<Axes> = /* @__PURE__ */ argPrimitive('argmin', (a, b) => a < b);

/** For each element, whether it is the one that `winners` chose along `axes`. */
function chosen(winners: Tensor, shape: readonly number[], axes: readonly number[]): Tensor {
  const reduced = axes.map((axis) => shape[axis]);
  const count = bindOne(iotaPrimitive, [], { start: 0, step: 1, size: sizeOf(reduced), dtype: 'int32' });
  const positions = reshapeTo(count, Object.freeze(shape.map((n, axis) => (axes.includes(axis) ? n : 1))));
  const kept = reshapeTo(winners, reduceShape(shape, axes, true));
  return apply(equalPrimitive, broadcastShape(positions, shape), broadcastShape(kept, shape));
}

/** The cotangent goes to the chosen element, all others get 0. */
function extremum(name: string, loop: Loop1, bound: 0 | 1, choose: Primitive<Axes>): Primitive<Axes> {
  return primitive<Axes>({
    name,
    shape: ([x], { axes }) => [{ shape: reduceShape(x.shape, axes, false), dtype: x.dtype }],
    kernel: ([x], { axes }, [out]) => [reduce(loop, bounds[x.dtype][bound], x, axes, out)],
    rule: {
      kind: 'general',
      needs: [0],
      vjp: ([g], { params: { axes } }, x) => {
        const mask = chosen(bindOne(choose, [x], { axes }), x.shape, axes);
        const spread = broadcastShape(reshapeTo(g, reduceShape(x.shape, axes, true)), x.shape);
        return [apply(wherePrimitive, mask, spread, fullLike(spread, 0))];
      },
    },
    decides: ([x], { axes }) => [bindOne(choose, [x], { axes })],
  });
}

/** The largest element along `axes`. */
export const maxPrimitive: Primitive<Axes> = /* @__PURE__ */ extremum('max', maxLoop, 0, argmaxPrimitive);
/** The smallest element along `axes`. */
export const minPrimitive: Primitive<Axes> = /* @__PURE__ */ extremum('min', minLoop, 1, argminPrimitive);

/** Calls `body` with the start of every line along `axis` of a row-major tensor. */
export function eachLine(
  shape: readonly number[],
  axis: number,
  body: (start: number, step: number, n: number) => void,
): void {
  const step = rowMajor(shape)[axis];
  const n = shape[axis];
  const size = sizeOf(shape);
  for (let outer = 0; outer < size; outer += step * n) {
    for (let inner = 0; inner < step; inner++) body(outer + inner, step, n);
  }
}

/** The positions that sort each line along `axis`: stable, NaN last. */
export const argsortPrimitive: Primitive<{ readonly axis: number; readonly descending: boolean }> =
  /* @__PURE__ */ primitive({
    name: 'argsort',
    shape: ([x]) => [{ shape: x.shape, dtype: 'int32' }],
    kernel: ([x], { axis, descending }) => [argsortLines(contiguous(x), axis, descending ? -1 : 1)],
    rule: { kind: 'none' },
  });

function argsortLines(x: DenseTensor, axis: number, direction: number): DenseTensor {
  const { values, offset, shape, size } = x;
  const out = allocate('int32', size);
  eachLine(shape, axis, (start, step, n) => {
    const at = (i: number): number => values[offset + start + i * step];
    const order = Array.from({ length: n }, (_, i) => i);
    order.sort((i, j) => {
      const a = at(i);
      const b = at(j);
      if (a !== a || b !== b) return Number(a !== a) - Number(b !== b);
      return a === b ? 0 : a < b ? -direction : direction;
    });
    order.forEach((index, i) => (out[start + i * step] = index));
  });
  return dense(out, 'int32', shape);
}
