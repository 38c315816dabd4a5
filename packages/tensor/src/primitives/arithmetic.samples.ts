// Calls of add, sub, mul, div, neg and rem.
import fc from 'fast-check';
import {
  addPrimitive,
  divPrimitive,
  mulPrimitive,
  negPrimitive,
  remPrimitive,
  subPrimitive,
} from './arithmetic.ts';
import { between, elementwise } from './elementwise.samples.ts';
import { either, numbers, type Samples } from './vocabulary.samples.ts';

const some = between(-4, 4);
const huge = between(-1e9, 1e9);
const wholes = between(-9, 9);
const positive = between(0.5, 4);
const below = between(0.25, 0.75);
const above = between(1, 4);
const three = between(-3, 3);
const integers = fc.constantFrom('int32' as const, 'uint8' as const);

export const arithmeticSamples: readonly Samples[] = [
  elementwise(addPrimitive, [some, some], { dtypes: numbers, rough: [[huge, huge]] }),
  elementwise(subPrimitive, [some, some], { dtypes: numbers, rough: [[huge, huge]] }),
  elementwise(mulPrimitive, [some, some], { dtypes: numbers, rough: [[huge, huge]] }),
  elementwise(divPrimitive, [some, positive], { rough: [[some, three]], whole: true }),
  elementwise(negPrimitive, [some], { dtypes: numbers }),
  either(
    elementwise(remPrimitive, [below, above], { rough: [[wholes, three]], whole: true, repeats: false }),
    elementwise(remPrimitive, [wholes, above], {
      dtypes: integers,
      rough: [[wholes, three]],
      discrete: true,
    }),
  ),
];
