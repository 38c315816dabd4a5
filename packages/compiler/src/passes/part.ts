// A part of a graph as a graph of its own: from some of its values to others. Passes cut bodies of loops that way.
import { GraphBuilder, type Call, type Graph, type Value } from '../graph/graph.ts';
import { hasEffect } from '../graph/effects.ts';

/** What makes `outputs` of `inputs`, which may be any values of the graph; what has an effect stays as well. */
export function part({ calls }: Graph, inputs: readonly Value[], outputs: readonly Value[]): Graph {
  const builder = new GraphBuilder();
  const made = new Map<Value, Value>();
  for (const value of inputs) made.set(value, builder.input(value));
  const needed = new Set(outputs);
  const kept = calls.toReversed().filter((call) => {
    const stays = hasEffect(call) || call.outputs.some((value) => needed.has(value) && !made.has(value));
    if (stays) for (const value of call.inputs) needed.add(value);
    return stays;
  });
  const find = (value: Value): Value => {
    const { source } = value;
    return source.kind === 'constant' ? builder.constant(source.tensor) : (made.get(value) as Value);
  };
  for (const call of kept.toReversed()) {
    builder.like(call);
    const fresh = builder.call(call.primitive, call.inputs.map(find), call.params);
    call.outputs.forEach((value, slot) => {
      if (!made.has(value)) made.set(value, fresh[slot]);
    });
  }
  return builder.graph(outputs.map(find));
}

/** The calls that values depend on; `follow` says whether a call is one of them, and is looked behind. */
export function callsBehind(values: Iterable<Value>, follow: (call: Call) => boolean): ReadonlySet<Call> {
  const found = new Set<Call>();
  const open = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const call = madeBy(value);
    if (call === undefined || found.has(call) || !follow(call)) continue;
    found.add(call);
    open.push(...call.inputs);
  }
  return found;
}

/** The call that made a value. */
export function madeBy({ source }: Value): Call | undefined {
  return source.kind === 'call' ? source.call : undefined;
}

/** The calls that read each value, and whether it is an output. */
export function readersIn(graph: Graph): (value: Value) => readonly (Call | 'output')[] {
  const readers = new Map<Value, (Call | 'output')[]>();
  const note = (value: Value, reader: Call | 'output'): void => {
    const known = readers.get(value);
    if (known === undefined) readers.set(value, [reader]);
    else known.push(reader);
  };
  for (const call of graph.calls) for (const value of call.inputs) note(value, call);
  for (const value of graph.outputs) note(value, 'output');
  return (value) => readers.get(value) ?? [];
}
