// Loops and branches as kernels. A body reads what it closes over where that lies, as views too; carries have a place that
// is theirs as long as the loop lasts, and at the end of a round the new ones move there.
import { sizeOf } from '@cotangent/tensor/extend';
import { inputsByBody, type Control, type ScanParams } from '../graph/control.ts';
import type { Call, Graph, Value } from '../graph/graph.ts';
import type { Move, Span } from './kernel.ts';
import type { Buffer } from './buffer.ts';
import { rowMajorAccess, type Values } from './values.ts';

type Rule = (values: Values, call: Call) => void;

/** The graph of a body while it is lowered: its own inputs are found as `own` says, the others where they lie outside. */
function inside(
  values: Values,
  body: Graph,
  closures: readonly Value[],
  own: (inner: Values, input: Value, k: number) => void = () => undefined,
): Values {
  const inner = values.within(body);
  const count = body.inputs.length - closures.length;
  body.inputs.forEach((input, k) => {
    if (k < count) own(inner, input, k);
    else inner.bind(input, values.handed(closures[k - count]));
  });
  inner.lower(body);
  return inner;
}

/** Places for the carries, which are those of the results as well, with the first carries in them. */
function carried(values: Values, first: readonly Value[], last: readonly Value[]): readonly Buffer[] {
  return first.map((value, k) => {
    const form = values.form(value);
    const buffer = values.stored(last[k]);
    values.store(value.shape, { buffer, ...rowMajorAccess(value.shape), value: form });
    return buffer;
  });
}

const still = (buffer: Buffer, offset = 0): Span => ({ buffer, offset, step: 0 });

/** What brings the new carries to their places; one that lies in the place of another is copied first. */
function nextCarries(inner: Values, next: readonly Value[], places: readonly Buffer[]): Move[] {
  return next.flatMap((value, k) => {
    const found = inner.rowMajorView(value);
    if (found.buffer === places[k] && found.offset === 0) return [];
    const { buffer, offset } = places.includes(found.buffer) ? inner.copy(value) : found;
    return moved(still(buffer, offset), still(places[k]), value);
  });
}

function moved(from: Span, to: Span, { shape }: Value): Move[] {
  const size = sizeOf(shape);
  return size === 0 ? [] : [{ from, to, size }];
}

const scan: Rule = (values, call) => {
  const { primitive, params, outputs } = call;
  const { length, reverse, carries } = params as ScanParams;
  const [body] = (primitive as Control).bodies;
  const { operands, closures } = inputsByBody(call);
  const places = carried(values, operands.slice(0, carries), outputs);
  const stacks = outputs.slice(carries).map((value) => values.stored(value));
  if (length === 0) return;
  const before: Move[] = [];
  const after: Move[] = [];
  const inner = inside(values, body, closures[0], (own, input, k) => {
    if (k < carries) return own.found(input, places[k]);
    before.push(...moved(values.rowsOf(operands[k]), still(own.stored(input)), input));
  });
  body.outputs.slice(carries).forEach((y, k) => {
    const { buffer, offset } = inner.rowMajorView(y);
    const to = { buffer: stacks[k], offset: 0, step: sizeOf(y.shape) };
    // A carry as it was at the start of the round is gone at its end.
    (places.includes(buffer) ? before : after).push(...moved(still(buffer, offset), to, y));
  });
  after.push(...nextCarries(inner, body.outputs.slice(0, carries), places));
  values.kernels.push({ kind: 'scan', length, reverse, before, body: inner.kernels, after });
};

const whileLoop: Rule = (values, call) => {
  const [test, body] = (call.primitive as Control).bodies;
  const { operands, closures } = inputsByBody(call);
  const places = carried(values, operands, call.outputs);
  const own = (inner: Values, input: Value, k: number): void => inner.found(input, places[k]);
  const tested = inside(values, test, closures[0], own);
  const { buffer, offset } = tested.rowMajorView(test.outputs[0]);
  const stepped = inside(values, body, closures[1], own);
  const after = nextCarries(stepped, body.outputs, places);
  const flag = still(buffer, offset);
  values.kernels.push({ kind: 'while', test: tested.kernels, flag, body: stepped.kernels, after });
};

const cond: Rule = (values, call) => {
  const { bodies } = call.primitive as Control;
  const { operands, closures } = inputsByBody(call);
  const { buffer, offset } = values.rowMajorView(operands[0]);
  const places = call.outputs.map((value) => values.stored(value));
  const [onTrue, onFalse] = bodies.map((body, k) => {
    const inner = inside(values, body, closures[k]);
    body.outputs.forEach((value, slot) => {
      const store = { buffer: places[slot], ...rowMajorAccess(value.shape), value: inner.form(value) };
      inner.store(value.shape, store);
    });
    return inner.kernels;
  });
  values.kernels.push({ kind: 'cond', flag: still(buffer, offset), onTrue, onFalse, outputs: places });
};

/** How loops and branches are lowered. */
export const controlRules: Readonly<Record<string, Rule>> = { scan, whileLoop, cond };
