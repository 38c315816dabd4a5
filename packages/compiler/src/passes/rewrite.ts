// The form of a pass: a graph is made again call by call, and a rule may put something else in a call's place.
import { primitives, type Params, type Primitive } from '@cotangent/tensor/extend';
import { control, isControl } from '../graph/control.ts';
import { withoutDead } from './dead.ts';
import { readersIn } from './part.ts';
import { GraphBuilder, type Call, type Graph, type Value } from '../graph/graph.ts';

/** Calls of primitives by name, in the new graph. */
type Emit = (name: string, inputs: readonly Value[], params: Params) => Value;

/** What a rule sees of the graph it changes. */
export interface Scene {
  readonly emit: Emit;
  readonly builder: GraphBuilder;
  /** The calls of the old graph that read a value, and whether the value is an output. */
  readonly readers: (value: Value) => readonly (Call | 'output')[];
}

/** What stands in place of a call, whose inputs are those of the new graph; `undefined` where it stays. */
export type RewriteRule = (
  call: Call,
  inputs: readonly Value[],
  scene: Scene,
) => readonly Value[] | undefined;

const byName = new Map(primitives.map((primitive) => [primitive.name, primitive as Primitive]));

/** The graph that `rule` makes of another; what nothing reads is left out. */
export function rewrite(graph: Graph, rule: RewriteRule): Graph {
  const builder = new GraphBuilder();
  const made = new Map<Value, Value>();
  for (const value of graph.inputs) made.set(value, builder.input(value));
  const find = (value: Value): Value => {
    const known = made.get(value);
    if (known !== undefined) return known;
    if (value.source.kind !== 'constant') throw new Error(`value ${value.id} is read before it is made`);
    const constant = builder.constant(value.source.tensor);
    made.set(value, constant);
    return constant;
  };
  const emit: Emit = (name, inputs, params) => {
    const primitive = byName.get(name);
    if (primitive === undefined) throw new Error(`there is no primitive '${name}'`);
    return builder.call(primitive, inputs, params)[0];
  };
  const scene: Scene = { emit, builder, readers: readersIn(graph) };
  for (const call of graph.calls) {
    builder.like(call);
    const inputs = call.inputs.map(find);
    const outputs =
      rule(call, inputs, scene) ?? builder.call(rewritten(call.primitive, rule), inputs, call.params);
    call.outputs.forEach((value, slot) => made.set(value, outputs[slot]));
  }
  return withoutDead(builder.graph(graph.outputs.map(find)));
}

/** A primitive as the rule leaves it: loops and branches are changed inside. */
export function rewritten(primitive: Primitive, rule: RewriteRule): Primitive {
  if (!isControl(primitive)) return primitive;
  return control(
    primitive.name,
    primitive.bodies.map((body) => rewrite(body, rule)),
  );
}
