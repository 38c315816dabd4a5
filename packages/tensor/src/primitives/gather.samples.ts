// Calls of gather and scatterAdd: indices of any rank, repeated ones among them.
import fc from 'fast-check';
import { gatherPrimitive, scatterAddPrimitive } from './gather.ts';
import { plain, samples, shapes, numbers, type InputSample, type Samples } from './vocabulary.samples.ts';

const places = fc.record({
  shape: shapes(1),
  dtype: numbers,
  size: fc.integer({ min: 1, max: 4 }),
  indices: shapes(0, 2),
  indexType: fc.constantFrom('int32' as const, 'uint8' as const),
  seed: fc.nat(),
});
const positions = (shape: readonly number[], dtype: 'int32' | 'uint8', n: number): InputSample => ({
  shape,
  dtype,
  domain: [0, n - 1],
});

export const gatherSamples: readonly Samples[] = [
  samples(
    gatherPrimitive,
    places.map(({ shape, dtype, size, indices, indexType, seed }) => {
      const axis = seed % shape.length;
      const full = shape.map((n, a) => (a === axis ? size : n));
      return { inputs: [plain(full, dtype), positions(indices, indexType, size)], params: { axis } };
    }),
  ),
  samples(
    scatterAddPrimitive,
    places.map(({ shape, dtype, size, indices, indexType, seed }) => {
      const axis = seed % shape.length;
      const spread = [...shape.slice(0, axis), ...indices, ...shape.slice(axis + 1)];
      return { inputs: [plain(spread, dtype), positions(indices, indexType, size)], params: { axis, size } };
    }),
  ),
];
