// Calls of slice and pad: steps, empty boxes, and cells between the elements.
import fc from 'fast-check';
import { padPrimitive, slicePrimitive } from './slicePad.ts';
import { anyDType, plain, samples, shapes, type Samples } from './vocabulary.samples.ts';

/** A part of an axis of `n` elements. */
const part = (n: number): fc.Arbitrary<{ start: number; size: number; step: number }> =>
  fc
    .record({ start: fc.integer({ min: 0, max: Math.max(0, n - 1) }), step: fc.integer({ min: 1, max: 3 }) })
    .chain(({ start, step }) =>
      fc
        .integer({ min: 0, max: Math.ceil((n - start) / step) })
        .map((size) => ({ start: size === 0 ? 0 : start, size, step })),
    );
const cells = (rank: number, most: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: most }), { minLength: rank, maxLength: rank });

export const slicePadSamples: readonly Samples[] = [
  samples(
    slicePrimitive,
    fc.tuple(shapes(), anyDType).chain(([shape, dtype]) =>
      fc.tuple(...shape.map(part)).map((parts) => ({
        inputs: [plain(shape, dtype)],
        params: {
          starts: parts.map(({ start }) => start),
          sizes: Object.freeze(parts.map(({ size }) => size)),
          steps: parts.map(({ step }) => step),
        },
      })),
    ),
  ),
  samples(
    padPrimitive,
    fc.tuple(shapes(), anyDType).chain(([shape, dtype]) =>
      fc
        .tuple(cells(shape.length, 2), cells(shape.length, 2), cells(shape.length, 2))
        .map(([low, high, interior]) => ({
          inputs: [plain(shape, dtype), plain([], dtype)],
          params: { low, high, interior },
        })),
    ),
  ),
];
