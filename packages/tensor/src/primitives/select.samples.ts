// Calls of where, also with one tensor in both places.
import fc from 'fast-check';
import { wherePrimitive } from './select.ts';
import { anyDType, plain, samples, shapes, type Samples } from './vocabulary.samples.ts';

export const selectSamples: readonly Samples[] = [
  samples(
    wherePrimitive,
    fc
      .record({ shape: shapes(), dtype: anyDType, repeated: fc.boolean() })
      .map(({ shape, dtype, repeated }) => ({
        inputs: [
          plain(shape, 'bool'),
          plain(shape, dtype),
          repeated ? { ...plain(shape, dtype), same: 1 } : plain(shape, dtype),
        ],
        params: {},
      })),
  ),
];
