// Updates in place: an output takes the place of a donated input that is read no more once the output is written.
import { blocksOf, isBlock } from '../loops/blocks.ts';
import { bytesOf, type Buffer } from '../loops/buffer.ts';
import { checksExponent, eachPart, type Expression } from '../loops/expression.ts';
import { sameAccess } from '../loops/fuse.ts';
import type { Kernel, MapKernel, ReduceKernel } from '../loops/kernel.ts';
import { expressionsOf, read, written } from '../loops/reading.ts';

/**
 * Outputs that may lie where a donated input does, by the output. Only those that are written once all is checked that is:
 * where a value is refused, the inputs stay as they were.
 */
export function aliasesOf(
  kernels: readonly Kernel[],
  outputs: readonly Buffer[],
  donated: readonly Buffer[],
): ReadonlyMap<Buffer, Buffer> {
  const aliases = new Map<Buffer, Buffer>();
  const free = new Set(donated);
  const checked = kernels.findLastIndex((kernel) => checksValues(kernel));
  const firsts = new Map(
    outputs.map((output) => [output, kernels.findIndex((kernel) => written(kernel).includes(output))]),
  );
  const wishes = [
    (first: Kernel, output: Buffer, input: Buffer): boolean => passes(first, output, input),
    (first: Kernel, output: Buffer, input: Buffer): boolean => readBy(first, output).has(input),
    (first: Kernel, _output: Buffer, input: Buffer): boolean => read(first).has(input),
    (): boolean => true,
  ];
  // Whoever has a place of its own gets it before others may choose.
  for (const wish of wishes) {
    for (const [output, first] of firsts) {
      if (first <= checked || aliases.has(output)) continue;
      const chosen = [...free].find(
        (input) =>
          sameSize(input, output) &&
          wish(kernels[first], output, input) &&
          mayAlias(kernels, first, output, input),
      );
      if (chosen === undefined) continue;
      aliases.set(output, chosen);
      free.delete(chosen);
    }
  }
  return aliases;
}

/** The kernels without stores of what stands there already, as outputs lie where donated inputs do. */
export function withoutIdle(
  kernels: readonly Kernel[],
  aliases: ReadonlyMap<Buffer, Buffer>,
): readonly Kernel[] {
  return kernels.flatMap((kernel) => {
    if (kernel.kind !== 'map' || kernel.accumulate === true) return [kernel];
    const stores = kernel.stores.filter(
      ({ buffer, value, ...access }) =>
        value.kind !== 'load' ||
        value.buffer !== aliases.get(buffer) ||
        !sameAccess(value, access, kernel.domain),
    );
    if (stores.length === kernel.stores.length) return [kernel];
    return stores.length === 0 ? [] : [{ ...kernel, stores }];
  });
}

/** What a kernel stores in `output`. */
function valuesIn(kernel: Kernel, output: Buffer): readonly Expression[] {
  if (kernel.kind !== 'map' && kernel.kind !== 'reduce') return [];
  return kernel.stores.filter(({ buffer }) => buffer === output).map(({ value }) => value);
}

/** Whether a kernel stores in `output` just what stands in `input`. */
function passes(kernel: Kernel, output: Buffer, input: Buffer): boolean {
  return valuesIn(kernel, output).some((value) => value.kind === 'load' && value.buffer === input);
}

/** The buffers that what is stored in `output` is made of. */
function readBy(kernel: Kernel, output: Buffer): ReadonlySet<Buffer> {
  const found = new Set<Buffer>();
  eachPart(
    valuesIn(kernel, output),
    (e) => (e.kind === 'load' || e.kind === 'gather') && found.add(e.buffer),
  );
  return found;
}

/** Whether a kernel, or one in its blocks, may find a value that is refused. */
function checksValues(kernel: Kernel): boolean {
  if (isBlock(kernel)) return blocksOf(kernel).flat().some(checksValues);
  if (kernel.kind === 'own') return kernel.primitive === 'scatterAdd';
  let found = false;
  eachPart(expressionsOf(kernel), (e) => (found ||= e.kind === 'gather' || checksExponent(e)));
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
  return (kernel.kind === 'map' || kernel.kind === 'reduce') && readsInPlace(kernel, output, input);
}

/** Whether each store reads only the element that is being replaced, and what is combined before is read elsewhere. */
function readsInPlace(kernel: MapKernel | ReduceKernel, output: Buffer, input: Buffer): boolean {
  if (input.dtype !== output.dtype) return false;
  const stores = kernel.stores.filter(({ buffer }) => buffer === output);
  if (stores.length !== 1) return false;
  const domain = kernel.kind === 'map' ? kernel.domain : kernel.domain.slice(0, kernel.kept);
  let inPlace = true;
  const reads = (e: Expression): boolean => (e.kind === 'load' || e.kind === 'gather') && e.buffer === input;
  if (kernel.kind === 'reduce') eachPart([kernel.value], (e) => (inPlace &&= !reads(e)));
  eachPart(
    kernel.stores.map(({ value }) => value),
    (e) => {
      if (reads(e)) inPlace &&= e.kind === 'load' && sameAccess(e, stores[0], domain);
    },
  );
  return inPlace;
}
