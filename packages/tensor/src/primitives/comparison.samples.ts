// Calls of the comparisons and of logic; equal values are as likely as different ones.
import fc from 'fast-check';
import { equalPrimitive, lessEqualPrimitive, lessPrimitive, notPrimitive } from './comparison.ts';
import { andPrimitive, orPrimitive } from './logic.ts';
import { between, elementwise } from './elementwise.samples.ts';
import { anyDType, type Samples } from './vocabulary.samples.ts';

const some = between(-4, 4);
const few = between(-1, 1);
const either = between(0, 1);
const ties = { rough: [[few, few]], whole: true, dtypes: anyDType };
const bools = { dtypes: fc.constant('bool' as const) };

export const comparisonSamples: readonly Samples[] = [
  elementwise(equalPrimitive, [some, some], ties),
  elementwise(lessPrimitive, [some, some], ties),
  elementwise(lessEqualPrimitive, [some, some], ties),
  elementwise(andPrimitive, [either, either], bools),
  elementwise(orPrimitive, [either, either], bools),
  elementwise(notPrimitive, [either], bools),
];
