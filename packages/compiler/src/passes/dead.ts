// What nobody asks for is not computed: calls whose outputs are not read, and in loops and branches the carries, rows,
// outputs and closures that have no part in what is read.
import { control, inputsByBody, isControl, ownInputs, type Control } from '../graph/control.ts';
import { hasEffect } from '../graph/effects.ts';
import { GraphBuilder, type Call, type Graph, type Value } from '../graph/graph.ts';

/** A call, or what is left of it. */
interface Kept extends Pick<Call, 'primitive' | 'inputs' | 'params' | 'line' | 'again'> {
  /** Those of the call's outputs that are left. */
  readonly outputs: readonly Value[];
}

/** The graph without what its outputs do not depend on; its inputs stay. */
export function withoutDead(graph: Graph): Graph {
  const needed = new Set<Value>(graph.outputs);
  const kept: Kept[] = [];
  for (const call of graph.calls.toReversed()) {
    const read = call.outputs.map((value) => needed.has(value));
    if (!read.includes(true) && !hasEffect(call)) continue;
    const left = isControl(call.primitive) ? trimmed(call, call.primitive, read) : call;
    kept.push(left);
    for (const value of left.inputs) needed.add(value);
  }
  const calls = new Set<Kept>(graph.calls);
  if (kept.length === calls.size && kept.every((call) => calls.has(call))) return graph;
  return rebuilt(graph, kept.toReversed());
}

function rebuilt(graph: Graph, kept: readonly Kept[]): Graph {
  const builder = new GraphBuilder();
  const made = new Map<Value, Value>(graph.inputs.map((value) => [value, builder.input(value)]));
  const find = (value: Value): Value => {
    const { source } = value;
    return source.kind === 'constant' ? builder.constant(source.tensor) : (made.get(value) as Value);
  };
  for (const call of kept) {
    const { primitive, inputs, params, outputs } = call;
    builder.like(call);
    const fresh = builder.call(primitive, inputs.map(find), params);
    outputs.forEach((value, slot) => made.set(value, fresh[slot]));
  }
  return builder.graph(graph.outputs.map(find));
}

/** The part of a loop or branch that the outputs which are `read` depend on. */
function trimmed(call: Call, { name, bodies }: Control, read: readonly boolean[]): Kept {
  const { operands, closures } = inputsByBody(call);
  const live = liveSlots(call, bodies, read);
  const parts = bodies.map((body) => withoutDead(withOutputs(body, live)));
  const used = parts.map(valuesRead);
  const carries = Number(call.params['carries'] ?? 0);
  const own = bodies[0].inputs
    .slice(0, ownInputs(name, call.params))
    .map((_, slot) => (slot < carries ? live[slot] : used[0].has(parts[0].inputs[slot])));
  const stays = (k: number, slot: number): boolean => own[slot] ?? used[k].has(parts[k].inputs[slot]);
  const inputs = [
    ...operands.filter((_, slot) => own[slot] ?? true),
    ...closures.flatMap((list, k) => list.filter((_, at) => stays(k, own.length + at))),
  ];
  const outputs = call.outputs.filter((_, slot) => live[slot]);
  const same = inputs.length === call.inputs.length && outputs.length === call.outputs.length;
  if (same && parts.every((part, k) => part === bodies[k])) return call;
  const left = parts.map((part, k) => ({ ...part, inputs: part.inputs.filter((_, slot) => stays(k, slot)) }));
  const count = (slots: readonly boolean[]): number => slots.filter(Boolean).length;
  const counts = { carries: count(own.slice(0, carries)), rows: count(own.slice(carries)) };
  const params = Object.fromEntries(
    Object.entries(call.params).map(([key, value]) => [key, counts[key as 'carries'] ?? value]),
  );
  return { ...call, primitive: control(name, left), inputs, params, outputs };
}

/** Which outputs matter: those that are read, and carries that others which matter are made of. */
function liveSlots({ params }: Call, bodies: readonly Graph[], read: readonly boolean[]): readonly boolean[] {
  const live = [...read];
  for (let count = -1; count !== live.filter(Boolean).length;) {
    count = live.filter(Boolean).length;
    for (const body of bodies) {
      const used = valuesRead(withOutputs(body, live));
      for (let slot = 0; slot < Number(params['carries'] ?? 0); slot++) {
        live[slot] ||= used.has(body.inputs[slot]);
      }
    }
  }
  return live;
}

/** A body with those of its outputs that matter; the test of a `whileLoop` has one, which always does. */
function withOutputs(body: Graph, live: readonly boolean[]): Graph {
  if (body.outputs.length !== live.length || !live.includes(false)) return body;
  return { ...body, outputs: body.outputs.filter((_, slot) => live[slot]) };
}

/** The values that the outputs of a graph depend on. */
function valuesRead(graph: Graph): ReadonlySet<Value> {
  const needed = new Set<Value>(graph.outputs);
  for (const call of graph.calls.toReversed()) {
    if (hasEffect(call) || call.outputs.some((value) => needed.has(value)))
      for (const value of call.inputs) needed.add(value);
  }
  return needed;
}
