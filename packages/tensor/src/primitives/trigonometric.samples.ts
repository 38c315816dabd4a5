// Calls of the trigonometric functions, away from their poles and from the ends of the inverse ones.
import { elementwise } from './elementwise.samples.ts';
import {
  acosPrimitive,
  asinPrimitive,
  atan2Primitive,
  atanPrimitive,
  cosPrimitive,
  sinPrimitive,
  tanPrimitive,
} from './trigonometric.ts';
import type { Samples } from './vocabulary.samples.ts';

export const trigonometricSamples: readonly Samples[] = [
  elementwise(sinPrimitive, [[-4, 4]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(cosPrimitive, [[-4, 4]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(tanPrimitive, [[-1.25, 1.25]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(asinPrimitive, [[-0.875, 0.875]], { rough: [[[-1, 1]]], whole: true }),
  elementwise(acosPrimitive, [[-0.875, 0.875]], { rough: [[[-1, 1]]], whole: true }),
  elementwise(atanPrimitive, [[-4, 4]], { rough: [[[-1e30, 1e30]]] }),
  elementwise(
    atan2Primitive,
    [
      [0.5, 4],
      [-4, 4],
    ],
    {
      rough: [
        [
          [-2, 2],
          [-2, 2],
        ],
      ],
      whole: true,
    },
  ),
];
