// Calls of iota and cast. Casts between floats are smooth; those to integers saturate and those from them lose the gradient.
import fc from 'fast-check';
import { isFloat } from '../base/dtype.ts';
import { castPrimitive, iotaPrimitive } from './constant.ts';
import { anyDType, numbers, samples, shapes, within, type Samples } from './vocabulary.samples.ts';

export const constantSamples: readonly Samples[] = [
  samples(
    iotaPrimitive,
    fc
      .record({
        start: fc.integer({ min: 0, max: 9 }),
        step: fc.integer({ min: 0, max: 3 }),
        size: fc.integer({ min: 0, max: 9 }),
        dtype: numbers,
      })
      .map((params) => ({ inputs: [], params })),
  ),
  samples(
    castPrimitive,
    fc
      .record({ shape: shapes(), from: anyDType, dtype: anyDType, far: fc.boolean() })
      .map(({ shape, from, dtype, far }) => ({
        inputs: [
          { shape, dtype: from, domain: within(from, far && from !== 'uint8' ? [-1e10, 1e10] : [-4, 4]) },
        ],
        params: { dtype },
        smooth: isFloat(from) && isFloat(dtype) && !far,
      }))
      .filter(({ inputs: [x] }) => x.dtype !== 'int32' || x.domain[1] < 2 ** 31),
  ),
];
