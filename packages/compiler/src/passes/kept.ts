// What a loop would compute again is kept by the loop that computed it first. The way back through a scan begins each of its
// steps with what the way forward did there; where there is room, it reads that instead.
import { control, isControl, type ScanParams } from '../graph/control.ts';
import type { Call, Graph, Value } from '../graph/graph.ts';
import { reuseOf, type Reuse } from './reuse.ts';
import { rewrite, type RewriteRule } from './rewrite.ts';
import { withRows } from './rows.ts';

/** A graph whose scans keep for later ones what those would compute again. */
export function kept(graph: Graph): Graph {
  const scans = graph.calls.filter(({ primitive }) => primitive.name === 'scan');
  const reuses = new Map<Call, Reuse>();
  /** By scan: the values of its steps that it gives besides. */
  const more = new Map<Call, Set<Value>>(scans.map((call) => [call, new Set()]));
  scans.forEach((later, k) => {
    const found = reuseOf(later, scans.slice(0, k));
    if (found === undefined) return;
    reuses.set(later, found);
    for (const value of found.values.values()) more.get(found.from)?.add(value);
  });
  /** By value of a body: those of all steps. */
  const stacks = new Map<Value, Value>();
  const rule: RewriteRule = (call, inputs, { builder }) => {
    const { primitive, params } = call;
    if (!isControl(primitive)) return undefined;
    builder.like(call);
    if (primitive.name !== 'scan') {
      return builder.call(control(primitive.name, primitive.bodies.map(kept)), inputs, params);
    }
    const [body] = primitive.bodies;
    const again = [...(reuses.get(call)?.values ?? [])];
    const fresh = [...(more.get(call) ?? [])].filter(
      (value) => !body.outputs.includes(value, Number(params['carries'])),
    );
    const scan = withRows(
      { body, params: params as ScanParams, inputs },
      again.map(([value]) => value),
      again.map(([, value]) => stacks.get(value) as Value),
      fresh,
    );
    const made = builder.call(control('scan', scan.primitive.bodies.map(kept)), scan.inputs, scan.params);
    const carries = Number(params['carries']);
    [...body.outputs, ...fresh].forEach((value, k) => {
      if (k >= carries) stacks.set(value, made[k]);
    });
    return made;
  };
  return rewrite(graph, rule);
}
