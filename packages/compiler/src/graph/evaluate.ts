// What a graph computes, by the kernels of the eager interpreter: the meaning that compiled programs are held to.
import {
  allocate,
  dense,
  sizeOf,
  view,
  type DenseTensor,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import type { Call, Graph, Value } from './graph.ts';

type Leaves = readonly DenseTensor[];

/** Sees a call, what goes into it and what comes out, and says what goes on from there. */
export type Visit = (call: Call, inputs: Leaves, outputs: Leaves) => Leaves;

/** A primitive that evaluates graphs itself. */
interface Visited {
  evaluate(inputs: Leaves, params: Params, visit: Visit): Leaves;
}

/** What one call gives; `visit` is asked after every call inside of it, if it is a loop or branch. */
export function evaluateCall(call: Call, inputs: Leaves, visit: Visit): Leaves {
  const { params, outputs } = call;
  const primitive: Primitive & Partial<Visited> = call.primitive;
  return primitive.evaluate?.(inputs, params, visit) ?? primitive.kernel(inputs, params, outputs);
}

/** The outputs of a graph for these inputs; `visit` is asked after every call, those in bodies among them. */
export function evaluate({ inputs, calls, outputs }: Graph, given: Leaves, visit: Visit = unchanged): Leaves {
  const values = new Map<Value, DenseTensor>(inputs.map((value, k) => [value, given[k]]));
  const find = (value: Value): DenseTensor => {
    if (value.source.kind === 'constant') return value.source.tensor;
    return values.get(value) as DenseTensor;
  };
  for (const call of calls) {
    const own = call.inputs.map(find);
    const results = visit(call, own, evaluateCall(call, own, visit));
    call.outputs.forEach((value, slot) => values.set(value, results[slot]));
  }
  return outputs.map(find);
}

const unchanged: Visit = (_call, _inputs, made) => made;

/** A loop or branch: its bodies, of whose inputs the first `own` are not closed over. */
interface Bodies {
  readonly name: 'scan' | 'cond' | 'whileLoop';
  readonly bodies: readonly Graph[];
  readonly params: Params;
  readonly own: number;
}

/** What a loop or branch computes. */
export function evaluateControl(
  { name, bodies, params, own }: Bodies,
  inputs: Leaves,
  visit: Visit = unchanged,
): Leaves {
  const operands = name === 'cond' ? 1 : own;
  let next = operands;
  const [first, second] = bodies.map((body) => {
    const closures = inputs.slice(next, (next += body.inputs.length - own));
    return (given: Leaves): Leaves => evaluate(body, [...given, ...closures], visit);
  });
  if (name === 'cond') return (isTrue(inputs[0]) ? first : second)([]);
  const carries = params['carries'] as number;
  let carry: Leaves = inputs.slice(0, carries);
  if (name === 'whileLoop') {
    while (isTrue(first(carry)[0])) carry = second(carry);
    return carry;
  }
  const xs = inputs.slice(carries, operands);
  const length = params['length'] as number;
  const stacks = bodies[0].outputs.slice(carries).map((y) => ({
    shape: [length, ...y.shape],
    values: allocate(y.dtype, length * sizeOf(y.shape)),
    dtype: y.dtype,
  }));
  for (let k = 0; k < length; k++) {
    const at = params['reverse'] === true ? length - 1 - k : k;
    const out = first([...carry, ...xs.map((x) => rowOf(x, at))]);
    carry = out.slice(0, carries);
    out.slice(carries).forEach((y, i) => stacks[i].values.set(y.data(), at * y.size));
  }
  return [...carry, ...stacks.map(({ values, dtype, shape }) => dense(values, dtype, shape) as DenseTensor)];
}

function isTrue(x: DenseTensor): boolean {
  return x.values[x.offset] !== 0;
}

function rowOf(x: DenseTensor, at: number): DenseTensor {
  const { strides, offset } = x;
  const { shape } = x as Spec;
  return view(x, shape.slice(1), strides.slice(1), offset + at * strides[0]) as DenseTensor;
}
