// Calls of erf, sigmoid and softplus; rough ones are where a careless formula overflows.
import { elementwise } from './elementwise.samples.ts';
import { erfPrimitive, sigmoidPrimitive, softplusPrimitive } from './special.ts';
import type { Samples } from './vocabulary.samples.ts';

export const specialSamples: readonly Samples[] = [
  elementwise(erfPrimitive, [[-2, 2]], { rough: [[[-1e4, 1e4]], [[-7, 7]]] }),
  elementwise(sigmoidPrimitive, [[-3, 3]], { rough: [[[-1e4, 1e4]]] }),
  elementwise(softplusPrimitive, [[-3, 3]], { rough: [[[-1e4, 1e4]]] }),
];
