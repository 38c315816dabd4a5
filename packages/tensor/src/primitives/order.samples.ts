// Calls of max, min, argmax, argmin and argsort: distinct elements where derivatives are taken, and ties.
import fc from 'fast-check';
import { argmaxPrimitive, argminPrimitive, argsortPrimitive, maxPrimitive, minPrimitive } from './order.ts';
import {
  anyDType,
  floats,
  samples,
  shapes,
  someAxes,
  within,
  type InputSample,
  type Samples,
} from './vocabulary.samples.ts';

const some = fc.integer({ min: 1, max: 4 });
const ordered = fc.oneof(
  fc
    .tuple(shapes(0, 3), floats)
    .map(([shape, dtype]): InputSample => ({ shape, dtype, domain: [-8, 8], distinct: true })),
  fc
    .tuple(shapes(0, 3, some), anyDType)
    .map(([shape, dtype]): InputSample => ({ shape, dtype, domain: within(dtype, [-1, 1]), whole: true })),
);
const overAxes = ordered.chain((x) =>
  someAxes(x.shape)
    .filter((axes) => axes.every((axis) => x.shape[axis] > 0))
    .map((axes) => ({ inputs: [x], params: { axes }, smooth: x.distinct === true })),
);

export const orderSamples: readonly Samples[] = [
  samples(maxPrimitive, overAxes),
  samples(minPrimitive, overAxes),
  samples(argmaxPrimitive, overAxes),
  samples(argminPrimitive, overAxes),
  samples(
    argsortPrimitive,
    fc
      .tuple(
        ordered.filter(({ shape }) => shape.length > 0),
        fc.nat(),
        fc.boolean(),
      )
      .map(([x, seed, descending]) => ({ inputs: [x], params: { axis: seed % x.shape.length, descending } })),
  ),
];
