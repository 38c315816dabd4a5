// A call for all steps of a loop at once: what changes from step to step is stacked along a new first axis.
import { isFloat, type Params } from '@cotangent/tensor/extend';
import { hasEffect } from '../graph/effects.ts';
import { isControl } from '../graph/control.ts';
import type { Call, Value } from '../graph/graph.ts';
import type { Scene } from './rewrite.ts';

type Numbers = readonly number[];
type Labels = { readonly x: string; readonly y: string; readonly out: string };

/** A value of a body outside of it: the same in every step, or those of all steps on top of each other. */
export interface Outside {
  readonly value: Value;
  readonly stacked: boolean;
}

/** The length of the loop, and the graph around it. */
export interface Around {
  readonly length: number;
  readonly scene: Scene;
}

/** How the parameters of a call change with an axis before all others. */
const shifts: Readonly<Record<string, (params: Params, length: number) => Params>> = {
  permute: axesShifted((axes) => [0, ...axes]),
  flip: axesShifted(),
  sum: axesShifted(),
  max: axesShifted(),
  min: axesShifted(),
  argmax: axesShifted(),
  argmin: axesShifted(),
  windows: axesShifted(),
  fold: axesShifted(),
  reshape: ({ shape }, length) => ({ shape: [length, ...(shape as Numbers)] }),
  concat: axisShifted,
  split: axisShifted,
  cumsum: axisShifted,
  argsort: axisShifted,
  slice: ({ starts, sizes, steps }, length) => ({
    starts: [0, ...(starts as Numbers)],
    sizes: [length, ...(sizes as Numbers)],
    steps: [1, ...(steps as Numbers)],
  }),
  pad: ({ low, high, interior }) => ({
    low: [0, ...(low as Numbers)],
    high: [0, ...(high as Numbers)],
    interior: [0, ...(interior as Numbers)],
  }),
};

function axesShifted(whole = (axes: Numbers): Numbers => axes): (params: Params) => Params {
  return (params) => ({ ...params, axes: whole((params['axes'] as Numbers).map((axis) => axis + 1)) });
}

function axisShifted(params: Params): Params {
  return { ...params, axis: (params['axis'] as number) + 1 };
}

/** Calls of every element on its own that have no derivative, or one of another kind. */
const elementwise = new Set('equal less lessEqual logicalAnd logicalOr logicalNot where cast'.split(' '));

/** Whether a call works on every element by itself. */
export function isElementwise({ primitive: { name, rule }, inputs, outputs: [out] }: Call): boolean {
  if (!(rule.kind === 'elementwise' || elementwise.has(name) || name === 'stopGradient')) return false;
  return inputs.every(({ shape }) => shape.join() === out.shape.join());
}

/** Whether there is a call for all steps at once, by which of the inputs are stacked. */
export function canStack(call: Call, stacked: readonly boolean[]): boolean {
  const { primitive, again } = call;
  if (again !== undefined || isControl(primitive) || hasEffect(call)) return false;
  if (primitive.name === 'gather') return !stacked[0] && stacked[1];
  if (primitive.name === 'scatterAdd') return false;
  // What may be refused and is the same in every step stays where it stands: the loop may have no rounds.
  if (!stacked.includes(true)) return primitive.name !== 'pow' || isFloat(call.outputs[0].dtype);
  if (primitive.name === 'pad') return !stacked[1];
  return primitive.name in shifts || own.has(primitive.name) || isElementwise(call);
}

const own = new Set(['contract', 'broadcastTo']);

/** What a call gives in all steps at once. */
export function stackedCall(
  { primitive, params, inputs: [x], outputs }: Pick<Call, 'primitive' | 'params' | 'inputs' | 'outputs'>,
  inputs: readonly Outside[],
  around: Around,
): readonly Outside[] {
  const { builder } = around.scene;
  const make = (given: readonly Value[], changed: Params = params): Outside[] =>
    builder.call(primitive, given, changed).map((value) => ({ value, stacked: true }));
  if (inputs.every(({ stacked }) => !stacked)) {
    const fixed = builder.call(primitive, inputs.map(({ value }) => value), params); // prettier-ignore
    return fixed.map((value) => ({ value, stacked: false }));
  }
  const { name } = primitive;
  if (name === 'contract') {
    return make(
      inputs.map(({ value }) => value),
      withSteps(params as Labels, inputs, true),
    );
  }
  if (name === 'gather') return gathered(params['axis'] as number, x, inputs, around);
  if (name === 'pad') return make([inputs[0].value, inputs[1].value], shifts['pad'](params, around.length));
  const all = inputs.map((one) => stack(one, around));
  if (name === 'broadcastTo') {
    const rank = outputs[0].shape.length;
    const [n, ...shape] = all[0].shape;
    const ones = Array.from({ length: rank - shape.length }, () => 1);
    const aligned = ones.length === 0 ? all[0] : around.scene.emit('reshape', all, { shape: [n, ...ones, ...shape] }); // prettier-ignore
    return make([aligned], { shape: [n, ...outputs[0].shape] });
  }
  return make(all, shifts[name]?.(params, around.length));
}

/** A value for all steps, on top of each other. */
export function stack({ value, stacked }: Outside, { length, scene }: Around): Value {
  return stacked ? value : scene.emit('broadcastTo', [value], { shape: [length, ...value.shape] });
}

/** Labels of a contraction with one for the steps, which the output has or which is summed over. */
export function withSteps({ x, y, out }: Labels, [a, b]: readonly Outside[], kept: boolean): Labels {
  const step = freeLabel(x + y + out);
  const mark = (labels: string, marked: boolean): string => (marked ? step : '') + labels;
  return { x: mark(x, a.stacked), y: mark(y, b.stacked), out: mark(out, kept) };
}

function freeLabel(taken: string): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return [...letters].find((letter) => !taken.includes(letter)) as string;
}

/** `[...a, n, ...b]` at `[t, ...i]`, as `[t, ...a, ...i, ...b]`. */
function gathered(axis: number, x: Value, [from, at]: readonly Outside[], { scene }: Around): Outside[] {
  const value = scene.emit('gather', [from.value, at.value], { axis });
  const before = x.shape.slice(0, axis).map((_, k) => k);
  const after = value.shape.slice(axis + 1).map((_, k) => axis + 1 + k);
  const axes = [axis, ...before, ...after];
  return [{ value: axis === 0 ? value : scene.emit('permute', [value], { axes }), stacked: true }];
}
