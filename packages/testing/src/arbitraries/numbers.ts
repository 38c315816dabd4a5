// The numbers tensors are filled with: evenly spread over a domain, exact in float32, and shrinking to small integers.
// Every value is a whole multiple of a power of two, so that counterexamples print short.
import type { DType } from '@cotangent/tensor';
import { isFloat } from '@cotangent/tensor/extend';
import fc from 'fast-check';

/** Which numbers to draw. */
export interface NumberOptions {
  /** Both ends may be drawn; -4 to 4 unless given. */
  readonly domain?: readonly [low: number, high: number];
  /** Whole numbers only, also in floats; integer dtypes hold whole numbers anyway. */
  readonly whole?: boolean;
  /** Kinks and poles: values stay away from each of these, by `gap` or more. */
  readonly avoid?: readonly number[];
  /** All elements of a tensor differ, in floats by `gap` or more unless the domain is too small for that. */
  readonly distinct?: boolean;
  /** 1/16 unless given. */
  readonly gap?: number;
}

/** How many steps the domain has at least. */
const fineness = 2048;

const most: Readonly<Record<DType, readonly [low: number, high: number]>> = {
  bool: [0, 1],
  uint8: [0, 255],
  int32: [-2147483648, 2147483647],
  float32: [-Infinity, Infinity],
  float64: [-Infinity, Infinity],
};

/** Whole multiples of `step` between the bounds; shrinks toward 0. */
function grid(low: number, high: number, step: number): fc.Arbitrary<number> {
  return fc
    .integer({ min: Math.ceil(low / step), max: Math.floor(high / step) })
    .map((n) => (n === 0 ? 0 : n * step));
}

/** A power of two of which the domain holds at least `count`. */
function stepOf(low: number, high: number, count: number): number {
  return high > low ? 2 ** Math.floor(Math.log2((high - low) / count)) : 2 ** -20;
}

/**
 * `count` numbers for the elements of a tensor.
 *
 * Throws if the domain holds no number of the dtype, or too few distinct ones.
 */
export function numbers(dtype: DType, count: number, options: NumberOptions = {}): fc.Arbitrary<number[]> {
  const { domain = [-4, 4], whole = false, avoid = [], distinct = false, gap = 1 / 16 } = options;
  const low = Math.max(domain[0], most[dtype][0]);
  const high = Math.min(domain[1], most[dtype][1]);
  const kept = (value: number): boolean => avoid.every((kink) => Math.abs(value - kink) >= gap);
  const all = { minLength: count, maxLength: count };
  const hasWhole = Math.ceil(low) <= Math.floor(high);
  if (distinct) {
    const apart = whole || !isFloat(dtype) ? 1 : Math.min(gap, stepOf(low, high, 4 * count + 1));
    return fc.uniqueArray(grid(low, high, apart).filter(kept), { ...all, size: 'max' });
  }
  if (whole || !isFloat(dtype)) return fc.array(grid(low, high, 1).filter(kept), { ...all, size: 'max' });
  const fine = grid(low, high, stepOf(low, high, fineness)).filter(kept);
  const simple = hasWhole && [...wholeWithin(low, high)].some(kept);
  const one = simple
    ? fc.oneof(
        { withCrossShrink: true },
        { weight: 1, arbitrary: grid(low, high, 1).filter(kept) },
        { weight: 15, arbitrary: fine },
      )
    : fine;
  return fc.array(one, { ...all, size: 'max' });
}

/** The first few whole numbers of a domain. */
function* wholeWithin(low: number, high: number): Generator<number> {
  const first = Math.ceil(low);
  for (let n = first; n <= high && n < first + 100; n++) yield n;
}
