// Which buffers kernels read: what lifetimes, fusion and the removal of dead stores ask.
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
  eachPart(expressionsOf(kernel), (e) => {
    if (e.kind === 'load' || e.kind === 'gather') found.add(e.buffer);
  });
  return found;
}
