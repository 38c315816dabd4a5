// Calls of stopGradient.
import fc from 'fast-check';
import { stopGradientPrimitive } from './stopGradient.ts';
import { anyDType, plain, samples, shapes, type Samples } from './vocabulary.samples.ts';

export const stopGradientSamples: readonly Samples[] = [
  samples(
    stopGradientPrimitive,
    fc.tuple(shapes(), anyDType).map(([shape, dtype]) => ({ inputs: [plain(shape, dtype)], params: {} })),
  ),
];
