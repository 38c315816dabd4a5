// Calls of permute and flip.
import fc from 'fast-check';
import { flipPrimitive, permutePrimitive } from './permute.ts';
import { anyDType, plain, samples, shapes, someAxes, type Samples } from './vocabulary.samples.ts';

const moved = (axesOf: (shape: readonly number[]) => fc.Arbitrary<number[]>) =>
  fc
    .tuple(shapes(), anyDType)
    .chain(([shape, dtype]) =>
      axesOf(shape).map((axes) => ({ inputs: [plain(shape, dtype)], params: { axes } })),
    );

export const permuteSamples: readonly Samples[] = [
  samples(
    permutePrimitive,
    moved((shape) => fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })),
  ),
  samples(flipPrimitive, moved(someAxes)),
];
