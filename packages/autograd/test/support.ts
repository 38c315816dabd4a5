// Calls of primitives as functions to differentiate, drawn from their samples, and what laws compare them with.
import type { FloatDType, Tensor } from '@cotangent/tensor';
import { allocate, bind, dense, isFloat, type Primitive } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { expect } from 'vitest';
import { inputsOf, type SampleCall, type Samples } from '../../tensor/src/samples.ts';

/** A call of a primitive as a function of those inputs that have gradients; the others are fixed. */
export interface Differentiable {
  readonly f: (xs: readonly Tensor[]) => readonly Tensor[];
  readonly xs: readonly Tensor[];
  /** Directions for the inputs, and cotangents of the outputs; in float64. */
  readonly t: readonly Tensor[];
  readonly g: readonly Tensor[];
}

/** The call with one float dtype in place of every dtype but those of indices and masks. */
function inDType({ rule }: Primitive, dtype: FloatDType, call: SampleCall): SampleCall {
  const fixed = rule.kind === 'linear' ? (rule.fixed ?? []) : [];
  return {
    ...call,
    inputs: call.inputs.map((input, k) => (fixed.includes(k) ? input : { ...input, dtype })),
    params: 'dtype' in call.params ? { ...call.params, dtype } : call.params,
  };
}

/** Smooth calls in one dtype, with a direction and a cotangent. */
export function calls({ primitive, calls: all }: Samples, dtype: FloatDType): fc.Arbitrary<Differentiable> {
  return all
    .filter(({ smooth }) => smooth)
    .map((call) => inDType(primitive, dtype, call))
    .chain((call) => inputsOf(call).map((inputs) => ({ ...call, tensors: inputs })))
    .chain(({ tensors, params }) => {
      // The same tensor in two places is one variable.
      const xs = [...new Set(tensors)].filter((x) => isFloat(x.dtype));
      const f = (ys: readonly Tensor[]): readonly Tensor[] =>
        bind(
          primitive,
          tensors.map((x) => ys[xs.indexOf(x)] ?? x),
          params,
        );
      return fc
        .tuple(likes(xs), likes(f(xs).filter((y) => isFloat(y.dtype))))
        .map(([t, g]) => ({ f, xs, t, g }));
    });
}

/** Float64 tensors of the same shapes, with values between -1 and 1. */
function likes(xs: readonly Tensor[]): fc.Arbitrary<readonly Tensor[]> {
  const one = ({ shape, size }: Tensor): fc.Arbitrary<Tensor> =>
    fc.array(fc.integer({ min: -64, max: 64 }), { minLength: size, maxLength: size }).map((list) =>
      of(
        shape,
        'float64',
        list.map((value) => value / 64),
      ),
    );
  return fc.tuple(...xs.map(one));
}

/** A tensor of values in row-major order. */
export function of(shape: readonly number[], dtype: FloatDType, list: ArrayLike<number>): Tensor {
  const array = allocate(dtype, list.length);
  array.set(list);
  return dense(array, dtype, shape) as Tensor;
}

/** The same values in another dtype. */
export function to(dtype: FloatDType, xs: readonly Tensor[]): readonly Tensor[] {
  return xs.map((x) => of(x.shape, dtype, x.data()));
}

/** `Σ x·y` over all elements of all tensors. */
export function inner(xs: readonly Tensor[], ys: readonly Tensor[]): number {
  return xs.reduce((total, x, k) => {
    const right = ys[k].data();
    return [...x.data()].reduce((sum, value, i) => sum + value * right[i], total);
  }, 0);
}

/** The values of all tensors in one list. */
export function values(xs: readonly Tensor[]): number[] {
  return xs.flatMap((x) => [...x.data()]);
}

/** The derivative of `f` at 0 by central differences, extrapolated, and how far to trust it. */
export function difference(f: (h: number) => readonly number[]): { slope: number[]; trust: number[] } {
  const h = 1 / 512;
  const central = (step: number): number[] => {
    const behind = f(-step);
    return f(step).map((value, i) => (value - behind[i]) / (2 * step));
  };
  const [coarse, fine] = [central(h), central(h / 2)];
  return {
    slope: fine.map((value, i) => (4 * value - coarse[i]) / 3),
    trust: fine.map((value, i) => 0.1 * Math.abs(value - coarse[i])),
  };
}

/** `x + h·t`, in the dtype of `x`. */
export function moved(xs: readonly Tensor[], h: number, t: readonly Tensor[]): readonly Tensor[] {
  return xs.map((x, k) => {
    const step = t[k].data();
    return of(
      x.shape,
      x.dtype as FloatDType,
      [...x.data()].map((value, i) => value + h * step[i]),
    );
  });
}

/** Throws unless numbers agree, relative to the larger of 1 and what is wanted. */
export function expectClose(
  got: readonly number[],
  want: readonly number[],
  tolerance: number,
  trust: readonly number[] = [],
): void {
  expect(got.length).toBe(want.length);
  got.forEach((value, i) => {
    const off = Math.abs(value - want[i]);
    if (off <= tolerance * Math.max(1, Math.abs(want[i])) + (trust[i] ?? 0)) return;
    expect.fail(`element ${i}: ${value}, not ${want[i]} within ${tolerance}`);
  });
}
