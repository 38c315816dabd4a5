// inspect: what a jitted function becomes, to be read: its graph before and after the passes, its loops, memory and code.
import { complain, flopsOf, show } from '@cotangent/tensor/extend';
import { isControl } from './graph/control.ts';
import type { Graph } from './graph/graph.ts';
import { printGraph } from './graph/print.ts';
import { stagesOf } from './jit.ts';
import { blocksOf, isBlock, movesOf } from './loops/blocks.ts';
import { bytesOf, type Buffer } from './loops/buffer.ts';
import type { Kernel } from './loops/kernel.ts';
import { read, written } from './loops/reading.ts';
import { printKernel } from './loops/print.ts';
import { hasRelaxed } from './wasm/relaxed.ts';
import { printFunction } from './wasm/print.ts';

/** One loop nest of a program. */
export interface InspectedKernel {
  /** How it is implemented: `map`, `reduce`, `contract`, `fill`, or the primitive with loops of its own. */
  readonly kind: string;
  readonly text: string;
}

/** A buffer of a program's arena. */
export interface InspectedBuffer {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Whether contractions use fused multiply-add, and why they do or do not. */
export interface InspectedFusion {
  readonly used: boolean;
  readonly why: string;
}

/** What a jitted function becomes for arguments of one signature. */
export interface Inspection {
  /** The graph as it was traced, and as it is lowered: a call a line. */
  readonly traced: string;
  readonly graph: string;
  readonly kernels: readonly InspectedKernel[];
  /** Where everything lies, and how much there is. */
  readonly memory: { readonly size: number; readonly buffers: readonly InspectedBuffer[] };
  /** Arithmetic operations on single numbers, by the shapes of the graph's calls. */
  readonly flops: number;
  /** Bytes that kernels read and write. */
  readonly bytes: number;
  readonly fused: InspectedFusion;
  /** The module in binary, and the text of its functions. */
  readonly module: Uint8Array<ArrayBuffer>;
  readonly wat: string;
}

/**
 * What a jitted function becomes for these arguments. Runs nothing, and compiles anew.
 *
 * Throws for functions that `jit` did not make, and for traced arguments.
 * @example
 * const double = jit((x: Tensor<[2]>) => mul(x, 2));
 * inspect(double, tensor([1, 2])).kernels.map(({ kind }) => kind); // ['map']
 */
export function inspect<A extends readonly unknown[]>(
  jitted: (...args: A) => unknown,
  ...args: A
): Inspection {
  const found = stagesOf(jitted as (...args: never[]) => unknown, args);
  if (found === undefined) {
    return complain({
      op: 'inspect',
      rule: 'only what jit returned can be inspected, outside of other transformations',
      got: { jitted: show(jitted) },
      argument: 'jitted',
      expected: 'a function that jit returned, and arguments that are not traced',
      hint: 'Write inspect(jit(f), ...args).',
    });
  }
  const { relaxed, traced, graph, emitted } = found;
  const { kernels } = emitted;
  return {
    traced: printGraph(traced),
    graph: printGraph(graph),
    kernels: kernels.map((kernel) => ({
      kind: kernel.kind === 'own' ? kernel.primitive : kernel.kind,
      text: printKernel(kernel),
    })),
    memory: {
      size: emitted.memory.size,
      buffers: [...emitted.memory.addresses].map(([{ id, dtype, size }, offset]) => ({
        name: id < 0 ? 'table' : `%${id}`,
        offset,
        bytes: size * bytesOf[dtype],
      })),
    },
    flops: flopsOfGraph(graph),
    bytes: bytesOfKernels(kernels),
    fused: { used: emitted.fused, why: whyFused(relaxed, emitted.fused) },
    module: emitted.bytes,
    get wat() {
      return emitted.functions.map((code) => printFunction(code, emitted.functions)).join('\n');
    },
  };
}

function whyFused(relaxed: boolean, used: boolean): string {
  if (!relaxed) return 'not asked for: jit(f, { relaxed: true }) does';
  if (!hasRelaxed())
    return 'this engine has no relaxed SIMD: Node 20 has with --experimental-wasm-relaxed-simd, newer ones have it';
  return used ? 'asked for, and the engine has it' : 'asked for, but no contraction is faster with it';
}

/** Bodies of loops count once a step, those of branches as if both were taken, those of `whileLoop` once. */
function flopsOfGraph({ calls }: Graph): number {
  return calls.reduce((sum, { primitive, params, inputs, outputs }) => {
    if (!isControl(primitive)) return sum + flopsOf(primitive.name, params, inputs, outputs);
    const once = primitive.bodies.reduce((all, body) => all + flopsOfGraph(body), 0);
    return sum + once * Number(params['length'] ?? 1);
  }, 0);
}

/** The same of bytes, those among them that loops move from step to step. */
function bytesOfKernels(kernels: readonly Kernel[]): number {
  const size = (buffers: Iterable<Buffer>): number =>
    [...buffers].reduce((sum, one) => sum + one.size * bytesOf[one.dtype], 0);
  return kernels.reduce((sum, kernel) => {
    if (!isBlock(kernel)) return sum + size(read(kernel)) + size(written(kernel));
    const moves = movesOf(kernel).reduce(
      (all, move) => all + 2 * move.size * bytesOf[move.from.buffer.dtype],
      0,
    );
    const once = moves + blocksOf(kernel).reduce((all, block) => all + bytesOfKernels(block), 0);
    return sum + once * (kernel.kind === 'scan' ? kernel.length : 1);
  }, 0);
}
