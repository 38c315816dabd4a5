// What laws over all primitives share: running one, comparing, and inner products.
import { allocate, dense, DenseTensor, isFloat, sizeOf, type Primitive } from '@cotangent/tensor/extend';
import { inputsOf, type SampleCall, type Samples } from '../src/samples.ts';
import type { DType, Tensor, TypedArray } from '@cotangent/tensor';
import fc from 'fast-check';
import { expect } from 'vitest';

/** A call of a primitive with values for its inputs. */
export interface Drawn extends SampleCall {
  readonly tensors: readonly DenseTensor[];
}

/** Calls with values, of those calls that `keep` keeps. */
export function drawn(
  { calls }: Samples,
  keep: (call: SampleCall) => boolean = () => true,
  change: (call: SampleCall) => SampleCall = (call) => call,
): fc.Arbitrary<Drawn> {
  return calls
    .filter(keep)
    .map(change)
    .chain((call) => inputsOf(call).map((tensors) => ({ ...call, tensors: tensors.map(concrete) })));
}

/** `x`, which must have memory. */
export function concrete(x: Tensor): DenseTensor {
  if (x instanceof DenseTensor) return x;
  throw new Error(`${String(x)} is not dense`);
}

/** All outputs of the kernel, straight from it. */
export function run(
  primitive: Primitive,
  tensors: readonly DenseTensor[],
  params: SampleCall['params'],
): readonly DenseTensor[] {
  return primitive.kernel(tensors, params, primitive.shape(tensors, params));
}

/** The call with float64 in place of every dtype but that of indices and masks. */
export function inFloat64(primitive: Primitive): (call: SampleCall) => SampleCall {
  const { rule } = primitive;
  const fixed = rule.kind === 'linear' ? (rule.fixed ?? []) : [];
  return (call) => ({
    ...call,
    inputs: call.inputs.map((input, k) => (fixed.includes(k) ? input : { ...input, dtype: 'float64' })),
    params: 'dtype' in call.params ? { ...call.params, dtype: 'float64' } : call.params,
  });
}

/** A tensor of values in row-major order. */
export function filled(shape: readonly number[], dtype: DType, values: ArrayLike<number>): DenseTensor {
  const array = allocate(dtype, values.length);
  array.set(values);
  return concrete(dense(array, dtype, Object.freeze([...shape])));
}

/** Float64 tensors of a shape, with values between -2 and 2. */
export function cotangents(shape: readonly number[]): fc.Arbitrary<DenseTensor> {
  const n = sizeOf(shape);
  return fc.array(fc.integer({ min: -200, max: 200 }), { minLength: n, maxLength: n }).map((values) =>
    filled(
      shape,
      'float64',
      values.map((value) => value / 100),
    ),
  );
}

/** `Σ x·y` over all elements. */
export function inner(x: Tensor, y: Tensor): number {
  const [left, right] = [x.data(), y.data()];
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}

/** Primitives that add up, so that the order of their additions may show in the last digits. */
const adding = ['sum', 'cumsum', 'contract', 'fold', 'scatterAdd'];

/** Throws unless the tensors agree: exactly, or up to the order of additions where `primitive` adds. */
export function expectEqual(got: Tensor, want: Tensor, primitive?: Primitive): void {
  expect(got.shape).toEqual(want.shape);
  expect(got.dtype).toBe(want.dtype);
  const loose = primitive !== undefined && adding.includes(primitive.name) && isFloat(got.dtype);
  if (!loose) expect([...got.data()]).toEqual([...want.data()]);
  else expectClose(got.data(), want.data(), got.dtype === 'float32' ? 1e-6 : 1e-13);
}

/** Throws unless numbers agree to `tolerance`, relative to the larger of 1 and what is wanted. */
export function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number): void {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < got.length; i++) {
    const off = Math.abs(got[i] - want[i]) / Math.max(1, Math.abs(want[i]));
    if (off <= tolerance || Object.is(got[i], want[i])) continue;
    expect.fail(
      `element ${i}: ${got[i]}, not ${want[i]} within ${tolerance}; all: ${show(got)}, not ${show(want)}`,
    );
  }
}

function show(values: ArrayLike<number>): string {
  return `[${Array.from(values).slice(0, 24).join(', ')}]`;
}

/** A typed array's copy, to see later whether anybody wrote to it. */
export function remember({ values }: DenseTensor): TypedArray {
  return values.slice();
}
