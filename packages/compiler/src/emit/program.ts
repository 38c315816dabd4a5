// From kernels to one module: a function a kernel, and `run`, which calls them in order.
import type { Spec } from '@cotangent/tensor/extend';
import { bytesOf, type Addresses, type Buffer } from '../loops/buffer.ts';
import { contraction } from '../contract/generate.ts';
import type { ContractionKernel } from '../contract/spec.ts';
import { isBlock, leavesOf, runsOf } from '../loops/blocks.ts';
import type { ContractKernel, ContractOperand, Kernel } from '../loops/kernel.ts';
import { isEffect } from '../loops/reading.ts';
import type { Lowered } from '../loops/lower.ts';
import { aliasesOf, withoutIdle } from '../plan/alias.ts';
import { carriesInPlace } from '../plan/carries.ts';
import { planMemory, type MemoryPlan } from '../plan/memory.ts';
import { Code, type Local } from '../wasm/code.ts';
import { pageSize } from '../wasm/engine.ts';
import { Module } from '../wasm/module.ts';
import { hasRelaxed } from '../wasm/relaxed.ts';
import { writeBlocks } from './blocks.ts';
import { sumsOf, writeColumnSums } from './columns.ts';
import { statusAddress, type Check, type Checks } from './checks.ts';
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
  /** What is checked, by the number that is left where it fails; the first is 1. */
  readonly checks: readonly Check[];
  /** What is printed while it runs, by number. */
  readonly printed: readonly Printed[];
  /** Whether some contraction uses fused multiply-add. */
  readonly fused: boolean;
  readonly functions: readonly Code[];
  /** What runs, in order. */
  readonly kernels: readonly Kernel[];
}

/** A value that is printed, and where it lies then. */
export interface Printed extends Spec {
  readonly label: string;
  readonly address: number;
}

/** What may be chosen. */
export interface EmitOptions {
  readonly relaxed: boolean;
  /** Which inputs may be overwritten. */
  readonly donated: readonly boolean[];
}

/** Writes the module of a lowered graph. */
export function emit(lowered: Lowered, { relaxed, donated }: EmitOptions): Emitted {
  const { filled, inputs, constants, outputs } = lowered;
  const pads = filled.flatMap((kernel) => (kernel.kind === 'fill' ? [kernel.buffer] : []));
  const kept = new Set(pads);
  const updates = aliasesOf(
    lowered.kernels,
    outputs.filter((buffer) => !kept.has(buffer)),
    inputs.filter((_, i) => donated[i]),
  );
  const kernels = withoutIdle(lowered.kernels, updates);
  const module = new Module();
  const printed: Printed[] = [];
  const printing = leavesOf(kernels).some(isEffect) ? module.import(new Code('print', ['i32'])) : 0;
  const contractions = new Map<Kernel, ContractionKernel>();
  const tables = new Map<Kernel, Buffer>();
  const runs = runsOf(kernels);
  leavesOf(kernels).forEach((kernel, k) => {
    if (kernel.kind !== 'contract') return;
    const generated = contraction(module, `contract${k}`, specOf(kernel), {
      relaxed: relaxed && hasRelaxed(),
      runs: runs.get(kernel) ?? 1,
    });
    contractions.set(kernel, generated);
    tables.set(kernel, tableBuffer(generated.tables));
  });
  const aliases = new Map([...updates, ...carriesInPlace(kernels, kept)]);
  const memory = planMemory(
    kernels,
    [...inputs, ...outputs, ...constants.keys(), ...pads, ...tables.values()],
    aliases,
    new Map(leavesOf(kernels).map((kernel) => [kernel, contractions.get(kernel)?.scratch ?? sumsOf(kernel)])),
  );
  const addresses: Addresses = (buffer) => memory.addresses.get(buffer) as number;

  const checks: Check[] = [];
  const check: Checks = (one) => checks.push(one);
  const run = new Code('run');
  const prepare = new Code('prepare');
  for (const kernel of filled) writeKernel(prepare, kernel, addresses, check);
  let count = 0;
  const writeAll = (list: readonly Kernel[], row?: Local): void => {
    for (const kernel of list) {
      if (isBlock(kernel)) {
        writeBlocks(run, kernel, addresses, writeAll);
        continue;
      }
      if (kernel.kind === 'own' && isEffect(kernel)) {
        const [x] = kernel.inputs;
        const label = String(kernel.params['label']);
        const address = addresses(x.buffer) + x.offset * bytesOf[x.buffer.dtype];
        run.i32(printed.push({ label, address, shape: x.shape, dtype: x.buffer.dtype }) - 1).call(printing);
        continue;
      }
      const code = new Code(`kernel${count++}`, row === undefined ? [] : ['i32']);
      const generated = contractions.get(kernel);
      const before = checks.length;
      const scratch = memory.scratch.get(kernel);
      if (kernel.kind === 'contract' && generated !== undefined) {
        const width = bytesOf[kernel.out.dtype];
        for (const { buffer, offset, row: step = 0 } of placesOf(kernel)) {
          code.i32(addresses(buffer) + offset * width);
          if (step === 0) continue;
          code
            .get(code.parameters[0])
            .i32(step * width)
            .op('i32.mul')
            .op('i32.add');
        }
        code.i32(scratch ?? 0);
        code.i32(addresses(tables.get(kernel) as Buffer)).call(module.index(generated.code));
      } else if (kernel.kind === 'reduce' && scratch !== undefined) {
        writeColumnSums(code, kernel, addresses, check, scratch);
      } else writeKernel(code, kernel, addresses, check);
      if (row !== undefined) run.get(row);
      run.call(module.export(code));
      if (checks.length === before) continue;
      run
        .i32(statusAddress)
        .memory('i32.load')
        .if(() => run.op('return'));
    }
  };
  writeAll(kernels);
  module.export(run);
  module.export(prepare);
  const pages = Math.ceil(memory.size / pageSize);
  return {
    bytes: module.encode(pages),
    memory,
    pages,
    tables: [...contractions].map(([kernel, { tables: words }]) => ({
      at: addresses(tables.get(kernel) as Buffer),
      words,
    })),
    checks,
    printed,
    fused: [...contractions.values()].some(({ fused }) => fused),
    functions: module.functions,
    kernels,
  };
}

function writeKernel(code: Code, kernel: Kernel, addresses: Addresses, check: Checks): void {
  switch (kernel.kind) {
    case 'map':
      return writeMap(code, kernel, addresses, check);
    case 'reduce':
      return writeReduce(code, kernel, addresses, check);
    case 'fill':
      return writeFill(code, kernel, addresses, check);
    case 'own':
      return writeOwn(code, kernel, addresses, check);
    default:
      throw new Error(`${kernel.kind} is written by a generator of its own`);
  }
}

/** Where both operands and the result of a contraction start. */
const placesOf = ({ a, b, out, outRow = 0 }: ContractKernel): readonly ContractOperand[] => [
  a,
  b,
  { buffer: out, offset: 0, row: outRow },
];

function specOf({ axes, out }: ContractKernel): Parameters<typeof contraction>[2] {
  const { dtype } = out;
  return { dtype: dtype === 'float32' || dtype === 'float64' ? dtype : 'int32', axes };
}

function tableBuffer(words: Int32Array): Buffer {
  return { id: -1, dtype: 'int32', size: words.length };
}
