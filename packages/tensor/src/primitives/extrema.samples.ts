// Calls of maximum and minimum; rough ones tie.
import { elementwise } from './elementwise.samples.ts';
import { maximumPrimitive, minimumPrimitive } from './extrema.ts';
import { numbers, type Samples } from './vocabulary.samples.ts';

const special = {
  apart: true,
  rough: [
    [
      [-1, 1],
      [-1, 1],
    ],
  ],
  whole: true,
  dtypes: numbers,
} as const;

export const extremaSamples: readonly Samples[] = [
  elementwise(
    maximumPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    special,
  ),
  elementwise(
    minimumPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    special,
  ),
];
