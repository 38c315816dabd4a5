// What only a run can find wrong: the number of the check that failed is left in the first words of the memory, with the
// value that did. The driver returns at once then, and the call throws.
import type { Code, Local } from '../wasm/code.ts';

/** What is asked of a value. */
export type Check =
  /** An index lies inside of its axis, which has `bound` places. */
  | { readonly kind: 'inside'; readonly bound: number }
  /** An index of those that must differ is the first of its kind. */
  | { readonly kind: 'distinct' }
  /** The exponent of an integer is at least 0. */
  | { readonly kind: 'exponent' };

/** Told of a place where something is checked: its number tells the message when the check fails. */
export type Checks = (check: Check) => number;

/** Where the number of a failed check is written, and the value behind it. */
export const statusAddress = 0;

/** Notes that check `number` failed for `value`. */
export function noteFailure(code: Code, number: number, value: Local): void {
  code.i32(statusAddress).i32(number).memory('i32.store');
  code.i32(statusAddress).get(value).memory('i32.store', 4);
}

/** Checks the integers that were pushed last, the first `count` lanes, and leaves them there. */
export function checkExponents(code: Code, checks: Checks, count: number): void {
  const [exponents, one] = [code.local('v128'), code.local('i32')];
  const number = checks({ kind: 'exponent' });
  code.set(exponents);
  for (let lane = 0; lane < count; lane++) {
    code.get(exponents).lane('i32x4.extract_lane', lane).tee(one).i32(0).op('i32.lt_s');
    code.if(() => noteFailure(code, number, one));
  }
  code.get(exponents).release(exponents, one);
}
