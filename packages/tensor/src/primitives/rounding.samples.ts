// Calls of the rounding functions, sign and abs; smooth ones keep away from steps, rough ones land on them.
import { between, elementwise } from './elementwise.samples.ts';
import { absPrimitive, ceilPrimitive, floorPrimitive, roundPrimitive, signPrimitive } from './rounding.ts';
import { numbers, type Samples } from './vocabulary.samples.ts';

const some = between(-2, 2);
const zero = { avoid: [[0]], rough: [[between(-1, 1)]], whole: true, dtypes: numbers };
const steps = { avoid: [[-2, -1, 0, 1, 2]], rough: [[some]], whole: true };

export const roundingSamples: readonly Samples[] = [
  elementwise(absPrimitive, [some], zero),
  elementwise(signPrimitive, [some], zero),
  elementwise(floorPrimitive, [some], steps),
  elementwise(ceilPrimitive, [some], steps),
  elementwise(roundPrimitive, [some], { avoid: [[-1.5, -0.5, 0.5, 1.5]], rough: [[between(-1e9, 1e9)]] }),
];
