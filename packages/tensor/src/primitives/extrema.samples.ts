// Calls of maximum and minimum; rough ones tie.
import { between, elementwise } from './elementwise.samples.ts';
import { maximumPrimitive, minimumPrimitive } from './extrema.ts';
import { numbers, type Samples } from './vocabulary.samples.ts';

const some = between(-4, 4);
const ties = between(-1, 1);
const special = { apart: true, rough: [[ties, ties]], whole: true, dtypes: numbers };

export const extremaSamples: readonly Samples[] = [
  elementwise(maximumPrimitive, [some, some], special),
  elementwise(minimumPrimitive, [some, some], special),
];
