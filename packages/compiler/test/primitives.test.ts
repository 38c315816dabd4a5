// Every primitive through jit against its reference kernel, over the samples that laws are tested with.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '@cotangent/tensor';
import { bind, isFloat, type Params, type Primitive } from '@cotangent/tensor/extend';
import { allSamples, inputsOf } from '../../tensor/src/samples.ts';
import { jit } from '../src/index.ts';

/** The largest difference that rounding explains, relative to the size of the result. */
const tolerance = { float32: 4e-6, float64: 1e-13 } as const;

function close(got: Tensor, want: Tensor): void {
  expect(got.dtype).toBe(want.dtype);
  expect(got.shape).toEqual(want.shape);
  const [a, b] = [Array.from(got.data()), Array.from(want.data())];
  const scale = b.reduce(
    (most: number, v: number) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most),
    1,
  );
  const allowed = isFloat(want.dtype) ? tolerance[want.dtype] * scale : 0;
  const wrong = b.flatMap((y, at) =>
    Object.is(a[at], y) || Math.abs(a[at] - y) <= allowed ? [] : [{ at, got: a[at], want: y }],
  );
  expect(wrong).toEqual([]);
}

describe.each(allSamples.map((samples) => [samples.primitive.name, samples] as const))('%s', (_, samples) => {
  test('jit computes what the reference kernel does', () => {
    const drawn = samples.calls.chain((call) =>
      inputsOf(call).map((inputs) => ({ inputs, params: call.params })),
    );
    fc.assert(
      fc.property(drawn, ({ inputs, params }) => {
        const primitive = samples.primitive as Primitive;
        const f = (...xs: readonly Tensor[]): readonly Tensor[] => bind(primitive, xs, params as Params);
        const want = f(...inputs);
        const got = jit(f)(...inputs);
        want.forEach((y, slot) => close(got[slot], y));
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});
