// A plan in words, for `inspect` and for people who tune it.
import { steps } from './loops.ts';
import { tapsOf, tapStep } from './members.ts';
import type { Plan } from './plan.ts';
import type { Walks } from './walks.ts';

/** One line a decision. */
export function describe(plan: Plan, blocks: number, loops: Walks): string {
  const { kind, vector, rows, along, across, width, lanes } = plan;
  const names = ['a', 'b'];
  const reading = (operand: 0 | 1, packed: boolean): string => {
    const step = tapStep(plan, operand);
    return packed ? 'packed' : step === null ? 'by table' : `by ${step} bytes`;
  };
  const splat = (1 - vector) as 0 | 1;
  const walk = (list: Walks['inside']): string =>
    list.map((loop) => `${steps(loop)}×${loop.extent}`).join(' ') || 'once';
  return [
    `lanes: ${kind}, ${width} of ${lanes.count}`,
    `vectors: ${names[vector]}, ${reading(vector, plan.packVector)}`,
    `${kind === 'column' ? 'splats' : 'beside'}: ${names[splat]}, ${reading(splat, plan.packSplat)}`,
    `tile: ${rows} × ${along * across} vectors${across > 1 ? ` (${along} along, ${across} across)` : ''}${plan.fused ? ', fused' : ''}`,
    `sum: ${plan.nothing ? 'of nothing' : `${blocks} blocks of ${tapsOf(plan)} taps`}`,
    `loops: ${walk(loops.outside)}; ${walk([...loops.rowBlocks, ...loops.inside])}`,
    `scratch: partial sums ${loops.partials}, vectors ${loops.vectors}, splats ${loops.splats} bytes`,
  ].join('\n');
}
