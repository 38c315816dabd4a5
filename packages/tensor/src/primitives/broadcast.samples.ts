// Calls of broadcastTo and sum.
import fc from 'fast-check';
import { broadcastToPrimitive, sumPrimitive } from './broadcast.ts';
import { anyDType, plain, samples, shapes, someAxes, type Samples } from './vocabulary.samples.ts';

export const broadcastSamples: readonly Samples[] = [
  samples(
    broadcastToPrimitive,
    fc.tuple(shapes(), anyDType).chain(([shape, dtype]) =>
      fc.tuple(fc.integer({ min: 0, max: shape.length }), someAxes(shape)).map(([dropped, ones]) => ({
        inputs: [plain(shape.map((n, axis) => (ones.includes(axis) ? 1 : n)).slice(dropped), dtype)],
        params: { shape: Object.freeze([...shape]) },
      })),
    ),
  ),
  samples(
    sumPrimitive,
    fc
      .tuple(shapes(), anyDType)
      .chain(([shape, dtype]) =>
        someAxes(shape).map((axes) => ({ inputs: [plain(shape, dtype)], params: { axes } })),
      ),
  ),
];
