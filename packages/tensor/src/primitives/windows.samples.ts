// Calls of windows and fold: overlapping, apart, with holes, and with a remainder that no window reaches.
import fc from 'fast-check';
import { windowSize } from '../shape/window.ts';
import { anyDType, numbers, plain, samples, shapes, type Samples } from './vocabulary.samples.ts';
import { foldPrimitive, windowsPrimitive } from './windows.ts';

const windowed = shapes(1, 3, fc.integer({ min: 1, max: 6 })).chain((shape) =>
  fc
    .shuffledSubarray([...shape.keys()], { minLength: 1, maxLength: Math.min(2, shape.length) })
    .chain((axes) =>
      fc.tuple(
        ...axes.map((axis) =>
          fc
            .record({ size: fc.integer({ min: 1, max: 3 }), dilation: fc.integer({ min: 1, max: 2 }) })
            .filter(({ size, dilation }) => dilation * (size - 1) < shape[axis])
            .chain((own) => fc.integer({ min: 1, max: 3 }).map((stride) => ({ ...own, axis, stride }))),
        ),
      ),
    )
    .map((each) => ({
      shape,
      axes: each.map(({ axis }) => axis),
      size: each.map(({ size }) => size),
      stride: each.map(({ stride }) => stride),
      dilation: each.map(({ dilation }) => dilation),
    })),
);

export const windowsSamples: readonly Samples[] = [
  samples(
    windowsPrimitive,
    fc
      .tuple(windowed, anyDType)
      .map(([{ shape, ...params }, dtype]) => ({ inputs: [plain(shape, dtype)], params })),
  ),
  samples(
    foldPrimitive,
    fc.tuple(windowed, numbers).map(([{ shape, ...params }, dtype]) => {
      const { axes, size, stride, dilation } = params;
      const positions = shape.map((n, axis) => {
        const k = axes.indexOf(axis);
        return k < 0 ? n : windowSize(n, size[k], stride[k], dilation[k]);
      });
      return {
        inputs: [plain([...positions, ...size], dtype)],
        params: { ...params, sizes: axes.map((axis) => shape[axis]) },
      };
    }),
  ),
];
