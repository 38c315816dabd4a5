// Programs as plain data: a list of calls of public ops. They can be run on tensors and tracers alike, compared as
// JSON, and printed as source.
import * as ops from '@cotangent/tensor';
import { isTensor, type DType, type Tensor } from '@cotangent/tensor';

/** A value of the program: an input, or what a step made. */
export interface Ref {
  readonly ref: number;
}

/** An argument of an op: a value, plain data, or both nested. */
export type Argument =
  Ref | string | number | boolean | readonly Argument[] | { readonly [key: string]: Argument };

/** One call: `{ op: 'sum', args: [{ ref: 2 }, 0] }`. Ops with several outputs make several values. */
export interface Step {
  /** A function of `@cotangent/tensor`, also `random.bits`. */
  readonly op: string;
  readonly args: readonly Argument[];
}

/** Values are numbered: the inputs first, then what each step makes. */
export interface Program {
  readonly inputs: readonly { readonly shape: readonly number[]; readonly dtype: DType }[];
  readonly steps: readonly Step[];
  /** The numbers of the values that it returns. */
  readonly outputs: readonly number[];
}

/** Whether an argument is a value of the program. */
export function isRef(x: Argument): x is Ref {
  return typeof x === 'object' && 'ref' in x;
}

/** An argument with `value` in place of every reference. */
function resolve(x: Argument, value: (ref: number) => unknown): unknown {
  if (typeof x !== 'object') return x;
  if (isRef(x)) return value(x.ref);
  if (Array.isArray(x)) return (x as readonly Argument[]).map((part) => resolve(part, value));
  return Object.fromEntries(Object.entries(x).map(([key, part]) => [key, resolve(part, value)]));
}

/** The numbers of the values that a step reads, as often as it reads them. */
export function readsOf({ args }: Step): readonly number[] {
  const reads: number[] = [];
  resolve(args, (ref) => reads.push(ref));
  return reads;
}

/** What one call gives: one tensor, or several. */
export function callStep({ op, args }: Step, value: (ref: number) => Tensor): readonly Tensor[] {
  const f = op.split('.').reduce<unknown>((from, name) => (from as Record<string, unknown>)[name], ops) as (
    ...args: readonly unknown[]
  ) => unknown;
  const result = f(...args.map((x) => resolve(x, value)));
  return isTensor(result) ? [result] : (result as readonly Tensor[]);
}

/**
 * The outputs of a program, for inputs of the specs it names; tracers do as well.
 *
 * Throws what the ops throw for other inputs.
 * @example
 * const square: Program = {
 *   inputs: [{ shape: [2], dtype: 'float32' }],
 *   steps: [{ op: 'mul', args: [{ ref: 0 }, { ref: 0 }] }],
 *   outputs: [1],
 * };
 * runProgram(square, [tensor([2, 3])]); // [float32[2] [4, 9]]
 */
export function runProgram({ steps, outputs }: Program, inputs: readonly Tensor[]): Tensor[] {
  const values = [...inputs];
  for (const step of steps) values.push(...callStep(step, (ref) => values[ref]));
  return outputs.map((ref) => values[ref]);
}
