// What loops and branches among kernels are made of: walking through the blocks of kernels in them, and changing those.
import type { Buffer } from './buffer.ts';
import type { BlockKernel, Kernel, Move } from './kernel.ts';

/** Whether a kernel holds others. */
export function isBlock(kernel: Kernel): kernel is BlockKernel {
  return (
    kernel.kind === 'scan' || kernel.kind === 'while' || kernel.kind === 'cond' || kernel.kind === 'rows'
  );
}

/** The lists of kernels in one, in the order in which they run. */
export function blocksOf(kernel: BlockKernel): readonly (readonly Kernel[])[] {
  switch (kernel.kind) {
    case 'scan':
    case 'rows':
      return [kernel.body];
    case 'while':
      return [kernel.test, kernel.body];
    case 'cond':
      return [kernel.onTrue, kernel.onFalse];
  }
}

/** The kernel with other blocks; `change` is told what has to stay of each because it is needed outside of it. */
export function withBlocks(
  kernel: BlockKernel,
  change: (block: readonly Kernel[], keep: ReadonlySet<Buffer>) => readonly Kernel[],
): BlockKernel {
  const moved = (moves: readonly Move[]): Set<Buffer> => new Set(moves.map(({ from }) => from.buffer));
  switch (kernel.kind) {
    case 'scan':
      return { ...kernel, body: change(kernel.body, moved(kernel.after)) };
    case 'while':
      return {
        ...kernel,
        test: change(kernel.test, new Set([kernel.flag.buffer])),
        body: change(kernel.body, moved(kernel.after)),
      };
    case 'rows':
      return kernel;
    case 'cond': {
      const keep = new Set(kernel.outputs);
      return { ...kernel, onTrue: change(kernel.onTrue, keep), onFalse: change(kernel.onFalse, keep) };
    }
  }
}

/** What a kernel moves itself. */
export function movesOf(kernel: BlockKernel): readonly Move[] {
  if (kernel.kind === 'scan') return [...kernel.before, ...kernel.after];
  return kernel.kind === 'while' ? kernel.after : [];
}

/** Kernels without blocks, those in blocks among them, in the order in which they stand. */
export function leavesOf(kernels: readonly Kernel[]): readonly Exclude<Kernel, BlockKernel>[] {
  return kernels.flatMap((kernel) => (isBlock(kernel) ? blocksOf(kernel).flatMap(leavesOf) : [kernel]));
}

/** How often each kernel without blocks runs in one run of all: those in branches as if they were taken. */
export function runsOf(kernels: readonly Kernel[], runs = 1): ReadonlyMap<Kernel, number> {
  return new Map(
    kernels.flatMap((kernel): (readonly [Kernel, number])[] => {
      if (!isBlock(kernel)) return [[kernel, runs]];
      return blocksOf(kernel).flatMap((block) => [...runsOf(block, runs * roundsOf(kernel))]);
    }),
  );
}

/** The rounds of a loop, as far as they are known. */
function roundsOf(kernel: BlockKernel): number {
  if (kernel.kind === 'scan') return kernel.length;
  return kernel.kind === 'rows' ? Math.ceil(kernel.count / kernel.size) : 1;
}
