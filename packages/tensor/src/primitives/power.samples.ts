// Calls of pow and sqrt: bases stay positive where derivatives are taken, as a fractional exponent demands.
import { elementwise } from './elementwise.samples.ts';
import { powPrimitive, sqrtPrimitive } from './power.ts';
import { numbers, type Samples } from './vocabulary.samples.ts';

export const powerSamples: readonly Samples[] = [
  elementwise(
    powPrimitive,
    [
      [0.5, 3],
      [-2, 3],
    ],
    {
      rough: [
        [
          [-3, 3],
          [0, 4],
        ],
        [
          [0, 0],
          [0, 2],
        ],
      ],
      whole: true,
    },
  ),
  elementwise(
    powPrimitive,
    [
      [0, 3],
      [0, 4],
    ],
    {
      dtypes: numbers,
      rough: [
        [
          [0, 3],
          [0, 4],
        ],
      ],
      whole: true,
      apart: true,
    },
  ),
  elementwise(sqrtPrimitive, [[0.25, 9]], { rough: [[[0, 4]]], whole: true }),
];
