// From a graph to kernels. Movement becomes strides, elementwise calls become expressions, and a kernel comes about
// where values must be stored: for a contraction, a reduction, a second reader, or the caller.
import type { Call, Graph, Value } from '../graph/graph.ts';
import type { Buffer } from './buffer.ts';
import type { Kernel } from './kernel.ts';
import { movements } from './movement.ts';
import { elementwise, move, rules } from './rules.ts';
import { Values } from './values.ts';

/** What a graph becomes: kernels in order, and the buffers that hold its inputs, constants and outputs. */
export interface Lowered {
  readonly kernels: readonly Kernel[];
  readonly inputs: readonly Buffer[];
  readonly constants: ReadonlyMap<Buffer, Value>;
  readonly outputs: readonly Buffer[];
  /** Fills whose buffers are nobody else's: padding is written once, when the program is made. */
  readonly filled: readonly Kernel[];
}

/** Lowers a graph. */
export function lower(graph: Graph): Lowered {
  const values = new Values(graph, lowerCall);
  const inputs = graph.inputs.map((value, i) => values.input(value, i));
  values.lower(graph);
  const taken = new Set<Buffer>(inputs);
  const outputs = graph.outputs.map((value) => {
    const buffer = values.ownBuffer(value, taken);
    taken.add(buffer);
    return buffer;
  });
  const { kernels, filled, constants } = values;
  return { kernels, filled, inputs, constants, outputs };
}

function lowerCall(values: Values, call: Call): void {
  const { name } = call.primitive;
  const rule = rules[name] ?? (name in movements ? move : elementwise);
  rule(values, call);
}
