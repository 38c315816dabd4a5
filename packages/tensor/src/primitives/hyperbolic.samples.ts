// Calls of the hyperbolic functions, away from the ends of the inverse ones.
import { between, elementwise } from './elementwise.samples.ts';
import {
  acoshPrimitive,
  asinhPrimitive,
  atanhPrimitive,
  coshPrimitive,
  sinhPrimitive,
  tanhPrimitive,
} from './hyperbolic.ts';
import type { Samples } from './vocabulary.samples.ts';

const some = between(-2, 2);
const far = [between(-1e4, 1e4)];

export const hyperbolicSamples: readonly Samples[] = [
  elementwise(sinhPrimitive, [some], { rough: [far] }),
  elementwise(coshPrimitive, [some], { rough: [far] }),
  elementwise(tanhPrimitive, [some], { rough: [far] }),
  elementwise(asinhPrimitive, [between(-4, 4)], { rough: [[between(-1e9, 1e9)]] }),
  elementwise(acoshPrimitive, [between(1.5, 4)], { rough: [[between(1, 1e9)]] }),
  elementwise(atanhPrimitive, [between(-0.875, 0.875)], { rough: [[between(-1, 1)]], whole: true }),
];
