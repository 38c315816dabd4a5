// What of a scan can wait until all steps are through, and is worth it: the analysis behind `afterwards`.
import { isView, sizeOf } from '@cotangent/tensor/extend';
import type { Call, Value } from '../graph/graph.ts';
import { changes, type Loop } from './body.ts';
import { callsBehind, madeBy, readersIn } from './part.ts';
import { hasRoom } from './room.ts';
import { readBy, saves, totalOf, type Total } from './total.ts';

/** What goes out of a loop, behind it. */
export interface Late {
  /** By carry: the sum over all steps that is added to its first value. */
  readonly totals: ReadonlyMap<number, Total>;
  /** The outputs of the steps that are made of others. */
  readonly outputs: ReadonlySet<number>;
  /** The values of the steps from which all this is made. */
  readonly stacks: readonly Value[];
  /** The calls that are made for all steps at once. */
  readonly moved: ReadonlySet<Call>;
}

/** What can wait; `undefined` where nothing is worth it. */
export function lateIn(loop: Loop): Late | undefined {
  const { params, body, carries, kindOf, isMovable } = loop;
  // What is computed again is not to be kept, nor what is made of it.
  if (body.calls.some(({ again }) => again !== undefined)) return undefined;
  const sums = sumsIn(loop);
  const scattered = new Set(
    // Indices that must differ within a step may come again in another.
    [...sums.values()]
      .map(madeBy)
      .filter((one) => one?.primitive.name === 'scatterAdd' && one.params['distinct'] !== true),
  );
  const bound = new Set(body.calls.filter((call) => !isMovable(call) && !scattered.has(call)));
  const next = body.outputs.slice(0, carries.length).filter((_, k) => !sums.has(k));
  const core = callsBehind([...next, ...[...bound].flatMap(({ outputs }) => outputs)], () => true);
  const isLate = (call: Call): boolean => !core.has(call) && !bound.has(call);
  const differs = (value: Value): boolean => changes(kindOf(value));

  // Products with what does not change, of which all steps make one, and what is made of them.
  const heavy = new Set<Call>();
  for (const call of body.calls) {
    const product = call.primitive.name === 'contract' && call.inputs.filter(differs).length === 1;
    const behind = call.inputs.some((value) => heavy.has(madeBy(value) as Call));
    if (isLate(call) && isMovable(call) && (product || behind)) heavy.add(call);
  }

  const moves = (call: Call): boolean => {
    const { primitive: { name }, inputs: [x], outputs: [out] } = call; // prettier-ignore
    if (!isMovable(call)) return false;
    if (heavy.has(call) || !differs(out)) return true;
    const grows = isView(name) || name === 'pad';
    return (grows && sizeOf(x.shape) <= sizeOf(out.shape)) || (isLate(call) && kindOf(out) === 'row');
  };
  const ys = body.outputs.slice(carries.length);
  const outputs = new Set([...ys.keys()].filter((j) => heavy.has(madeBy(ys[j]) as Call)));
  const all = [...sums].map(([k, value]) => [k, totalOf(value, { kindOf, isLate })] as const);
  const totals = new Map(all.filter(([, total]) => saves(total)));
  if (totals.size + outputs.size === 0) return undefined;

  const reach = (values: readonly Value[]): Pick<Late, 'stacks' | 'moved'> => {
    const moved = callsBehind(values, moves);
    const read = [...values, ...[...moved].flatMap(({ inputs }) => inputs)];
    const stacks = [...new Set(read)].filter((value) => {
      const call = madeBy(value);
      return call === undefined ? carries.includes(value) : !moved.has(call);
    });
    return { stacks, moved };
  };
  const wanted = [...[...outputs].map((j) => ys[j]), ...[...totals.values()].flatMap(readBy)];
  const { stacks } = reach(wanted);
  for (const [k, total] of all) {
    const more = readBy(total);
    if (totals.has(k) || reach(more).stacks.some((value) => !stacks.includes(value))) continue;
    totals.set(k, total);
    wanted.push(...more);
  }
  const { moved } = reach(wanted);
  // Outputs of the loop have their place anyway; all else that is there for all steps is on top of it.
  const products = [...moved].filter((call) => call.primitive.name === 'contract');
  const held = [...stacks, ...products.flatMap((call) => call.outputs)].filter(
    (value) => !ys.includes(value),
  );
  return hasRoom(held, params, body) ? { totals, outputs, stacks, moved } : undefined;
}

/** By carry: what is added to it in every step, where nothing else is done with it. */
function sumsIn({ body, carries, kindOf }: Loop): ReadonlyMap<number, Value> {
  const readers = readersIn(body);
  const sums = new Map<number, Value>();
  carries.forEach((carry, k) => {
    const next = body.outputs[k];
    const call = madeBy(next);
    // Narrow integers are added up in wider ones, and wrap nowhere in between.
    if (call?.primitive.name !== 'add' || next.dtype === 'uint8') return;
    const [x, y] = call.inputs;
    const more = x === carry ? y : x;
    const alone = readers(carry).length === 1 && readers(carry)[0] === call && readers(next).length === 1;
    if (alone && changes(kindOf(more))) sums.set(k, more);
  });
  return sums;
}
