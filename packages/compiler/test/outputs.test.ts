// What programs return, however odd: nothing, inputs, constants, one value twice, many values; and that no primitive is
// left to the eager interpreter.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  flip,
  mul,
  neg,
  ones,
  permute,
  reshape,
  sum,
  tensor,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { bind, primitives, type Params, type Primitive } from '@cotangent/tensor/extend';
import { allSamples, inputsOf } from '../../tensor/src/samples.ts';
import { inspect, jit } from '../src/index.ts';

const x = tensor([
  [1, -2, 3],
  [-0, 5, Infinity],
]);
type Matrix = Tensor<[2, 3]>;

/** Runs `f` eagerly and, twice, compiled. */
function same(f: (x: Matrix) => unknown): void {
  const compiled = jit(f);
  const want = String(f(x));
  expect([String(compiled(x)), String(compiled(x))]).toEqual([want, want]);
}

describe('outputs', () => {
  test('none', () => same(() => []));
  test('none of what is computed', () => same((y) => [sum(y)].slice(1)));
  test('the input', () => same((y) => y));
  test('the input twice, and a view of it', () => same((y) => [y, y, permute(y, [1, 0]), reshape(y, [6])]));
  test('one value twice, and views of it', () =>
    same((y) => {
      const z = add(y, 1);
      return [z, z, flip(z, 0), flip(flip(z, 0), 0)];
    }));
  test('constants', () =>
    same(() => [tensor(3), zeros([2, 0]), ones([3, 3]), x, tensor(-0), tensor([-0, 0])]));
  test('a constant in another order', () => same((y) => [permute(x, [1, 0]), add(flip(x, 1), y)]));
  test('forty', () =>
    same((y) => Array.from({ length: 40 }, (_, k) => (k % 3 === 0 ? sum(mul(y, k)) : add(y, k)))));
  test('a chain of two hundred', () =>
    same((y) => Array.from({ length: 200 }).reduce((z: Matrix, _, k) => neg(add(z, k)), y)));
  test('of eight axes, and of none', () =>
    same((y) => [flip(reshape(y, [1, 2, 1, 1, 3, 1, 1, 1]), 4), sum(y)]));
  test('empty ones, from empty ones', () => {
    const f = (y: Tensor<[0, 3]>): readonly Tensor[] => [y, sum(y), sum(y, 0), mul(y, 2), reshape(y, [3, 0])];
    expect(jit(f)(zeros([0, 3])).map(String)).toEqual(f(zeros([0, 3])).map(String));
  });
});

describe('no primitive is left to the eager interpreter', () => {
  const known = new Set([
    'map',
    'reduce',
    'contract',
    'fill',
    'argsort',
    'cumsum',
    'randomBits',
    'scatterAdd',
  ]);

  test('there are samples of each', () => {
    const sampled = new Set(allSamples.map(({ primitive }) => primitive.name));
    expect(primitives.map(({ name }) => name).filter((name) => !sampled.has(name))).toEqual([]);
  });

  test.each(allSamples.map((samples) => [samples.primitive.name, samples] as const))('%s', (_, samples) => {
    const calls = samples.calls.chain((call) =>
      inputsOf(call).map((inputs) => ({ inputs, params: call.params })),
    );
    for (const { inputs, params } of fc.sample(calls, { numRuns: 10, seed: 1 })) {
      const f = (...xs: readonly Tensor[]): readonly Tensor[] =>
        bind(samples.primitive as Primitive, xs, params as Params);
      const kinds = inspect(jit(f), ...inputs).kernels.map(({ kind }) => kind);
      expect(kinds.filter((kind) => !known.has(kind))).toEqual([]);
    }
  });
});
