// Loops and branches in a graph: primitives made for one call, whose bodies are graphs of their own.
// Inputs of a body are its own (carries, rows of a scan), then what it closes over. Inputs of the call are the operands
// (first carries and inputs of a scan, or the predicate of a branch), then what each of the bodies closes over.
import type { DenseTensor, Params, Primitive, Spec } from '@cotangent/tensor/extend';
import { evaluateControl, type Visit } from './evaluate.ts';
import type { Call, Graph, Value } from './graph.ts';

/** A loop or branch with its bodies: of a scan its step, of a branch both, of a `whileLoop` its test and its step. */
export interface Control extends Primitive {
  readonly name: ControlName;
  readonly bodies: readonly Graph[];
  /** As `kernel`; `visit` is asked after every call in the bodies. */
  evaluate(inputs: readonly DenseTensor[], params: Params, visit?: Visit): readonly DenseTensor[];
}

/** The forms of control flow. */
export type ControlName = 'scan' | 'cond' | 'whileLoop';

/** What a scan is told, its body apart: how many of the operands are carries, and how many have a row for each step. */
export interface ScanParams extends Params {
  readonly length: number;
  readonly reverse: boolean;
  readonly carries: number;
  readonly rows: number;
}

/** A primitive for one loop or branch. */
export function control(name: ControlName, bodies: readonly Graph[]): Control {
  const evaluate: Control['evaluate'] = (inputs, params, visit) =>
    evaluateControl({ name, bodies, params, own: ownInputs(name, params) }, inputs, visit);
  return Object.freeze<Control>({
    name,
    bodies,
    shape: (inputs: readonly Spec[], params: Params) => outputsOf(name, bodies, inputs, params),
    evaluate,
    kernel: (inputs: readonly DenseTensor[], params: Params) => evaluate(inputs, params),
    rule: { kind: 'none' },
  });
}

/** Whether a primitive is a loop or branch. */
export function isControl(primitive: Primitive): primitive is Control {
  return 'bodies' in primitive;
}

/** How many inputs of a body are its own. */
export function ownInputs(name: ControlName, params: Params): number {
  if (name === 'cond') return 0;
  return Number(params['carries']) + Number(params['rows'] ?? 0);
}

/** The inputs of a call in groups: the operands, and what each body closes over. */
export function inputsByBody({ primitive, inputs, params }: Call): {
  readonly operands: readonly Value[];
  readonly closures: readonly (readonly Value[])[];
} {
  const { name, bodies } = primitive as Control;
  const own = ownInputs(name, params);
  let next = name === 'cond' ? 1 : own;
  const operands = inputs.slice(0, next);
  const closures = bodies.map((body) => inputs.slice(next, (next += body.inputs.length - own)));
  return { operands, closures };
}

function outputsOf(
  name: ControlName,
  bodies: readonly Graph[],
  inputs: readonly Spec[],
  params: Params,
): readonly Spec[] {
  if (name === 'cond') return bodies[0].outputs;
  const { carries, length } = params as ScanParams;
  const last = inputs.slice(0, carries);
  if (name === 'whileLoop') return last;
  const ys = bodies[0].outputs.slice(carries);
  return [...last, ...ys.map(({ shape, dtype }) => ({ shape: [length, ...shape], dtype }))];
}
