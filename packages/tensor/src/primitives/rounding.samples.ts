// Calls of the rounding functions, sign and abs; smooth ones keep away from steps, rough ones land on them.
import { elementwise } from './elementwise.samples.ts';
import { absPrimitive, ceilPrimitive, floorPrimitive, roundPrimitive, signPrimitive } from './rounding.ts';
import { numbers, type Samples } from './vocabulary.samples.ts';

const integers = [-2, -1, 0, 1, 2];
const halves = [-1.5, -0.5, 0.5, 1.5];

export const roundingSamples: readonly Samples[] = [
  elementwise(absPrimitive, [[-2, 2]], { avoid: [[0]], rough: [[[-1, 1]]], whole: true, dtypes: numbers }),
  elementwise(signPrimitive, [[-2, 2]], { avoid: [[0]], rough: [[[-1, 1]]], whole: true, dtypes: numbers }),
  elementwise(floorPrimitive, [[-2, 2]], { avoid: [integers], rough: [[[-2, 2]]], whole: true }),
  elementwise(ceilPrimitive, [[-2, 2]], { avoid: [integers], rough: [[[-2, 2]]], whole: true }),
  elementwise(roundPrimitive, [[-2, 2]], { avoid: [halves], rough: [[[-1e9, 1e9]]] }),
];
