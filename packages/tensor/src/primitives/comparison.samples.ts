// Calls of the comparisons and of logic; equal values are as likely as different ones.
import fc from 'fast-check';
import {
  andPrimitive,
  equalPrimitive,
  lessEqualPrimitive,
  lessPrimitive,
  notPrimitive,
  orPrimitive,
} from './comparison.ts';
import { elementwise } from './elementwise.samples.ts';
import { anyDType, type Samples } from './vocabulary.samples.ts';

const ties = {
  rough: [
    [
      [-1, 1],
      [-1, 1],
    ],
  ],
  whole: true,
  dtypes: anyDType,
} as const;
const bools = { dtypes: fc.constant('bool' as const) };

export const comparisonSamples: readonly Samples[] = [
  elementwise(
    equalPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    ties,
  ),
  elementwise(
    lessPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    ties,
  ),
  elementwise(
    lessEqualPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    ties,
  ),
  elementwise(
    andPrimitive,
    [
      [0, 1],
      [0, 1],
    ],
    bools,
  ),
  elementwise(
    orPrimitive,
    [
      [0, 1],
      [0, 1],
    ],
    bools,
  ),
  elementwise(notPrimitive, [[0, 1]], bools),
];
