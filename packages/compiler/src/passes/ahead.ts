// Products that do not wait for the carry: what a scan multiplies by the same matrix in every step is one product of all
// rows at once, made before the loop. Its rows come in like any others.
import { isView, sizeOf } from '@cotangent/tensor/extend';
import { isControl, type Control } from '../graph/control.ts';
import type { Call, Value } from '../graph/graph.ts';
import { Copies, loopOf, type Loop } from './body.ts';
import { callsBehind, madeBy, readersIn } from './part.ts';
import { rewritten, type RewriteRule } from './rewrite.ts';
import { hasRoom, isSparing } from './room.ts';
import { withRows } from './rows.ts';
import { isElementwise, stack } from './stacked.ts';

/** Scans whose products of rows with what the loop closes over stand before them. */
export const ahead: RewriteRule = (call, inputs, scene) => {
  if (!isControl(call.primitive) || call.primitive.name !== 'scan') return undefined;
  const { bodies } = rewritten(call.primitive, ahead) as Control;
  const loop = loopOf(call, inputs, bodies[0]);
  const { params, body, outside } = loop;
  const around = { length: params.length, scene };
  const moved = params.length < 2 || isSparing(call, scene) ? new Set<Call>() : movedOf(loop);
  const products = [...moved].filter(isProduct).flatMap(({ outputs }) => outputs);
  const own = frontierOf(body.outputs, moved);
  const fresh = hasRoom([...own, ...products], params, body) ? own : [];
  const copies = new Copies(outside, around);
  const behind = callsBehind(fresh, () => true);
  copies.make(body.calls.filter((one) => behind.has(one)));
  const stacks = fresh.map((value) => stack(copies.find(value), around));
  scene.builder.like(call);
  const scan = withRows({ body, params, inputs }, fresh, stacks);
  return scene.builder.call(scan.primitive, scan.inputs, scan.params);
};

function isProduct({ primitive }: Call): boolean {
  return primitive.name === 'contract';
}

/** The calls to be made for all steps at once: products, what they are made of, and sums that take no more memory. */
function movedOf({ body, kindOf }: Loop): ReadonlySet<Call> {
  const isRow = ({ outputs: [out] }: Call): boolean => kindOf(out) === 'row';
  /** Of rows with what is the same in every step: all steps only make a matrix taller. */
  const grows = (call: Call): boolean =>
    isProduct(call) && isRow(call) && call.inputs.filter((value) => kindOf(value) === 'row').length === 1;
  const products = body.calls.filter(grows).flatMap(({ outputs }) => outputs);
  const moved = new Set(callsBehind(products, isRow));
  if (moved.size === 0) return moved;
  const readers = readersIn(body);
  for (const call of body.calls) {
    if (moved.has(call) || !isRow(call) || !isElementwise(call)) continue;
    const more = callsBehind([call.outputs[0]], (one) => isRow(one) && !moved.has(one));
    if ([...more].some((one) => one !== call && !isView(one.primitive.name))) continue;
    /** Results of what is moved that nobody else reads: their place is free. */
    const freed = [...new Set([...more].flatMap((one) => one.inputs))].filter((value) => {
      const maker = madeBy(value);
      if (maker === undefined || !moved.has(maker)) return false;
      return readers(value).every((one) => one !== 'output' && more.has(one));
    });
    const before = freed.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    if (sizeOf(call.outputs[0].shape) <= before) for (const one of more) moved.add(one);
  }
  return moved;
}

/** What the calls that stay read of those that are moved; views stay, and read what they are of. */
function frontierOf(outputs: readonly Value[], moved: ReadonlySet<Call>): readonly Value[] {
  const leaves = (call: Call | undefined): boolean =>
    call !== undefined && moved.has(call) && !isView(call.primitive.name);
  const stay = callsBehind(outputs, (call) => !leaves(call));
  const read = new Set([...outputs, ...[...stay].flatMap(({ inputs }) => inputs)]);
  return [...read].filter((value) => leaves(madeBy(value)));
}
