// Carries in place: where the new carry of a loop may be written over the old one, it does not have to be moved there.
import { blocksOf, isBlock } from '../loops/blocks.ts';
import type { Buffer } from '../loops/buffer.ts';
import type { Kernel, Move } from '../loops/kernel.ts';
import { written } from '../loops/reading.ts';
import { mayAlias } from './alias.ts';

/** New carries that may lie where the old ones do, by the buffer; `kept` are buffers that must stay as they are. */
export function carriesInPlace(
  kernels: readonly Kernel[],
  kept: ReadonlySet<Buffer>,
): ReadonlyMap<Buffer, Buffer> {
  const found = new Map<Buffer, Buffer>();
  const visit = (list: readonly Kernel[]): void => {
    for (const kernel of list.filter(isBlock)) {
      blocksOf(kernel).forEach(visit);
      if (kernel.kind === 'cond' || kernel.kind === 'rows') continue;
      for (const move of kernel.after) {
        const { buffer } = move.from;
        if (kept.has(buffer) || found.has(buffer) || !isWhole(move)) continue;
        const first = kernel.body.findIndex((one) => written(one).includes(buffer));
        if (first >= 0 && mayAlias(kernel.body, first, buffer, move.to.buffer))
          found.set(buffer, move.to.buffer);
      }
    }
  };
  visit(kernels);
  return found;
}

/** Whether a move is of all of one buffer to all of another, every round to the same place. */
function isWhole({ from, to, size }: Move): boolean {
  const still = from.step === 0 && to.step === 0 && from.offset === 0 && to.offset === 0;
  return still && from.buffer.size === size && to.buffer.size === size;
}
