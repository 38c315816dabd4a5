// Padding that nobody looks at goes: a slice of a padded tensor, or of windows of it, is of a tensor that is padded less.
import type { Value } from '../graph/graph.ts';
import { madeBy } from './part.ts';
import type { RewriteRule } from './rewrite.ts';

type Numbers = readonly number[];
type Numeric = Readonly<Record<string, Numbers>>;

/** The elements from `start` on along each axis, and how many. */
interface Box {
  readonly starts: Numbers;
  readonly sizes: Numbers;
}

/** `slice(windows(pad(x)))` and `slice(pad(x))`, where what is cut off lies outside of `x`. */
export const trim: RewriteRule = (call, [sliced], { emit, readers }) => {
  if (call.primitive.name !== 'slice') return undefined;
  const { starts, sizes, steps } = call.params as Numeric;
  if (steps.some((step) => step !== 1)) return undefined;
  const [old] = call.inputs;
  const view = madeBy(sliced);
  if (view?.primitive.name === 'pad') {
    const less =
      readers(old).length === 1 ? paddedLess(view.inputs, view.params, { starts, sizes }) : undefined;
    return less && [emit('pad', view.inputs, less)];
  }
  if (view?.primitive.name !== 'windows') return undefined;
  const pad = madeBy(view.inputs[0]);
  const oldPad = madeBy(old)?.inputs[0];
  if (pad?.primitive.name !== 'pad' || oldPad === undefined || readers(oldPad).length > 1) return undefined;
  const box = boxOf(view.inputs[0].shape, view.params as Numeric, { starts, sizes });
  const less = box && paddedLess(pad.inputs, pad.params, box);
  return less && [emit('windows', [emit('pad', pad.inputs, less)], view.params)];
};

/** Padding of nothing is what is padded. */
export const unpad: RewriteRule = ({ primitive, params }, [x]) => {
  if (primitive.name !== 'pad') return undefined;
  const { low, high, interior } = params as Numeric;
  return [...low, ...high, ...interior].every((cells) => cells === 0) ? [x] : undefined;
};

/** What windows at the places in `box` look at; `undefined` where parts of windows are cut off. */
function boxOf(
  shape: Numbers,
  { axes, size, stride, dilation }: Numeric,
  { starts, sizes }: Box,
): Box | undefined {
  if (axes.some((_, k) => sizes[shape.length + k] !== size[k]) || sizes.includes(0)) return undefined;
  const step = shape.map((_, axis) => stride[axes.indexOf(axis)] ?? 1);
  const reach = shape.map((_, axis) => {
    const k = axes.indexOf(axis);
    return k < 0 ? 1 : (size[k] - 1) * dilation[k] + 1;
  });
  return {
    starts: shape.map((_, axis) => starts[axis] * step[axis]),
    sizes: shape.map((_, axis) => (sizes[axis] - 1) * step[axis] + reach[axis]),
  };
}

/** The padding that is left within `box`; `undefined` where the box cuts into what is padded. */
function paddedLess([x]: readonly Value[], params: object, { starts, sizes }: Box): Numeric | undefined {
  const { low, interior } = params as Numeric;
  const spread = x.shape.map((n, axis) => (n === 0 ? 0 : (n - 1) * (interior[axis] + 1) + 1));
  const before = low.map((cells, axis) => cells - starts[axis]);
  const after = low.map((cells, axis) => starts[axis] + sizes[axis] - cells - spread[axis]);
  return [...before, ...after].every((cells) => cells >= 0)
    ? { low: before, high: after, interior }
    : undefined;
}
