// The words in which primitives say what they can be called with, and how values are drawn for such a call.
// Laws are tested over these calls; none of it ships.
import fc from 'fast-check';
import { allocate, isFloat, type DType } from '../base/dtype.ts';
import { dense, sizeOf } from '../core/dense.ts';
import type { Params, Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';

/** One input of a call: what it is like, and between which bounds its values lie. */
export interface InputSample {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Both ends may be drawn. */
  readonly domain: readonly [low: number, high: number];
  /** Only whole numbers, also for floats. Integer dtypes hold whole numbers anyway. */
  readonly whole?: boolean;
  /** Kinks and poles: values stay away from each of these, by `gap`. */
  readonly avoid?: readonly number[];
  /** All elements differ, by `gap` or more. */
  readonly distinct?: boolean;
  /** Element by element, values stay away from those of the input at this position. */
  readonly apart?: number;
  /** The very tensor of the input at this position: `f(x, x)`. */
  readonly same?: number;
}

/** One call of a primitive. */
export interface SampleCall {
  readonly inputs: readonly InputSample[];
  readonly params: Params;
  /** Whether differences tell the derivative at every point drawn: no ties, no kinks, nothing that overflows. */
  readonly smooth: boolean;
}

/** A primitive and its calls. */
export interface Samples {
  readonly primitive: Primitive;
  readonly calls: fc.Arbitrary<SampleCall>;
}

/** How far values stay from what they avoid. */
const gap = 1 / 16;

/** The calls of a primitive, as laws take them. */
export function samples<P extends Params>(
  primitive: Primitive<P>,
  calls: fc.Arbitrary<{
    readonly inputs: readonly InputSample[];
    readonly params: P;
    readonly smooth?: boolean;
  }>,
): Samples {
  return {
    primitive: primitive as Primitive,
    calls: calls.map((call) => ({ ...call, smooth: call.smooth ?? true })),
  };
}

/** The calls of several entries of one primitive as one entry. */
export function either(...entries: readonly Samples[]): Samples {
  return { primitive: entries[0].primitive, calls: fc.oneof(...entries.map(({ calls }) => calls)) };
}

/** Shapes with at least `least` and at most `most` axes; empty ones, size-1 axes and rank 0 among them. */
export function shapes(least = 0, most = 3, sizes: fc.Arbitrary<number> = anySize): fc.Arbitrary<number[]> {
  return fc.array(sizes, { minLength: least, maxLength: most });
}
const anySize = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);

export const floats: fc.Arbitrary<'float32' | 'float64'> = fc.constantFrom('float32', 'float64');
export const numbers: fc.Arbitrary<DType> = fc.constantFrom('float32', 'float64', 'int32', 'uint8');
export const anyDType: fc.Arbitrary<DType> = fc.constantFrom('float32', 'float64', 'int32', 'uint8', 'bool');

/** Some of the axes of a shape, ascending. */
export function someAxes(shape: readonly number[]): fc.Arbitrary<number[]> {
  return fc.subarray([...shape.keys()]);
}

/** The domain, as far as the dtype can hold it. */
export function within(dtype: DType, [low, high]: readonly [number, number]): readonly [number, number] {
  if (dtype === 'bool') return [0, 1];
  return dtype === 'uint8' ? [Math.max(0, low), Math.max(0, high)] : [low, high];
}

/** A value of dtype `bool` or of a plain numeric range: what ops that only move values are called with. */
export function plain(shape: readonly number[], dtype: DType): InputSample {
  return { shape, dtype, domain: within(dtype, [-4, 4]) };
}

const steps = 9973;

function numberBetween({ domain: [low, high], dtype, whole, avoid = [] }: InputSample): fc.Arbitrary<number> {
  if (whole === true || !isFloat(dtype)) return fc.integer({ min: Math.ceil(low), max: Math.floor(high) });
  return fc.integer({ min: 0, max: steps }).map((step) => {
    const value = low + ((high - low) * step) / steps;
    const near = avoid.find((kink) => Math.abs(value - kink) < gap);
    if (near === undefined) return value;
    return value >= near ? Math.max(near + gap, low) : near - gap;
  });
}

/** Values in every order, evenly spread over the domain. */
function distinctNumbers({ domain: [low, high] }: InputSample, size: number): fc.Arbitrary<number[]> {
  const order = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: size, maxLength: size });
  return order.map((keys) => {
    const ranks = keys.map((_, i) => i).toSorted((i, j) => keys[i] - keys[j]);
    const values = new Array<number>(size);
    ranks.forEach((i, rank) => (values[i] = low + ((high - low) * (rank + 0.5)) / size));
    return values;
  });
}

function keepApart(
  values: number[],
  other: readonly number[],
  [, high]: readonly [number, number],
): number[] {
  return values.map((value, i) => {
    if (Math.abs(value - other[i]) >= gap) return value;
    return other[i] + gap <= high ? other[i] + gap : other[i] - gap;
  });
}

/** Row-major tensors for the inputs of a call. */
export function inputsOf({ inputs }: SampleCall): fc.Arbitrary<Tensor[]> {
  const drawn = inputs.map((input) => {
    const size = sizeOf(input.shape);
    if (input.distinct === true) return distinctNumbers(input, size);
    return fc.array(numberBetween(input), { minLength: size, maxLength: size });
  });
  return fc.tuple(...drawn).map((lists) => {
    const tensors: Tensor[] = [];
    inputs.forEach(({ shape, dtype, domain, apart, same }, k) => {
      const values = apart === undefined ? lists[k] : keepApart(lists[k], lists[apart], domain);
      const array = allocate(dtype, values.length);
      array.set(values);
      tensors.push(same === undefined ? dense(array, dtype, Object.freeze([...shape])) : tensors[same]);
    });
    return tensors;
  });
}
