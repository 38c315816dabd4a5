// From kernels to one module: a function a kernel, and `run`, which calls them in order.
import { bytesOf, type Addresses, type Buffer } from '../loops/buffer.ts';
import { contraction } from '../contract/generate.ts';
import type { ContractKernel, Kernel } from '../loops/kernel.ts';
import type { Lowered } from '../loops/lower.ts';
import { aliasesOf } from '../plan/alias.ts';
import { planMemory, type MemoryPlan } from '../plan/memory.ts';
import { Code } from '../wasm/code.ts';
import { pageSize } from '../wasm/engine.ts';
import { Module } from '../wasm/module.ts';
import { statusAddress } from './evaluate.ts';
import { writeFill } from './fill.ts';
import { writeMap } from './map.ts';
import { writeOwn } from './own.ts';
import { writeReduce } from './reduce.ts';

/** A module, and what its surroundings must know to run it. */
export interface Emitted {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memory: MemoryPlan;
  readonly pages: number;
  /** Constants of the code itself, and where they are to be put. */
  readonly tables: readonly { readonly at: number; readonly words: Int32Array<ArrayBuffer> }[];
  /** By the number that a failed check leaves: the size of the axis that an index had to lie in. */
  readonly bounds: readonly number[];
  readonly functions: readonly Code[];
}

/** What may be chosen. */
export interface EmitOptions {
  readonly relaxed: boolean;
  /** Which inputs may be overwritten. */
  readonly donated: readonly boolean[];
}

/** Writes the module of a lowered graph. */
export function emit(lowered: Lowered, { relaxed, donated }: EmitOptions): Emitted {
  const { kernels, filled, inputs, constants, outputs } = lowered;
  const module = new Module();
  const contractions = kernels.map((kernel, k) =>
    kernel.kind === 'contract' ? contraction(module, `contract${k}`, specOf(kernel), { relaxed }) : undefined,
  );
  const tables = contractions.map((kernel) => kernel && tableBuffer(kernel.tables));
  const pads = filled.flatMap((kernel) => (kernel.kind === 'fill' ? [kernel.buffer] : []));
  const kept = new Set(pads);
  const aliases = aliasesOf(
    kernels,
    outputs.filter((buffer) => !kept.has(buffer)),
    inputs.filter((_, i) => donated[i]),
  );
  const lasting = [
    ...inputs,
    ...outputs,
    ...constants.keys(),
    ...pads,
    ...tables.filter((buffer) => buffer !== undefined),
  ];
  const memory = planMemory(
    kernels,
    lasting,
    aliases,
    contractions.map((kernel) => kernel?.scratch ?? 0),
  );
  const addresses: Addresses = (buffer) => memory.addresses.get(buffer) as number;

  const bounds: number[] = [];
  const check = (bound: number): number => bounds.push(bound);
  const run = new Code('run');
  const prepare = new Code('prepare');
  for (const kernel of filled) writeKernel(prepare, kernel, addresses, check);
  kernels.forEach((kernel, k) => {
    const generated = contractions[k];
    if (kernel.kind === 'contract' && generated !== undefined) {
      const { a, b, out } = kernel;
      const width = bytesOf[out.dtype];
      const code = new Code(`kernel${k}`);
      code.i32(addresses(a.buffer) + a.offset * width).i32(addresses(b.buffer) + b.offset * width);
      for (const at of [addresses(out), memory.scratch[k], addresses(tables[k] as Buffer)]) code.i32(at);
      code.call(module.index(generated.code));
      run.call(module.export(code));
      return;
    }
    const code = new Code(`kernel${k}`);
    const checks = bounds.length;
    writeKernel(code, kernel, addresses, check);
    run.call(module.export(code));
    if (bounds.length > checks)
      run
        .i32(statusAddress)
        .memory('i32.load')
        .if(() => run.op('return'));
  });
  module.export(run);
  module.export(prepare);
  const pages = Math.ceil(memory.size / pageSize);
  return {
    bytes: module.encode(pages),
    memory,
    pages,
    tables: contractions.flatMap((kernel, k) =>
      kernel === undefined ? [] : [{ at: addresses(tables[k] as Buffer), words: kernel.tables }],
    ),
    bounds,
    functions: module.functions,
  };
}

function writeKernel(
  code: Code,
  kernel: Kernel,
  addresses: Addresses,
  check: (bound: number) => number,
): void {
  switch (kernel.kind) {
    case 'map':
      return writeMap(code, kernel, addresses, check);
    case 'reduce':
      return writeReduce(code, kernel, addresses, check);
    case 'fill':
      return writeFill(code, kernel, addresses, check);
    case 'own':
      return writeOwn(code, kernel, addresses, check);
    case 'contract':
      throw new Error('contractions are written by their own generator');
  }
}

function specOf({ axes, out }: ContractKernel): Parameters<typeof contraction>[2] {
  const { dtype } = out;
  return { dtype: dtype === 'float32' || dtype === 'float64' ? dtype : 'int32', axes };
}

function tableBuffer(words: Int32Array): Buffer {
  return { id: -1, dtype: 'int32', size: words.length };
}
