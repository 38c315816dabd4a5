// When a tensor counts as equal to a written one: shape, dtype and every number.
// The tolerance is relative to the largest number wanted, so that small ones beside it need not be exact.
import type { Tensor } from '@cotangent/tensor';
import { expect } from 'vitest';
import { dtypeOf, numbersOf, type Precision, type Written } from './load.ts';

/**
 * Asserts `|got − want| ≤ tolerance · (1 + max |want|)`; integers and bools must be equal.
 * `what` names the tensor in messages.
 */
export function expectClose(
  got: Tensor,
  want: Written,
  precision: Precision,
  tolerance: number,
  what: string,
): void {
  const dtype = dtypeOf(want, precision);
  expect(`${what}: ${spec(got.dtype, got.shape)}`).toBe(`${what}: ${spec(dtype, want.shape)}`);
  const values = Float64Array.from(got.data());
  const wanted = numbersOf(want);
  expect(`${what}: ${values.length} numbers`).toBe(`${what}: ${wanted.length} numbers`);
  const limit = dtype === precision ? tolerance * (1 + largest(wanted)) : 0;
  const failures = [...wanted.keys()].filter((k) => !(distance(values[k], wanted[k]) <= limit));
  if (failures.length === 0) return;
  const shown = failures
    .slice(0, 8)
    .map((k) => `\n  at ${place(k, want.shape)}: got ${values[k]}, want ${wanted[k]}`);
  const count = `${failures.length} of ${wanted.length} numbers`;
  expect.fail(`${what}: ${count} are off by more than ${limit}${shown.join('')}`);
}

/** A tensor's dtype and shape in one word. */
function spec(dtype: string, shape: readonly number[]): string {
  return `${dtype}[${shape.join(', ')}]`;
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
