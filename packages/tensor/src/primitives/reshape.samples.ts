// Calls of reshape: axes merged, split, and sizes 1 put in and taken out.
import fc from 'fast-check';
import { sizeOf } from '../core/dense.ts';
import { reshapePrimitive } from './reshape.ts';
import { anyDType, plain, samples, shapes, type Samples } from './vocabulary.samples.ts';

/** All shapes of a size with up to three factors. */
function shapesOf(size: number): readonly (readonly number[])[] {
  if (size === 0) return [[0], [2, 0], [0, 1, 3]];
  const divisors = Array.from({ length: size }, (_, k) => k + 1).filter((n) => size % n === 0);
  const pairs = divisors.map((n) => [n, size / n]);
  const triples = pairs.flatMap(([n, m]) => divisors.filter((k) => m % k === 0).map((k) => [n, k, m / k]));
  return [...(size === 1 ? [[]] : []), [size], ...pairs, ...triples];
}

export const reshapeSamples: readonly Samples[] = [
  samples(
    reshapePrimitive,
    fc
      .tuple(shapes(), anyDType)
      .chain(([from, dtype]) =>
        fc
          .constantFrom(...shapesOf(sizeOf(from)))
          .map((shape) => ({ inputs: [plain(from, dtype)], params: { shape: Object.freeze([...shape]) } })),
      ),
  ),
];
