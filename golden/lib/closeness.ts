// When a tensor counts as equal to a written one: shape, dtype and every number.
// The tolerance is relative to the largest number wanted, so that small ones beside it need not be exact.
import type { Tensor } from '@cotangent/tensor';
import { expect } from 'vitest';
import { dtypeOf, numbersOf, type Precision, type Written } from './load.ts';

/** How far outputs may be off. */
export const outputTolerance: Readonly<Record<Precision, number>> = { float64: 1e-12, float32: 1e-4 };

/** Asserts `|got − want| ≤ tolerance · (1 + max |want|)`; integers and bools must be equal. */
export function expectClose(got: Tensor, want: Written, precision: Precision, tolerance: number): void {
  const dtype = dtypeOf(want, precision);
  expect({ shape: got.shape, dtype: got.dtype }).toEqual({ shape: want.shape, dtype });
  const values = Float64Array.from(got.data());
  const wanted = numbersOf(want);
  expect(values.length, 'numbers').toBe(wanted.length);
  const limit = dtype === precision ? tolerance * (1 + largest(wanted)) : 0;
  const failures = [...wanted.keys()].filter((k) => !(distance(values[k], wanted[k]) <= limit));
  const shown = failures
    .slice(0, 8)
    .map((k) => `\n  at ${place(k, want.shape)}: got ${values[k]}, want ${wanted[k]}`);
  if (failures.length > 0) {
    expect.fail(
      `${failures.length} of ${wanted.length} numbers are off by more than ${limit}${shown.join('')}`,
    );
  }
}

/** The largest magnitude among the finite numbers; 0 if there are none. */
function largest(numbers: Float64Array): number {
  return numbers.reduce((max, x) => (Number.isFinite(x) ? Math.max(max, Math.abs(x)) : max), 0);
}

/** How far two numbers are apart; non-finite ones are at 0 or nowhere near. */
function distance(x: number, y: number): number {
  return Object.is(x, y) ? 0 : Math.abs(x - y);
}

/** The indices of the `k`-th element. */
function place(k: number, shape: readonly number[]): string {
  const indices = shape.map((n, axis) => {
    const step = shape.slice(axis + 1).reduce((product, m) => product * m, 1);
    return Math.floor(k / step) % n;
  });
  return `[${indices.join(', ')}]`;
}
