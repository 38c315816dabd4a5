// Calls of erf, sigmoid and softplus; rough ones are where a careless formula overflows.
import { between, elementwise } from './elementwise.samples.ts';
import { erfPrimitive, sigmoidPrimitive, softplusPrimitive } from './special.ts';
import type { Samples } from './vocabulary.samples.ts';

const far = [between(-1e4, 1e4)];

export const specialSamples: readonly Samples[] = [
  elementwise(erfPrimitive, [between(-2, 2)], { rough: [far, [between(-7, 7)]] }),
  elementwise(sigmoidPrimitive, [between(-3, 3)], { rough: [far] }),
  elementwise(softplusPrimitive, [between(-3, 3)], { rough: [far] }),
];
