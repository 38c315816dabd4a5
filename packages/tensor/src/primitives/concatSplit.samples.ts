// Calls of concat and split: up to three parts, empty ones among them, one tensor several times.
import fc from 'fast-check';
import { concatPrimitive, splitPrimitive } from './concatSplit.ts';
import { anyDType, plain, samples, shapes, type Samples } from './vocabulary.samples.ts';

const parts = fc.record({
  shape: shapes(1),
  dtype: anyDType,
  sizes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
  seed: fc.nat(),
  repeated: fc.boolean(),
});
const resized = (shape: readonly number[], axis: number, n: number): number[] =>
  shape.map((old, a) => (a === axis ? n : old));

export const concatSplitSamples: readonly Samples[] = [
  samples(
    concatPrimitive,
    parts.map(({ shape, dtype, sizes, seed, repeated }) => {
      const axis = seed % shape.length;
      const inputs = sizes.map((n) => plain(resized(shape, axis, n), dtype));
      return { inputs: repeated ? [inputs[0], { ...inputs[0], same: 0 }] : inputs, params: { axis } };
    }),
  ),
  samples(
    splitPrimitive,
    parts.map(({ shape, dtype, sizes, seed }) => {
      const axis = seed % shape.length;
      const total = sizes.reduce((sum, n) => sum + n, 0);
      return { inputs: [plain(resized(shape, axis, total), dtype)], params: { axis, sizes } };
    }),
  ),
];
