// Calls of the trigonometric functions, away from their poles and from the ends of the inverse ones.
import { between, elementwise } from './elementwise.samples.ts';
import {
  acosPrimitive,
  asinPrimitive,
  atan2Primitive,
  atanPrimitive,
  cosPrimitive,
  sinPrimitive,
  tanPrimitive,
} from './trigonometric.ts';
import type { Samples } from './vocabulary.samples.ts';

const some = between(-4, 4);
const far = [between(-1e4, 1e4)];
const sines = between(-0.875, 0.875);
const ends = [between(-1, 1)];
const corners = between(-2, 2);

export const trigonometricSamples: readonly Samples[] = [
  elementwise(sinPrimitive, [some], { rough: [far] }),
  elementwise(cosPrimitive, [some], { rough: [far] }),
  elementwise(tanPrimitive, [between(-1.25, 1.25)], { rough: [far] }),
  elementwise(asinPrimitive, [sines], { rough: [ends], whole: true }),
  elementwise(acosPrimitive, [sines], { rough: [ends], whole: true }),
  elementwise(atanPrimitive, [some], { rough: [[between(-1e30, 1e30)]] }),
  elementwise(atan2Primitive, [between(0.5, 4), some], { rough: [[corners, corners]], whole: true }),
];
