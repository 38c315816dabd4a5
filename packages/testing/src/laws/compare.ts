// Comparing results, laying tensors out anew, inner products: what laws are written in.
import type { DType, Tensor } from '@cotangent/tensor';
import {
  allocate,
  bind,
  dense,
  isFloat,
  rowMajor,
  showList,
  sizeOf,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { tensors } from '../arbitraries/tensors.ts';
import type { PrimitiveCall } from './samples.ts';

/** All outputs of a call. */
export function run(primitive: Primitive, { inputs, params }: PrimitiveCall): readonly Tensor[] {
  return bind(primitive, inputs, params);
}

/** Throws unless `got` has the shape and dtype of `want`. */
export function expectSpec(what: string, got: Spec, want: Spec): void {
  if (got.dtype === want.dtype && String(got.shape) === String(want.shape)) return;
  throw new Error(
    `${what}: ${got.dtype}${showList(got.shape)} instead of ${want.dtype}${showList(want.shape)}`,
  );
}

const rounding: Readonly<Record<DType, number>> = {
  float32: 2 ** -18,
  float64: 2 ** -44,
  int32: 0,
  uint8: 0,
  bool: 0,
};

/** Throws unless the values are equal, in floats up to the order of additions. */
export function expectEqual(what: string, got: Tensor, want: Tensor): void {
  expectSpec(what, got, want);
  const [a, b] = [got.data(), want.data()];
  const size = Math.max(1, ...Array.from(b, (value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  const tolerance = rounding[got.dtype] * size;
  a.forEach((value, i) => {
    if (Object.is(value, b[i]) || Math.abs(value - b[i]) <= tolerance) return;
    throw new Error(`${what}: element ${i} is ${value} instead of ${b[i]}`);
  });
}

/** `Σ x·y` over all elements, and the sum of the magnitudes. */
export function inner(
  xs: readonly Tensor[],
  ys: readonly Tensor[],
): { readonly sum: number; readonly magnitude: number } {
  let sum = 0;
  let magnitude = 0;
  xs.forEach((x, k) => {
    const right = ys[k].data();
    x.data().forEach((value, i) => {
      sum += value * right[i];
      magnitude += Math.abs(value * right[i]);
    });
  });
  return { sum, magnitude };
}

/** Throws unless two inner products agree up to rounding. */
export function expectSame(
  what: string,
  left: ReturnType<typeof inner>,
  right: ReturnType<typeof inner>,
): void {
  const tolerance = 1e-10 * Math.max(1e-300, left.magnitude, right.magnitude);
  if (Math.abs(left.sum - right.sum) <= tolerance) return;
  throw new Error(`${what}: ${left.sum} is not ${right.sum}`);
}

/** Float64 tensors like those given. */
export function likes(xs: readonly Spec[]): fc.Arbitrary<readonly Tensor[]> {
  return fc.tuple(
    ...xs.map(({ shape }) => tensors({ shape, dtype: 'float64', domain: [-2, 2] }) as fc.Arbitrary<Tensor>),
  );
}

/** The same values as a view: axes in another order in memory, some backwards, with gaps, and from an offset on. */
export function relaid(x: Tensor): fc.Arbitrary<Tensor> {
  const axes = [...x.shape.keys()];
  const each = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(one, { minLength: axes.length, maxLength: axes.length });
  return fc
    .record({
      order: fc.shuffledSubarray(axes, { minLength: axes.length }),
      backwards: each(fc.boolean()),
      gaps: each(fc.integer({ min: 1, max: 3 })),
      start: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ order, backwards, gaps, start }) => {
      const strides = axes.map(() => 0);
      let room = 1;
      let offset = start;
      for (const axis of order) {
        const stride = room * gaps[axis];
        strides[axis] = backwards[axis] ? -stride : stride;
        if (backwards[axis]) offset += stride * Math.max(0, x.shape[axis] - 1);
        room = stride * Math.max(1, x.shape[axis]);
      }
      const memory = allocate(x.dtype, start + room + 1).fill(1);
      const own = rowMajor(x.shape);
      x.data().forEach((value, i) => {
        const at = strides.reduce(
          (sum, stride, axis) => sum + stride * (Math.floor(i / own[axis]) % x.shape[axis]),
          offset,
        );
        memory[at] = value;
      });
      return dense(memory, x.dtype, Object.freeze([...x.shape]), strides, offset) as Tensor;
    });
}

/** The call with every float in float64, where its params allow that. */
export function widened(call: PrimitiveCall): PrimitiveCall {
  const wide = new Map<Tensor, Tensor>();
  const widen = (x: Tensor): Tensor => {
    if (!isFloat(x.dtype)) return x;
    const known = wide.get(x) ?? (dense(Float64Array.from(x.data()), 'float64', x.shape) as Tensor);
    wide.set(x, known);
    return known;
  };
  return { ...call, inputs: call.inputs.map(widen) };
}

/** Whether any input has elements. */
export function hasElements({ inputs }: PrimitiveCall): boolean {
  return inputs.some(({ shape }) => sizeOf(shape) > 0);
}
