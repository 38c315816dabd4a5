// Comparing results, laying tensors out anew, inner products: what laws are written in.
import type { DType, Tensor } from '@cotangent/tensor';
import { bind, dense, isFloat, showList, sizeOf, type Primitive, type Spec } from '@cotangent/tensor/extend';
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
