// A graph cut in two: what is computed at first, and what is computed once later inputs are there. What the second part
// needs of the first goes from one to the other, save for views and what depends on constants alone: those are made again.
import { isView } from '@cotangent/tensor/extend';
import { hasEffect } from './effects.ts';
import { GraphBuilder, type Call, type Graph, type Value } from './graph.ts';
import type { TwoParts } from './record.ts';

/** Two graphs: the first gives its own outputs, then `handed` more, which come first among the second one's inputs. */
export interface Cut {
  readonly first: Graph;
  readonly second: Graph;
  readonly handed: number;
}

/** Cuts a graph behind its first part. */
export function cut({ graph, inputs, outputs, calls }: TwoParts): Cut {
  const early = graph.calls.slice(0, calls);
  const made = new Map<Value, Call>(early.flatMap((call) => call.outputs.map((value) => [value, call])));
  const own = new Set(graph.inputs.slice(0, inputs));
  const handed = new Set<Value>();
  const again = new Set<Call>();
  const need = (value: Value): void => {
    const call = made.get(value);
    if (own.has(value) || (call !== undefined && !isFree(call))) handed.add(value);
    else if (call !== undefined && !again.has(call)) {
      again.add(call);
      call.inputs.forEach(need);
    }
  };
  const late = graph.calls.slice(calls);
  const results = graph.outputs.slice(outputs);
  for (const value of [...late.flatMap((call) => call.inputs), ...results]) need(value);

  const builder = new GraphBuilder();
  const known = new Map<Value, Value>();
  for (const value of [...handed, ...graph.inputs.slice(inputs)]) known.set(value, builder.input(value));
  const find = (value: Value): Value => {
    const { source } = value;
    return source.kind === 'constant' ? builder.constant(source.tensor) : (known.get(value) as Value);
  };
  for (const call of [...early.filter((one) => again.has(one)), ...late]) {
    builder.like(call);
    const fresh = builder.call(call.primitive, call.inputs.map(find), call.params);
    call.outputs.forEach((value, slot) => known.set(value, fresh[slot]));
  }
  const first = {
    inputs: graph.inputs.slice(0, inputs),
    calls: early,
    outputs: [...graph.outputs.slice(0, outputs), ...handed],
  };
  return { first, second: builder.graph(results.map(find)), handed: handed.size };
}

/** Whether a call costs nothing, or depends on constants alone; what prints is not done once more. */
function isFree(call: Call): boolean {
  const { primitive, inputs } = call;
  if (isView(primitive.name)) return true;
  return inputs.every(({ source }) => source.kind === 'constant') && !hasEffect(call);
}
