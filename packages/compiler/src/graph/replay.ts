// A graph as a function again: its calls, made anew on whatever it is given, tracers of derivatives among that.
import { cond, scan, whileLoop, type Tensor } from '@cotangent/tensor';
import { anew, bind } from '@cotangent/tensor/extend';
import { inputsByBody, isControl, type Control, type ScanParams } from './control.ts';
import type { Call, Graph, Value } from './graph.ts';
import { calledAt } from './record.ts';

type Leaves = readonly Tensor[];
type Find = (value: Value) => Tensor;

/** What `graph` computes of `inputs`, call by call. */
export function replay(graph: Graph, inputs: Leaves): Leaves {
  const known = new Map<Value, Tensor>(graph.inputs.map((value, i) => [value, inputs[i]]));
  const find: Find = (value) =>
    value.source.kind === 'constant' ? (value.source.tensor as Tensor) : (known.get(value) as Tensor);
  const make = (call: Call): void => {
    const outputs = calledAt(call.line, () => made(call, find));
    call.outputs.forEach((value, slot) => known.set(value, outputs[slot]));
  };
  const { calls } = graph;
  for (let at = 0; at < calls.length;) {
    const { again } = calls[at];
    const end = calls.findIndex((call, k) => k > at && call.again !== again);
    const run = calls.slice(at, end < 0 ? calls.length : end);
    if (again === undefined) run.forEach(make);
    else anew(() => run.forEach(make));
    at += run.length;
  }
  return graph.outputs.map(find);
}

function made(call: Call, find: Find): Leaves {
  const { primitive, inputs, params } = call;
  if (isControl(primitive)) return controlled(call, primitive, find);
  return bind(primitive, inputs.map(find), params);
}

function controlled(call: Call, { name, bodies }: Control, find: Find): Leaves {
  const { operands, closures } = inputsByBody(call);
  const own = operands.map(find);
  const outer = closures.map((list) => list.map(find));
  const run = (body: number, inside: Leaves): Leaves => replay(bodies[body], [...inside, ...outer[body]]);
  if (name === 'cond') {
    return cond(
      own[0] as Tensor<[], 'bool'>,
      () => run(0, []),
      () => run(1, []),
    );
  }
  if (name === 'whileLoop') {
    return whileLoop(
      (carry: Leaves) => run(0, carry)[0] as Tensor<[], 'bool'>,
      (carry: Leaves) => run(1, carry),
      own,
    );
  }
  const { carries, rows, length, reverse } = call.params as ScanParams;
  const step = (carry: Leaves, row: Leaves | null): readonly [Leaves, Leaves] => {
    const outputs = run(0, [...carry, ...(row ?? [])]);
    return [outputs.slice(0, carries), outputs.slice(carries)];
  };
  const xs = rows === 0 ? null : own.slice(carries);
  const [last, ys] = scan(step as never, own.slice(0, carries) as never, xs as never, { length, reverse });
  return [...(last as Leaves), ...(ys as Leaves)];
}
