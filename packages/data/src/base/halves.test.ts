// All 65,536 halves of both kinds, against the formula of the format and against NumPy's bits.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fromBfloat16, fromFloat16 } from './halves.ts';

const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
const sha = (values: Float32Array): string =>
  createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');

/** (-1)^s · 2^(e - bias) · (1 + f), subnormals without the 1. */
const value = (half: number, exponentBits: number): number => {
  const fractionBits = 15 - exponentBits;
  const sign = half >> 15 ? -1 : 1;
  const exponent = (half >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (half & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias);
};

test('float16', () => {
  expect([...fromFloat16(all)]).toEqual(Array.from(all, (half) => value(half, 5)));
});

test('bfloat16', () => {
  expect([...fromBfloat16(all)]).toEqual(Array.from(all, (half) => value(half, 8)));
});

test("every bit is NumPy's, those of NaN too", () => {
  // sha256 of `numpy.arange(65536, dtype='<u2').view('<f2').astype('<f4')`, and of `.astype('<u4') << 16`.
  expect(sha(fromFloat16(all))).toBe('f4fdd084f85448d28c84f20fabf4022ba938e40b7f382d2727dec6f41ac6267a');
  expect(sha(fromBfloat16(all))).toBe('9207d7eb28680a098c73dbe536d1ff7b94311dc417b9a385e0af6660683e93ca');
});
