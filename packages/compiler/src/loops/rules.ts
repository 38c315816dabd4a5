// How each primitive is lowered. What is not named here is movement, which changes strides, or elementwise.
import { rowMajor, sizeOf } from '@cotangent/tensor/extend';
import type { Call } from '../graph/graph.ts';
import { controlRules } from './control.ts';
import { remapped, work, type Expression } from './expression.ts';
import type { ContractAxis, OwnOperand } from './kernel.ts';
import { movements, partAt, windowStrides } from './movement.ts';
import { lowerReduction } from './reduction.ts';
import { rowMajorAccess, type Values } from './values.ts';

type Numbers = readonly number[];
type Rule = (values: Values, call: Call) => void;

/** A call on every element. */
export const elementwise: Rule = (values, { primitive, inputs, outputs: [out] }) => {
  const args = inputs.map((x) => values.form(x));
  values.define(out, { kind: 'apply', op: primitive.name, args, dtype: out.dtype });
};

/**
 * Movement, which costs nothing where strides can say it. What takes work is stored before it is repeated, or before
 * several read it: in its own order, that of whoever computes it.
 */
export const move: Rule = (values, { primitive, inputs: [x], params, outputs: [out] }) => {
  const remap = movements[primitive.name](x.shape, params, out.shape);
  const repeats = sizeOf(out.shape) > sizeOf(x.shape);
  const shared = values.isShared(out) && sizeOf(out.shape) >= sizeOf(x.shape);
  const stored = (repeats || shared) && work(values.form(x)) > 0;
  const moved = remapped(stored ? values.view(x) : values.form(x), remap);
  values.define(out, moved ?? (remapped(values.copy(x), remap) as Expression));
};

/** A primitive whose loops are its own. */
const own: Rule = (values, { primitive, inputs, params, outputs }) => {
  const operands = inputs.map((value) => values.rowMajorView(value));
  const results: OwnOperand[] = outputs.map((value) => ({
    buffer: values.stored(value),
    offset: 0,
    shape: value.shape,
  }));
  if (primitive.name === 'argsort') {
    // Two rows of positions, between which lines are sorted.
    const shape = [2, outputs[0].shape[params['axis'] as number]];
    results.push({ buffer: values.buffer({ shape, dtype: 'int32' }), offset: 0, shape });
  }
  values.kernels.push({ kind: 'own', primitive: primitive.name, params, inputs: operands, outputs: results });
};

const contract: Rule = (values, { inputs: [x, y], params, outputs: [out] }) => {
  const labels = params as { x: string; y: string; out: string };
  const [a, b] = [values.view(x), values.view(y)];
  const strides = rowMajor(out.shape);
  const axes: ContractAxis[] = [...new Set(labels.out + labels.x + labels.y)].map((label) => {
    const [i, j, k] = [labels.x, labels.y, labels.out].map((list) => list.indexOf(label));
    return {
      size: x.shape[i] ?? y.shape[j],
      a: a.strides[i] ?? 0,
      b: b.strides[j] ?? 0,
      out: k < 0 ? null : strides[k],
    };
  });
  const buffer = values.stored(out);
  if (buffer.size > 0) values.kernels.push({ kind: 'contract', axes, a, b, out: buffer });
};

/** Padding that is a constant is written once; the inside is stored by whoever computes it. */
const pad: Rule = (values, { inputs: [x, value], params, outputs: [out], again }) => {
  const { low, interior } = params as { low: Numbers; interior: Numbers };
  const inside = values.form(x);
  const fill = values.form(value);
  const buffer = values.stored(out);
  if (buffer.size > 0) {
    // Memory that is kept for the padding alone is what computing again is to save.
    const once = fill.kind === 'constant' && again === undefined;
    (once ? values.filled : values.kernels).push({ kind: 'fill', buffer, value: fill });
  }
  const strides = rowMajor(out.shape);
  values.store(x.shape, {
    buffer,
    offset: low.reduce((sum, cells, axis) => sum + cells * strides[axis], 0),
    strides: strides.map((stride, axis) => stride * (interior[axis] + 1)),
    value: inside,
  });
};

const concat: Rule = (values, { inputs, params, outputs: [out] }) => {
  const axis = params['axis'] as number;
  const parts = inputs.map((x) => values.form(x));
  const buffer = values.stored(out);
  const strides = rowMajor(out.shape);
  let start = 0;
  inputs.forEach((x, k) => {
    values.store(x.shape, { buffer, offset: start * strides[axis], strides, value: parts[k] });
    start += x.shape[axis];
  });
};

const split: Rule = (values, { inputs: [x], params, outputs }) => {
  const axis = params['axis'] as number;
  const whole = values.form(x);
  let start = 0;
  for (const out of outputs) {
    values.define(out, remapped(whole, partAt(axis, start)) as Expression);
    start += out.shape[axis];
  }
};

const gather: Rule = (values, { inputs: [x, indices], params, outputs: [out] }) => {
  const axis = params['axis'] as number;
  const view = values.view(x);
  const { buffer, offset, strides } = view.strides.every((stride) => stride >= 0) ? view : values.copy(x);
  const [before, after] = [strides.slice(0, axis), strides.slice(axis + 1)];
  const none = (list: Numbers): Numbers => list.map(() => 0);
  const index = remapped(values.form(indices), (access) => ({
    offset: access.offset,
    strides: [...none(before), ...access.strides, ...none(after)],
  })) as Expression;
  values.define(out, {
    kind: 'gather',
    buffer,
    dtype: out.dtype,
    offset,
    strides: [...before, ...none(indices.shape), ...after],
    index,
    stride: strides[axis],
    bound: x.shape[axis],
  });
};

/** Windows that do not overlap are stored in place; others are added up, offset by offset. */
const fold: Rule = (values, { inputs: [x], params, outputs: [out] }) => {
  const form = values.form(x);
  const buffer = values.stored(out);
  if (buffer.size === 0) return;
  const positions = windowStrides(rowMajor(out.shape), params);
  const { axes, size, stride, dilation } = params as Record<string, Numbers>;
  const zero: Expression = { kind: 'constant', value: 0, dtype: out.dtype };
  if (axes.every((_, k) => size[k] === 1 || (dilation[k] === 1 && stride[k] >= size[k]))) {
    if (sizeOf(out.shape) !== sizeOf(x.shape)) values.filled.push({ kind: 'fill', buffer, value: zero });
    // What is added to 0 is never -0.
    const value: Expression = { kind: 'apply', op: 'add', args: [form, zero], dtype: out.dtype };
    values.store(x.shape, { buffer, offset: 0, strides: positions, value });
    return;
  }
  values.kernels.push({ kind: 'fill', buffer, value: zero });
  const all = [...x.shape.keys()];
  const order = [...all.slice(out.shape.length), ...all.slice(0, out.shape.length)];
  const sorted = (list: Numbers): number[] => order.map((axis) => list[axis]);
  const value = remapped(form, ({ offset, strides }) => ({ offset, strides: sorted(strides) })) as Expression;
  values.store(sorted(x.shape), { buffer, offset: 0, strides: sorted(positions), value }, true);
};

/** What float32 cannot hold on the way is counted in float64, and rounded once, as it is eagerly. */
const iota: Rule = (values, { params, outputs: [out] }) => {
  const { start, step } = params as { readonly start: number; readonly step: number };
  const whole = Number.isInteger(start) && Number.isInteger(step);
  const exact = whole && Math.abs(start) + Math.abs(step) * sizeOf(out.shape) <= 2 ** 24;
  const dtype = out.dtype === 'float32' && !exact ? 'float64' : out.dtype;
  const count: Expression = { kind: 'count', start, step, dtype, ...rowMajorAccess(out.shape) };
  values.define(
    out,
    dtype === out.dtype ? count : { kind: 'apply', op: 'cast', args: [count], dtype: out.dtype },
  );
};

/** A kernel that writes nothing; the value itself goes on as it was. */
const print: Rule = (values, { inputs: [x], params, outputs: [out] }) => {
  const inputs = [values.rowMajorView(x)];
  values.kernels.push({ kind: 'own', primitive: 'print', params, inputs, outputs: [] });
  values.define(out, values.form(x));
};

/** Primitives with a rule of their own. */
export const rules: Readonly<Record<string, Rule>> = {
  stopGradient: (values, { inputs: [x], outputs: [out] }) => values.define(out, values.form(x)),
  iota,
  contract,
  pad,
  concat,
  split,
  gather,
  fold,
  argsort: own,
  cumsum: own,
  randomBits: own,
  scatterAdd: own,
  sum: lowerReduction,
  max: lowerReduction,
  min: lowerReduction,
  argmax: lowerReduction,
  argmin: lowerReduction,
  print,
  ...controlRules,
};
