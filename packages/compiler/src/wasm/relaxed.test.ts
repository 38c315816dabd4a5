import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matmul, ones, type Tensor } from '@cotangent/tensor';
import { anyContraction } from '../contract/arbitrary.samples.ts';
import { product, weightGradient } from '../contract/cases.samples.ts';
import { check } from '../contract/check.samples.ts';
import { contraction } from '../contract/generate.ts';
import { inspect } from '../inspect.ts';
import { jit } from '../jit.ts';
import { engine } from './engine.ts';
import { Module } from './module.ts';
import { fusing, hasRelaxed } from './relaxed.ts';

// Node 20 has relaxed SIMD behind a flag, which may be set before the first question for it.
if (!engine.validate(fusing())) setFlagsFromString('--experimental-wasm-relaxed-simd');

const runs = Number(process.env['CONTRACTIONS'] ?? 500);

type Square = Tensor<[8, 8]>;
const f = (x: Square): Square => matmul(x, x);

test('fused multiply-add is used where it was asked for', () => {
  expect(hasRelaxed()).toBe(true);
  const relaxed = jit(f, { relaxed: true });
  expect(relaxed(ones([8, 8])).toArray()[7]).toEqual(new Array(8).fill(8));
  const { wat, fused } = inspect(relaxed, ones([8, 8]));
  expect(wat).toContain('relaxed_madd');
  expect(fused).toEqual({ used: true, why: 'asked for, and the engine has it' });
});

test('and nowhere else', () => {
  const { wat, fused } = inspect(jit(f), ones([8, 8]));
  expect(wat).not.toContain('relaxed_madd');
  expect(fused).toEqual({ used: false, why: 'not asked for: jit(f, { relaxed: true }) does' });
  const small = jit((x: Tensor<[2]>) => matmul(x, x), { relaxed: true });
  expect(inspect(small, ones([2])).fused).toEqual({
    used: false,
    why: 'asked for, but no contraction is faster with it',
  });
});

test('contractions at random are the same with it', { timeout: 20_000 + 20 * runs }, () => {
  fc.assert(
    fc.property(anyContraction, (spec) => {
      expect(check(spec, undefined, true)).toBe('same');
    }),
    { numRuns: runs },
  );
  expect(check({ dtype: 'float64', axes: product(40, 600, 30, 'AᵀB') }, undefined, true)).toBe('same');
  const conv = { batch: 6, channels: 7, outputs: 11, kernel: 3, size: 13 };
  expect(check({ dtype: 'float32', axes: weightGradient(conv) }, undefined, true)).toBe('same');
});

test('it has tiles of its own', () => {
  const tileOf = (relaxed: boolean): string | undefined => {
    const axes = product(256, 256, 256, 'AB');
    const { description } = contraction(new Module(), 'c', { dtype: 'float32', axes }, { relaxed });
    return description.split('\n').find((line) => line.startsWith('tile'));
  };
  expect(tileOf(false)).toBe('tile: 4 × 2 vectors');
  expect(tileOf(true)).toBe('tile: 3 × 3 vectors, fused');
});
