// What the steps of a scan do not wait for is done after it: products that only outputs are made of, and sums over all steps
// that nothing reads on the way, such as gradients of weights. Their factors are stacked by the loop, and one product of all
// steps adds them up.
import { control, isControl, type Control } from '../graph/control.ts';
import { uniform, type Value } from '../graph/graph.ts';
import { Copies, loopOf, type Loop } from './body.ts';
import { lateIn, type Late } from './late.ts';
import { madeBy, part } from './part.ts';
import { rewritten, type RewriteRule, type Scene } from './rewrite.ts';
import { isSparing } from './room.ts';
import { stack } from './stacked.ts';
import { makeTotal } from './total.ts';

/** Scans without what can be done for all of their steps at once after them. */
export const afterwards: RewriteRule = (call, inputs, scene) => {
  if (!isControl(call.primitive) || call.primitive.name !== 'scan') return undefined;
  const inner = rewritten(call.primitive, afterwards) as Control;
  scene.builder.like(call);
  const loop = loopOf(call, inputs, inner.bodies[0]);
  const late = loop.params.length < 2 || isSparing(call, scene) ? undefined : lateIn(loop);
  return late === undefined
    ? scene.builder.call(inner, inputs, call.params)
    : split(loop, inputs, late, scene);
};

/** The loop with what stays in it, and behind it the rest. */
function split(
  { call, params, body, carries, outside }: Loop,
  inputs: readonly Value[],
  { totals, outputs, stacks, moved }: Late,
  scene: Scene,
): readonly Value[] {
  const stays = carries.map((_, k) => !totals.has(k));
  const ys = body.outputs.slice(carries.length);
  const kept = ys.filter((_, j) => !outputs.has(j));
  const fresh = stacks.filter((value) => !kept.includes(value));
  const next = body.outputs.filter((_, k) => stays[k] === true);
  const own = body.inputs.filter((_, k) => stays[k] ?? true);
  const made = scene.builder.call(
    control('scan', [part(body, own, [...next, ...kept, ...fresh])]),
    inputs.filter((_, k) => stays[k] ?? true),
    { ...params, carries: next.length },
  );
  const lasts = made.slice(0, next.length).values();
  const stacked = new Map<Value, Value>();
  [...kept, ...fresh].forEach((value, k) => stacked.set(value, made[next.length + k]));
  const around = { length: params.length, scene };
  const given = stacks.map((value) => [value, { value: stacked.get(value) as Value, stacked: true }] as const); // prettier-ignore
  const copies = new Copies(new Map([...outside, ...given]), around);
  copies.make(body.calls.filter((one) => moved.has(one)));
  return call.outputs.map((_, k) => {
    if (stays[k] === true) return lasts.next().value as Value;
    const total = totals.get(k);
    if (total !== undefined) return added(inputs[k], makeTotal(total, copies, around), scene);
    const y = ys[k - carries.length];
    return outputs.has(k - carries.length) ? stack(copies.find(y), around) : (stacked.get(y) as Value);
  });
}

/** What is added up begins with 0, so that nothing has to be added to that. */
function added(first: Value, total: Value, { emit }: Scene): Value {
  const { source } = first;
  const isZero = source.kind === 'constant' && Object.is(uniform(source.tensor), 0);
  return isZero && sums.has(madeBy(total)?.primitive.name ?? '') ? total : emit('add', [first, total], {});
}
const sums = new Set(['contract', 'sum', 'scatterAdd']);
