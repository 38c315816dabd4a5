// Calls of pow and sqrt: bases stay positive where derivatives are taken, as a fractional exponent demands.
import fc from 'fast-check';
import { between, elementwise } from './elementwise.samples.ts';
import { powPrimitive, sqrtPrimitive } from './power.ts';
import { either, type Samples } from './vocabulary.samples.ts';

const bases = between(0.5, 3);
const exponents = between(-2, 3);
const wholeBases = between(-3, 3);
const wholeExponents = between(0, 4);
const integers = fc.constantFrom('int32' as const, 'uint8' as const);
const roughPowers = [wholeBases, between(0, 0)].map((base) => [base, wholeExponents]);

export const powerSamples: readonly Samples[] = [
  either(
    elementwise(powPrimitive, [bases, exponents], { rough: roughPowers, whole: true }),
    elementwise(powPrimitive, [wholeBases, wholeExponents], { dtypes: integers, discrete: true }),
  ),
  elementwise(sqrtPrimitive, [between(0.25, 9)], { rough: [[between(0, 4)]], whole: true }),
];
