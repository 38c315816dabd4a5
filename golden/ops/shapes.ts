// Ops that move, join, cut and index.
// Where PyTorch takes fewer arguments or gives other defaults, its call is spelled out in ours.
import * as ct from '@cotangent/tensor';
import type { Tensor } from '@cotangent/tensor';
import { indicesOf, unary, type Op, type Ops } from '../lib/op.ts';
import { axesOf, axisOf, given, listOf } from '../lib/params.ts';

type Pairs = readonly (readonly [number, number])[];

/** `permute` for a case with axes, else the last two axes swapped. */
const transpose = unary((x, params) => {
  const axes = axesOf(params);
  return axes === undefined ? ct.transpose(x) : ct.permute(x, listOf(axes));
});

/** Negative padding cuts off. */
function pad(x: Tensor, pads: Pairs, value?: number): Tensor {
  const start = pads.map(([low]) => Math.max(0, -low));
  const stop = pads.map(([, high], axis) => x.shape[axis] - Math.max(0, -high));
  const grown = pads.map(([low, high]): [number, number] => [Math.max(0, low), Math.max(0, high)]);
  return ct.pad(ct.slice(x, start, stop), grown, value);
}

function ones(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}

/** Repeats count from the last axis; further ones make new axes in front. */
function tile(x: Tensor, repeats: readonly number[]): Tensor {
  const rank = Math.max(x.shape.length, repeats.length);
  const whole = ct.reshape(x, [...ones(rank - x.shape.length), ...x.shape]);
  return ct.tile(whole, [...ones(rank - repeats.length), ...repeats]);
}

/** Several axes are rolled one after another; without any, the elements as one row. */
const roll = unary((x, params) => {
  const shifts = listOf(given('shift', params.shift));
  const axes = axesOf(params);
  if (axes === undefined) return ct.reshape(ct.roll(ct.reshape(x, [x.size]), shifts[0], 0), x.shape);
  return listOf(axes).reduce<Tensor>((y, axis, k) => ct.roll(y, shifts[k], axis), x);
});

/** The diagonal of the first two axes unless told otherwise; ours is that of the last two. */
const diagonal = unary((x, params) => {
  const chosen = listOf(axesOf(params) ?? [0, 1]).map((axis) => (axis < 0 ? axis + x.shape.length : axis));
  const rest = [...x.shape.keys()].filter((axis) => !chosen.includes(axis));
  return ct.diagonal(ct.permute(x, [...rest, ...chosen]), params.offset ?? params.diagonal);
});

const windows = unary((x, params) => {
  const { size, step, dilation } = params;
  return ct.windows(x, {
    axes: [axisOf(params, -1)],
    size: given('size', size),
    stride: typeof step === 'number' ? step : 1,
    dilation: dilation ?? 1,
  });
});

const slice = unary((x, { start, stop, step }) =>
  ct.slice(x, start ?? [], stop ?? [], typeof step === 'number' ? [step] : (step ?? [])),
);
const concat: Op = (inputs, params) => ct.concat(Object.values(inputs), axisOf(params, 0));
const expandDims = unary((x, params) => ct.expandDims(x, given('axis', axesOf(params))));
const broadcastTo = unary((x, { shape }) => ct.broadcastTo(x, given('shape', shape)));
const take: Op = (inputs, params) => {
  const [x, indices] = Object.values(inputs);
  return ct.take(x, indicesOf(indices), axisOf(params, 0));
};

export const shapes: Ops = {
  reshape: unary((x, { shape }) => ct.reshape(x, given('shape', shape))),
  squeeze: unary((x, params) => ct.squeeze(x, axesOf(params))),
  expandDims,
  unsqueeze: expandDims,
  transpose,
  permute: transpose,
  flip: unary((x, params) => ct.flip(x, axesOf(params))),
  broadcastTo,
  expand: broadcastTo,
  slice,
  pad: unary((x, { pads, value }) => pad(x, given('pads', pads), value)),
  concat,
  cat: concat,
  stack: (inputs, params) => ct.stack(Object.values(inputs), axisOf(params, 0)),
  split: unary((x, params) => ct.split(x, given('parts', params.sizes ?? params.parts), axisOf(params, 0))),
  tile: unary((x, { repeats }) => tile(x, given('repeats', repeats))),
  roll,
  tril: unary((x, params) => ct.tril(x, params.diagonal ?? params.offset)),
  triu: unary((x, params) => ct.triu(x, params.diagonal ?? params.offset)),
  diagonal,
  windows,
  unfold: windows,
  take,
  gather: (inputs, params) => {
    const [x, indices] = Object.values(inputs);
    return ct.gather(x, indicesOf(indices), axisOf(params, -1));
  },
  scatterAdd: (inputs, params) => {
    const [x, indices, updates] = Object.values(inputs);
    return ct.scatterAdd(x, indicesOf(indices), updates, axisOf(params, -1));
  },
  oneHot: unary((x, { depth }) => {
    const indices = indicesOf(x);
    return ct.oneHot(indices.dtype === 'int32' ? indices : ct.cast(indices, 'int32'), given('depth', depth));
  }),
};
