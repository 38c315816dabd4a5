// Which buffers kernels read and write: what lifetimes, fusion and the removal of dead stores ask.
import { blocksOf, isBlock, movesOf } from './blocks.ts';
import type { Buffer } from './buffer.ts';
import { eachPart, type Expression } from './expression.ts';
import type { Kernel } from './kernel.ts';

/** The expressions that a kernel computes. */
export function expressionsOf(kernel: Kernel): readonly Expression[] {
  switch (kernel.kind) {
    case 'map':
      return kernel.stores.map(({ value }) => value);
    case 'reduce':
      return [kernel.value, ...kernel.stores.map(({ value }) => value)];
    case 'fill':
      return [kernel.value];
    default:
      return [];
  }
}

/** The buffers that a kernel reads. */
export function read(kernel: Kernel): ReadonlySet<Buffer> {
  const found = new Set<Buffer>();
  if (kernel.kind === 'contract') return found.add(kernel.a.buffer).add(kernel.b.buffer);
  if (kernel.kind === 'own') return new Set(kernel.inputs.map(({ buffer }) => buffer));
  if (isBlock(kernel)) {
    if ('flag' in kernel) found.add(kernel.flag.buffer);
    for (const { from } of movesOf(kernel)) found.add(from.buffer);
    for (const inner of blocksOf(kernel).flat()) for (const buffer of read(inner)) found.add(buffer);
    return found;
  }
  eachPart(expressionsOf(kernel), (e) => {
    if (e.kind === 'load' || e.kind === 'gather') found.add(e.buffer);
  });
  return found;
}

/** Whether a kernel does something besides writing buffers. */
export function isEffect(kernel: Kernel): boolean {
  if (isBlock(kernel)) return blocksOf(kernel).flat().some(isEffect);
  return kernel.kind === 'own' && kernel.outputs.length === 0;
}

/** The buffers that a kernel writes. */
export function written(kernel: Kernel): readonly Buffer[] {
  switch (kernel.kind) {
    case 'map':
    case 'reduce':
      return kernel.stores.map(({ buffer }) => buffer);
    case 'contract':
      return [kernel.out];
    case 'fill':
      return [kernel.buffer];
    case 'own':
      return kernel.outputs.map(({ buffer }) => buffer);
    default:
      return [...blocksOf(kernel).flat().flatMap(written), ...movesOf(kernel).map(({ to }) => to.buffer)];
  }
}
