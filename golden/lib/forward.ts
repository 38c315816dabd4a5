// Runs a case's op and compares what comes out.
// An op that no table has fails under its name.
import { isTensor, type Tensor } from '@cotangent/tensor';
import { expect } from 'vitest';
import { expectClose } from './closeness.ts';
import { read, type OpCase, type Precision } from './load.ts';
import type { Inputs, Op, Ops } from './op.ts';
import { through } from './through.ts';

/** How far outputs may be off. */
const tolerance: Readonly<Record<Precision, number>> = { float64: 1e-12, float32: 1e-4 };

/** The row of a case's op. Throws if there is none. */
export function rowOf(ops: Ops, { op }: OpCase): Op {
  if (!Object.hasOwn(ops, op)) throw new Error(`The op '${op}' is missing.`);
  return ops[op];
}

/** The inputs of a case as tensors. */
export function inputsOf({ inputs }: OpCase, precision: Precision): Inputs {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, read(value, precision)]));
}

/** Asserts that the op gives the case's output, or its outputs. */
export function checkOutput(ops: Ops, one: OpCase, precision: Precision): void {
  const row = rowOf(ops, one);
  const inputs = inputsOf(one, precision);
  const names = Object.keys(inputs);
  const named = (xs: readonly Tensor[]): Inputs => Object.fromEntries(names.map((name, k) => [name, xs[k]]));
  const run = through((...xs: Tensor[]) => row(named(xs), one.params ?? {}));
  const result = run(...Object.values(inputs));
  const got = isTensor(result) ? [result] : result;
  const want = 'data' in one.output ? [one.output] : one.output;
  expect(`${got.length} outputs`).toBe(`${want.length} outputs`);
  want.forEach((tensor, k) => expectClose(got[k], tensor, precision, tolerance[precision], 'output'));
}
