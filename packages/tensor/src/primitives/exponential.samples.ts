// Calls of the exponentials and logarithms; rough ones overflow, underflow, or meet the pole.
import { between, elementwise } from './elementwise.samples.ts';
import {
  expm1Primitive,
  expPrimitive,
  log10Primitive,
  log1pPrimitive,
  log2Primitive,
  logPrimitive,
} from './exponential.ts';
import type { Samples } from './vocabulary.samples.ts';

const far = [between(-1e4, 1e4)];
const tiny = [between(-1e-9, 1e-9)];
const positive = between(0.25, 4);
const all = [between(0, 1e30)];

export const exponentialSamples: readonly Samples[] = [
  elementwise(expPrimitive, [between(-2, 2)], { rough: [far] }),
  elementwise(expm1Primitive, [between(-2, 2)], { rough: [far, tiny] }),
  elementwise(logPrimitive, [positive], { rough: [all] }),
  elementwise(log1pPrimitive, [between(-0.75, 4)], { rough: [all, tiny] }),
  elementwise(log2Primitive, [positive], { rough: [all] }),
  elementwise(log10Primitive, [positive], { rough: [all] }),
];
