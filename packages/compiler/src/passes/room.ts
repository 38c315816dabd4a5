// How much memory may be spent on doing the work of all steps of a scan at once: passes that move it out of loops ask here.
import { sizeOf } from '@cotangent/tensor/extend';
import type { ScanParams } from '../graph/control.ts';
import type { Graph, Value } from '../graph/graph.ts';

/** This much may always be spent, and otherwise so many times what the loop has for its steps anyway. */
const always = 2 ** 24;
const times = 4;
const widths = { float64: 8, float32: 4, int32: 4, uint8: 1, bool: 1 } as const;

/** Whether there is room for these values of a body in all of its steps. */
export function hasRoom(
  values: Iterable<Value>,
  { length, carries, rows }: ScanParams,
  body: Graph,
): boolean {
  const there = [...body.inputs.slice(carries, carries + rows), ...body.outputs.slice(carries)];
  return length * bytesOf(values) <= Math.max(always, times * length * bytesOf(there));
}

function bytesOf(values: Iterable<Value>): number {
  return [...new Set(values)].reduce((sum, { shape, dtype }) => sum + sizeOf(shape) * widths[dtype], 0);
}
