// Calls of cumsum, from either end.
import fc from 'fast-check';
import { cumsumPrimitive } from './cumsum.ts';
import { anyDType, plain, samples, shapes, type Samples } from './vocabulary.samples.ts';

export const cumsumSamples: readonly Samples[] = [
  samples(
    cumsumPrimitive,
    fc.tuple(shapes(1), anyDType, fc.nat(), fc.boolean()).map(([shape, dtype, seed, reverse]) => ({
      inputs: [plain(shape, dtype)],
      params: { axis: seed % shape.length, reverse },
    })),
  ),
];
