// What is the same in every round of a loop is computed once, before it: a value that depends only on what the loop closes
// over becomes one that it closes over. Views stay inside, where they cost nothing.
import { isView } from '@cotangent/tensor/extend';
import { control, inputsByBody, isControl, ownInputs } from '../graph/control.ts';
import type { Call, Graph, Value } from '../graph/graph.ts';
import { Copies, kindsIn, type Kind } from './body.ts';
import { callsBehind, madeBy, part } from './part.ts';
import { rewritten, type RewriteRule } from './rewrite.ts';

/** Loops whose bodies do only what changes from round to round. */
export const invariant: RewriteRule = (call, inputs, scene) => {
  const { primitive, params } = call;
  if (!isControl(primitive) || primitive.name === 'cond') return undefined;
  const { name } = primitive;
  const own = ownInputs(name, params);
  const { bodies } = rewritten(primitive, invariant) as typeof primitive;
  const { operands, closures } = inputsByBody({ ...call, inputs });
  const parts = bodies.map((body, k) => {
    const { kindOf } = kindsIn(body, body.inputs.slice(0, own), []);
    const ahead = heldOf(body, kindOf);
    const given = body.inputs.slice(own).map((value, at) => [value, { value: closures[k][at], stacked: false }] as const); // prettier-ignore
    const copies = new Copies(new Map(given), { length: 1, scene });
    const behind = callsBehind(ahead, () => true);
    copies.make(body.calls.filter((one) => behind.has(one)));
    return {
      body: ahead.length === 0 ? body : part(body, [...body.inputs, ...ahead], body.outputs),
      closures: [...closures[k], ...ahead.map((value) => copies.find(value).value)],
    };
  });
  const changed = control(name, parts.map(({ body }) => body)); // prettier-ignore
  scene.builder.like(call);
  return scene.builder.call(changed, [...operands, ...parts.flatMap((one) => one.closures)], params);
};

/** The values that are worth being held for all rounds: those that others in the body read, and that took work. */
function heldOf(body: Graph, kindOf: (value: Value) => Kind): readonly Value[] {
  const held = new Set<Value>();
  const stays = ({ primitive, outputs: [out] }: Call): boolean =>
    kindOf(out) !== 'fixed' || isView(primitive.name);
  const seen = callsBehind(body.outputs, stays);
  for (const value of [...body.outputs, ...[...seen].flatMap(({ inputs }) => inputs)]) {
    const call = madeBy(value);
    if (call !== undefined && !seen.has(call)) held.add(value);
  }
  return [...held];
}
