// Calls of the hyperbolic functions, away from the ends of the inverse ones.
import { elementwise } from './elementwise.samples.ts';
import {
  acoshPrimitive,
  asinhPrimitive,
  atanhPrimitive,
  coshPrimitive,
  sinhPrimitive,
  tanhPrimitive,
} from './hyperbolic.ts';
import type { Samples } from './vocabulary.samples.ts';

export const hyperbolicSamples: readonly Samples[] = [
  elementwise(sinhPrimitive, [[-2, 2]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(coshPrimitive, [[-2, 2]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(tanhPrimitive, [[-2, 2]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(asinhPrimitive, [[-4, 4]], { rough: [[[-1e9, 1e9]]] }),
  elementwise(acoshPrimitive, [[1.5, 4]], { rough: [[[1, 1e9]]] }),
  elementwise(atanhPrimitive, [[-0.875, 0.875]], { rough: [[[-1, 1]]], whole: true }),
];
