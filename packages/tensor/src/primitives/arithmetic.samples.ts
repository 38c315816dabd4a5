// Calls of add, sub, mul, div, neg and rem.
import {
  addPrimitive,
  divPrimitive,
  mulPrimitive,
  negPrimitive,
  remPrimitive,
  subPrimitive,
} from './arithmetic.ts';
import { elementwise } from './elementwise.samples.ts';
import { numbers, type Samples } from './vocabulary.samples.ts';

export const arithmeticSamples: readonly Samples[] = [
  elementwise(
    addPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    {
      dtypes: numbers,
      rough: [
        [
          [-1e9, 1e9],
          [-1e9, 1e9],
        ],
      ],
    },
  ),
  elementwise(
    subPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    {
      dtypes: numbers,
      rough: [
        [
          [-1e9, 1e9],
          [-1e9, 1e9],
        ],
      ],
    },
  ),
  elementwise(
    mulPrimitive,
    [
      [-4, 4],
      [-4, 4],
    ],
    {
      dtypes: numbers,
      rough: [
        [
          [-1e9, 1e9],
          [-1e9, 1e9],
        ],
      ],
    },
  ),
  elementwise(
    divPrimitive,
    [
      [-4, 4],
      [0.5, 4],
    ],
    {
      rough: [
        [
          [-4, 4],
          [-4, -0.5],
        ],
        [
          [-2, 2],
          [-1, 1],
        ],
      ],
      whole: true,
    },
  ),
  elementwise(negPrimitive, [[-4, 4]], { dtypes: numbers }),
  elementwise(
    remPrimitive,
    [
      [0.25, 0.75],
      [1, 4],
    ],
    {
      dtypes: numbers,
      rough: [
        [
          [-9, 9],
          [-3, 3],
        ],
        [
          [-9, 9],
          [1, 3],
        ],
      ],
      whole: true,
    },
  ),
];
