// The sum of a value over all steps of a scan, from what its factors are in each step: products add the steps up with
// everything else, and what is linear is done once, to the sum.
import type { Call, Value } from '../graph/graph.ts';
import { changes, type Copies, type Kind } from './body.ts';
import { madeBy } from './part.ts';
import { stack, withSteps, type Around } from './stacked.ts';

type Numbers = readonly number[];
type Labels = { readonly x: string; readonly y: string; readonly out: string };

/** What is known of the body while a sum is taken apart. */
export interface Summing {
  readonly kindOf: (value: Value) => Kind;
  /** Whether the loop can do without a call. */
  readonly isLate: (call: Call) => boolean;
}

/** How the sum of a value is made: of its own steps, of those of two factors, or of other sums. */
export type Total =
  | { readonly kind: 'steps'; readonly of: Value }
  | { readonly kind: 'product' | 'scatter'; readonly call: Call }
  | { readonly kind: 'reduced'; readonly call: Call }
  | { readonly kind: 'linear'; readonly call: Call; readonly parts: readonly (Total | Value)[] };

/** Takes the sum of a value over all steps apart. */
export function totalOf(value: Value, summing: Summing): Total {
  const { kindOf, isLate } = summing;
  const call = madeBy(value);
  if (call === undefined || !isLate(call)) return { kind: 'steps', of: value };
  const { primitive: { name }, inputs } = call; // prettier-ignore
  const changing = inputs.filter((one) => changes(kindOf(one)));
  const linear = (): Total => ({
    kind: 'linear',
    call,
    parts: inputs.map((one) => (changing.includes(one) ? totalOf(one, summing) : one)),
  });
  switch (name) {
    case 'contract':
      return changing.length === 2 ? { kind: 'product', call } : linear();
    case 'scatterAdd':
      return { kind: 'scatter', call };
    case 'sum': {
      const inner = totalOf(inputs[0], summing);
      return inner.kind === 'steps' ? { kind: 'reduced', call } : { kind: 'linear', call, parts: [inner] };
    }
    case 'add':
    case 'sub':
      return changing.length === 2 ? linear() : { kind: 'steps', of: value };
    case 'mul':
      return changing.length === 1 ? linear() : { kind: 'steps', of: value };
    case 'neg':
    case 'permute':
    case 'reshape':
      return linear();
    default:
      return { kind: 'steps', of: value };
  }
}

/** The values whose steps a sum is made of, and those that are the same in all steps. */
export function readBy(total: Total): readonly Value[] {
  if (total.kind === 'steps') return [total.of];
  if (total.kind !== 'linear') return total.call.inputs;
  return total.parts.flatMap((one) => ('kind' in one ? readBy(one) : [one]));
}

/** Whether making the sum after the loop saves work in it: products of all steps are one. */
export function saves(total: Total): boolean {
  if (total.kind === 'product' || total.kind === 'scatter') return true;
  if (total.kind !== 'linear') return false;
  return total.call.primitive.name === 'contract' || total.parts.some((one) => 'kind' in one && saves(one));
}

/** Makes the sum outside of the loop. */
export function makeTotal(total: Total, copies: Copies, around: Around): Value {
  const { scene: { emit, builder } } = around; // prettier-ignore
  const steps = (value: Value): Value => stack(copies.find(value), around);
  if (total.kind === 'steps') return emit('sum', [steps(total.of)], { axes: [0] });
  const { call } = total;
  const { inputs: [x], params } = call; // prettier-ignore
  builder.like(call);
  switch (total.kind) {
    case 'product': {
      const factors = call.inputs.map((value) => copies.find(value));
      const labels = withSteps(params as Labels, factors, false);
      return emit('contract', factors.map(({ value }) => value), labels); // prettier-ignore
    }
    case 'scatter':
      return scattered(call, call.inputs.map(steps), around);
    case 'reduced':
      return emit('sum', [steps(x)], { axes: [0, ...(params['axes'] as Numbers).map((axis) => axis + 1)] });
    case 'linear': {
      const parts = total.parts.map((one) => ('kind' in one ? makeTotal(one, copies, around) : copies.find(one).value)); // prettier-ignore
      return builder.call(call.primitive, parts, params)[0];
    }
  }
}

/** `[t, ...a, ...i, ...b]` added at `[t, ...i]`: the steps come to stand beside the indices. */
function scattered({ params }: Call, [x, at]: readonly Value[], { scene: { emit } }: Around): Value {
  const axis = params['axis'] as number;
  const rest = x.shape.slice(1).map((_, k) => k + 1);
  const axes = [...rest.slice(0, axis), 0, ...rest.slice(axis)];
  return emit('scatterAdd', [axis === 0 ? x : emit('permute', [x], { axes }), at], params);
}
