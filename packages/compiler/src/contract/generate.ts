// Contractions as functions of a module: one driver, or one for each part where tiles do not divide an axis.
import { Code } from '../wasm/code.ts';
import type { Module } from '../wasm/module.ts';
import { cut, type Part } from './cut.ts';
import { checkContraction } from './door.ts';
import { drive, type Driven } from './drive.ts';
import { lanesOf } from './lanes.ts';
import { normalize } from './normalize.ts';
import { plan } from './plan.ts';
import type { Contraction, ContractionKernel, ContractionOptions } from './spec.ts';

/**
 * Generates a contraction as a function called `name` in `module`; see `ContractionKernel` for its parameters. Sums are
 * made in an order that depends on the contraction alone, so that every engine gets the same bits.
 *
 * Throws for sizes and strides that are not whole numbers, for results that share a place, and for operands of the
 * epilogue without a stride for each axis.
 * @example
 * const axes = [
 *   { size: 64, a: 32, b: 0, out: 16 },
 *   { size: 16, a: 0, b: 1, out: 1 },
 *   { size: 32, a: 1, b: 16, out: null },
 * ];
 * contraction(new Module(), 'matmul', { dtype: 'float32', axes }).scratch >= 0; // true
 */
export function contraction(
  module: Module,
  name: string,
  spec: Contraction,
  options: ContractionOptions = {},
): ContractionKernel {
  const { epilogue, runs = 1, relaxed = false } = options;
  checkContraction(spec, epilogue);
  const operands = epilogue?.operands.length ?? 0;
  const code = new Code(
    name,
    Array.from({ length: 5 + operands }, () => 'i32' as const),
  );
  module.index(code);
  if (spec.axes.some(({ size, out }) => size === 0 && out !== null)) {
    return { code, scratch: 0, tables: new Int32Array(0), fused: false, description: 'nothing to compute' };
  }
  const lanes = lanesOf(spec.dtype, relaxed);
  const parts = cut(lanes, normalize(spec, epilogue), runs);
  const driven = (part: Part, own: Code): Driven => drive(module, own, plan(lanes, part.axes), epilogue);
  if (parts.length === 1) return { code, ...driven(parts[0], code) };
  const types = code.parameters.map(({ type }) => type);
  const words: number[] = [];
  const kernels = parts.map((part, k) => {
    const own = new Code(`${name}.part${k}`, types);
    const index = module.index(own);
    const kernel = driven(part, own);
    const table = 4 * words.length;
    const [a, b, out, ...beside] = part.starts.map((start) => start * lanes.bytes);
    [a, b, out, 0, table, ...beside].forEach((moved, which) => {
      code.get(code.parameters[which]);
      if (moved !== 0) code.i32(moved).op('i32.add');
    });
    code.call(index);
    words.push(...kernel.tables);
    // The next table starts at a multiple of 16 bytes.
    while (words.length % 4 !== 0) words.push(0);
    return kernel;
  });
  return {
    code,
    scratch: Math.max(...kernels.map(({ scratch }) => scratch)),
    tables: Int32Array.from(words),
    fused: kernels.some(({ fused }) => fused),
    description: kernels.map(({ description }, k) => `part ${k + 1}\n${description}`).join('\n'),
  };
}
