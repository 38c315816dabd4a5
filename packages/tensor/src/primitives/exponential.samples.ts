// Calls of the exponentials and logarithms; rough ones overflow, underflow, or meet the pole.
import { elementwise } from './elementwise.samples.ts';
import {
  expm1Primitive,
  expPrimitive,
  log10Primitive,
  log1pPrimitive,
  log2Primitive,
  logPrimitive,
} from './exponential.ts';
import type { Samples } from './vocabulary.samples.ts';

export const exponentialSamples: readonly Samples[] = [
  elementwise(expPrimitive, [[-2, 2]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(expm1Primitive, [[-2, 2]], { rough: [[[-1e4, 1e4]], [[-1e-9, 1e-9]]] }),
  elementwise(logPrimitive, [[0.25, 4]], { rough: [[[0, 1e30]]] }),
  elementwise(log1pPrimitive, [[-0.75, 4]], { rough: [[[-1, 1e30]], [[-1e-9, 1e-9]]] }),
  elementwise(log2Primitive, [[0.25, 4]], { rough: [[[0, 1e30]]] }),
  elementwise(log10Primitive, [[0.25, 4]], { rough: [[[0, 1e30]]] }),
];
