// Laws of every kernel over the samples: what the shape rule promises, on whatever layout, without touching inputs.
import { primitives, type DenseTensor } from '@cotangent/tensor/extend';
import { allSamples, type SampleCall } from '../src/samples.ts';
import { permute, slice, type Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { views } from '../../testing/src/arbitraries/views.ts';
import { concrete, drawn, expectEqual, filled, remember, run } from './support.ts';

const numRuns = 60;
const named = allSamples.map((samples) => [samples.primitive.name, samples] as const);

test('every primitive has samples', () => {
  const sampled = allSamples.map(({ primitive }) => primitive.name);
  expect(primitives.map(({ name }) => name).filter((name) => !sampled.includes(name))).toEqual([]);
});

test('primitives have different names', () => {
  const names = primitives.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

describe('the outputs have the shapes and dtypes that the shape rule promises', () => {
  test.each(named)('%s', (_, samples) => {
    const { primitive } = samples;
    fc.assert(
      fc.property(drawn(samples), ({ tensors, params }) => {
        const promised = primitive.shape(tensors, params);
        const outputs = run(primitive, tensors, params);
        expect(outputs.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
          promised.map(({ shape, dtype }) => ({ shape, dtype })),
        );
        outputs.forEach(expectSound);
      }),
      { numRuns },
    );
  });
});

/** Throws unless a tensor is what the rest of the library takes for granted. */
function expectSound(x: DenseTensor): void {
  const { values, dtype, shape, strides, offset, size, rank } = x;
  const arrays = {
    float32: Float32Array,
    float64: Float64Array,
    int32: Int32Array,
    uint8: Uint8Array,
    bool: Uint8Array,
  };
  expect(values).toBeInstanceOf(arrays[dtype]);
  expect(Object.isFrozen(shape)).toBe(true);
  expect(rank).toBe(shape.length);
  expect(size).toBe(shape.reduce((product, n) => product * n, 1));
  expect(strides.length).toBe(rank);
  const reach = strides.map((stride, axis) => stride * (shape[axis] - 1));
  const lowest = reach.reduce((low, far) => low + Math.min(0, far), offset);
  const highest = reach.reduce((high, far) => high + Math.max(0, far), offset);
  expect(size === 0 || (lowest >= 0 && highest < values.length)).toBe(true);
  expect(dtype !== 'bool' || [...x.data()].every((value) => value === 0 || value === 1)).toBe(true);
}

describe('strided inputs give what contiguous ones of the same values give, and stay as they are', () => {
  test.each(named)('%s', (_, samples) => {
    const { primitive } = samples;
    const viewed = drawn(samples).chain((call) =>
      fc.tuple(...call.tensors.map((x) => views(x))).map((pairs) => ({ ...call, pairs })),
    );
    fc.assert(
      fc.property(viewed, ({ pairs, params }) => {
        const plain = pairs.map((pair) => concrete(pair.plain));
        const strided = pairs.map((pair) => concrete(pair.view));
        const before = [...plain, ...strided].map(remember);
        const want = run(primitive, plain, params);
        const got = run(primitive, strided, params);
        got.forEach((output, k) => expectEqual(output, want[k], primitive));
        got.forEach(expectSound);
        expect([...plain, ...strided].map(remember)).toEqual(before);
      }),
      { numRuns: 2 * numRuns },
    );
  });
});

/** Those that treat each element by itself. */
const alone = [
  'mul',
  'equal',
  'less',
  'lessEqual',
  'logicalAnd',
  'logicalOr',
  'logicalNot',
  'where',
  'cast',
  'stopGradient',
];
const elementwise = named.filter(
  ([name, { primitive }]) => primitive.rule.kind === 'elementwise' || alone.includes(name),
);

/** Draws a way to index tensors of a shape, and that as a function. */
const indexing = (shape: readonly number[]): fc.Arbitrary<(x: Tensor) => Tensor> =>
  fc
    .record({
      axes: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
      ends: fc.tuple(
        ...shape.map((n) =>
          fc.tuple(fc.integer({ min: -n - 1, max: n + 1 }), fc.integer({ min: -n - 1, max: n + 1 })),
        ),
      ),
      steps: fc.tuple(...shape.map(() => fc.constantFrom(-2, -1, 1, 2))),
    })
    .map(
      ({ axes, ends, steps }) =>
        (x) =>
          permute(
            slice(
              x,
              ends.map(([start]) => start),
              ends.map(([, stop]) => stop),
              steps,
            ),
            axes,
          ),
    );

describe('a slice or permutation of the result is the result of slices or permutations', () => {
  test.each(elementwise)('%s', (_, samples) => {
    const { primitive } = samples;
    const calls = drawn(samples).chain((call) =>
      indexing(call.tensors[0].shape).map((index) => ({ ...call, index })),
    );
    fc.assert(
      fc.property(calls, ({ tensors, params, index }) => {
        const [whole] = run(primitive, tensors, params);
        const [part] = run(
          primitive,
          tensors.map((x) => concrete(index(x))),
          params,
        );
        expectEqual(part, index(whole));
      }),
      { numRuns },
    );
  });
});

const repeats = ({ inputs }: SampleCall): boolean => inputs.some(({ same }) => same !== undefined);

describe('f(x, x) is f of x and a copy of it', () => {
  const repeated = named.filter(([, { calls }]) => fc.sample(calls, { numRuns: 50, seed: 1 }).some(repeats));
  test.each(repeated)('%s', (_, samples) => {
    const { primitive } = samples;
    fc.assert(
      fc.property(drawn(samples, repeats), ({ tensors, params }) => {
        const copies = tensors.map((x) => filled(x.shape, x.dtype, x.data()));
        const want = run(primitive, copies, params);
        run(primitive, tensors, params).forEach((got, k) => expectEqual(got, want[k]));
      }),
      { numRuns },
    );
  });
});
