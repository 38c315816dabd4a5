// What a scan computes again of what an earlier one did in the same step: the analysis behind `kept`.
import { isView } from '@cotangent/tensor/extend';
import { inputsByBody, isControl, type Control, type ScanParams } from '../graph/control.ts';
import { hasEffect } from '../graph/effects.ts';
import { scalarKey, type Call, type Graph, type Value } from '../graph/graph.ts';
import { callsBehind, madeBy } from './part.ts';
import { hasRoom } from './room.ts';
import { isElementwise } from './stacked.ts';

/** What a scan can read of an earlier one. */
export interface Reuse {
  readonly from: Call;
  /** By the value that would be computed again: that of the earlier body. */
  readonly values: ReadonlyMap<Value, Value>;
}

/** Calls that cost no more than to read what they gave. */
const cheap = new Set(
  'add sub mul neg abs sign maximum minimum where cast equal less lessEqual logicalAnd logicalOr logicalNot'.split(
    ' ',
  ),
);

/** What `later` can read of one of `earlier`, where that saves work and there is room. */
export function reuseOf(later: Call, earlier: readonly Call[]): Reuse | undefined {
  const makers = new Set(inputsByBody(later).operands.map(madeBy));
  for (const from of earlier.toReversed()) {
    if (!makers.has(from) || from.params['length'] !== later.params['length']) continue;
    const [body, first] = [bodyOf(later), bodyOf(from)];
    const twins = twinsOf(later, from);
    const values = frontierOf(body, twins);
    const read = new Set(values);
    const before = callsBehind(body.outputs, () => true);
    const after = callsBehind(body.outputs, ({ outputs }) => !outputs.every((value) => read.has(value)));
    if (![...before].some((call) => isCostly(call) && !after.has(call))) continue;
    const pairs = values.map((value) => [value, twins.get(value) as Value] as const);
    const fresh = pairs
      .map(([, value]) => value)
      .filter((value) => !first.outputs.includes(value, (from.params as ScanParams).carries));
    if (hasRoom(fresh, from.params as ScanParams, first)) return { from, values: new Map(pairs) };
  }
  return undefined;
}

function bodyOf({ primitive }: Call): Graph {
  return (primitive as Control).bodies[0];
}

function isCostly(call: Call): boolean {
  return !cheap.has(call.primitive.name) && !isView(call.primitive.name);
}

/** By value of the later body that changes from step to step: the same value in the earlier one. */
function twinsOf(later: Call, from: Call): ReadonlyMap<Value, Value> {
  const [body, first] = [bodyOf(later), bodyOf(from)];
  const [own, other] = [inputsByBody(later), inputsByBody(from)];
  const { carries } = later.params as ScanParams;
  const before = (from.params as ScanParams).carries;
  const twins = new Map<Value, Value>();
  const changing = new Set<Value>();
  own.operands.slice(carries).forEach((operand, k) => {
    const slot = from.outputs.indexOf(operand);
    const row = other.operands.indexOf(operand, before);
    const twin = slot >= before ? first.outputs[slot] : first.inputs[row];
    if (twin === undefined) return;
    twins.set(body.inputs[carries + k], twin);
    changing.add(body.inputs[carries + k]);
  });
  own.closures[0].forEach((outer, k) => {
    const at = other.closures[0].indexOf(outer);
    if (at >= 0) twins.set(body.inputs[own.operands.length + k], first.inputs[other.operands.length + at]);
  });
  const known = new Map(
    first.calls.flatMap((call) => {
      const key = keyOf(call, (value) => value);
      return key === undefined ? [] : [[key, call] as const];
    }),
  );
  for (const call of body.calls) {
    const key = keyOf(call, (value) => twins.get(value));
    const twin = key === undefined ? undefined : known.get(key);
    if (twin === undefined) continue;
    const changes = call.inputs.some((value) => changing.has(value));
    call.outputs.forEach((value, slot) => {
      twins.set(value, twin.outputs[slot]);
      if (changes) changing.add(value);
    });
  }
  return new Map([...twins].filter(([value]) => changing.has(value)));
}

/** What tells calls apart by what goes into them; `undefined` where they are never the same. */
function keyOf(call: Call, find: (value: Value) => Value | undefined): string | undefined {
  const { primitive, params, inputs, again } = call;
  if (again !== undefined || isControl(primitive) || hasEffect(call)) return undefined;
  const names = inputs.map((value) => {
    const { source } = value;
    return source.kind === 'constant' ? scalarKey(source.tensor) : find(value)?.id;
  });
  return names.includes(undefined)
    ? undefined
    : `${primitive.name}(${names.join(';')})${JSON.stringify(params)}`;
}

/** The values with twins that the rest of the body reads; what is computed of others of them in no time stays. */
function frontierOf({ calls, inputs, outputs }: Graph, twins: ReadonlyMap<Value, Value>): readonly Value[] {
  const leaves = (call: Call): boolean =>
    !isView(call.primitive.name) && call.outputs.some((value) => twins.has(value));
  const stay = callsBehind(outputs, (call) => !leaves(call));
  const read = new Set([...outputs, ...[...stay].flatMap((call) => call.inputs)]);
  const frontier = calls.flatMap((call) =>
    leaves(call) ? call.outputs.filter((value) => read.has(value)) : [],
  );
  const there = new Set<Value>([...inputs, ...frontier]);
  const isThere = (value: Value): boolean => {
    const call = madeBy(value);
    return call === undefined || there.has(value) || (isView(call.primitive.name) && isThere(call.inputs[0]));
  };
  return frontier.filter((value) => {
    const call = madeBy(value) as Call;
    return !(cheap.has(call.primitive.name) && isElementwise(call) && call.inputs.every(isThere));
  });
}
