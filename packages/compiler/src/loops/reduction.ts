// Reductions: over the last axes of a domain in which the axes that stay come first.
import type { DType } from '@cotangent/tensor';
import { sizeOf } from '@cotangent/tensor/extend';
import type { Call } from '../graph/graph.ts';
import { remapped, type Expression } from './expression.ts';
import type { Reduction, Store } from './kernel.ts';
import { rowMajorAccess, type Values } from './values.ts';

type Numbers = readonly number[];

/** Lowers sum, max, min, argmax and argmin. An extremum and its position, both asked for, are found in one go. */
export function lowerReduction(values: Values, call: Call): void {
  const { primitive, inputs: [x], params, outputs: [out] } = call; // prettier-ignore
  if (values.has(out)) return;
  const name = primitive.name as Reduction;
  const axes = params['axes'] as Numbers;
  if (sizeOf(x.shape) === 0) {
    const nothing: Expression = { kind: 'constant', value: ofNothing(name, out.dtype), dtype: out.dtype };
    return values.define(out, nothing);
  }
  const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
  // Narrow integers and bools are counted and compared as int32.
  const counted = name === 'sum' ? out.dtype : isNarrow(x.dtype) ? 'int32' : x.dtype;
  const form = values.form(x);
  const value = remapped(form.dtype === counted ? form : cast(form, counted), ({ offset, strides }) => ({
    offset,
    strides: order.map((axis) => strides[axis]),
  })) as Expression;
  const twin = twinOf(values, call);
  const both = twin === undefined ? [call] : [call, twin];
  const stores = both.map(({ primitive: { name: own }, outputs: [result] }): Store => {
    const part = own.startsWith('arg') ? 'position' : 'value';
    const found: Expression = { kind: 'result', part, dtype: part === 'position' ? 'int32' : counted };
    const buffer = values.stored(result);
    return {
      buffer,
      ...rowMajorAccess(result.shape),
      value: found.dtype === result.dtype ? found : cast(found, result.dtype),
    };
  });
  values.kernels.push({
    kind: 'reduce',
    reduction: twin !== undefined && !name.startsWith('arg') ? (`arg${name}` as Reduction) : name,
    domain: order.map((axis) => x.shape[axis]),
    kept: order.length - axes.length,
    value,
    stores,
  });
}

/** The call that finds where the extremum is that `call` finds, or the other way round. */
function twinOf(values: Values, { primitive: { name }, inputs: [x], params }: Call): Call | undefined {
  const other = name.startsWith('arg') ? name.slice(3) : `arg${name}`;
  const axes = String(params['axes']);
  return values
    .readersOf(x)
    .find((reader) => reader.primitive.name === other && String(reader.params['axes']) === axes);
}

function cast(value: Expression, dtype: DType): Expression {
  return { kind: 'apply', op: 'cast', args: [value], dtype };
}

function isNarrow(dtype: DType): boolean {
  return dtype === 'bool' || dtype === 'uint8';
}

/** What a reduction of no elements gives. */
function ofNothing(reduction: Reduction, dtype: DType): number {
  if (reduction !== 'max' && reduction !== 'min') return 0;
  const [least, greatest] = {
    bool: [0, 1],
    uint8: [0, 255],
    int32: [-2147483648, 2147483647],
    float32: [-Infinity, Infinity],
    float64: [-Infinity, Infinity],
  }[dtype];
  return reduction === 'max' ? least : greatest;
}
