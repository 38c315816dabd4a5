// Updates in place: an output takes the place of a donated input that is read no more once the output is written.
import { blocksOf, isBlock } from '../loops/blocks.ts';
import { bytesOf, type Buffer } from '../loops/buffer.ts';
import { eachPart } from '../loops/expression.ts';
import { sameAccess } from '../loops/fuse.ts';
import type { Kernel, MapKernel } from '../loops/kernel.ts';
import { expressionsOf, read, written } from '../loops/reading.ts';

/**
 * Outputs that may lie where a donated input does, by the output. Only those that are written once every index was
 * found to lie inside its axis: where one does not, the inputs stay as they were.
 */
export function aliasesOf(
  kernels: readonly Kernel[],
  outputs: readonly Buffer[],
  donated: readonly Buffer[],
): ReadonlyMap<Buffer, Buffer> {
  const aliases = new Map<Buffer, Buffer>();
  const free = new Set(donated);
  const checked = kernels.findLastIndex((kernel) => checksIndices(kernel));
  for (const output of outputs) {
    const first = kernels.findIndex((kernel) => written(kernel).includes(output));
    if (first <= checked) continue;
    const fitting = [...free].filter(
      (input) => sameSize(input, output) && mayAlias(kernels, first, output, input),
    );
    const chosen = fitting.find((input) => read(kernels[first]).has(input)) ?? fitting[0];
    if (chosen === undefined) continue;
    aliases.set(output, chosen);
    free.delete(chosen);
  }
  return aliases;
}

/** Whether a kernel, or one in its blocks, may find an index out of bounds. */
function checksIndices(kernel: Kernel): boolean {
  if (isBlock(kernel)) return blocksOf(kernel).flat().some(checksIndices);
  if (kernel.kind === 'own') return kernel.primitive === 'scatterAdd';
  let found = false;
  eachPart(expressionsOf(kernel), ({ kind }) => (found ||= kind === 'gather'));
  return found;
}

function sameSize(a: Buffer, b: Buffer): boolean {
  return a.size * bytesOf[a.dtype] === b.size * bytesOf[b.dtype];
}

/** Whether nothing reads `input` once kernel `first` writes `output`, or only the element that is being replaced. */
export function mayAlias(kernels: readonly Kernel[], first: number, output: Buffer, input: Buffer): boolean {
  if (kernels.slice(first + 1).some((kernel) => read(kernel).has(input))) return false;
  const kernel = kernels[first];
  if (!read(kernel).has(input)) return true;
  return kernel.kind === 'map' && readsInPlace(kernel, output, input);
}

function readsInPlace(kernel: MapKernel, output: Buffer, input: Buffer): boolean {
  if (input.dtype !== output.dtype) return false;
  const stores = kernel.stores.filter(({ buffer }) => buffer === output);
  if (stores.length !== 1) return false;
  let inPlace = true;
  eachPart(
    kernel.stores.map(({ value }) => value),
    (e) => {
      if ((e.kind === 'load' || e.kind === 'gather') && e.buffer === input) {
        inPlace &&= e.kind === 'load' && sameAccess(e, stores[0], kernel.domain);
      }
    },
  );
  return inPlace;
}
