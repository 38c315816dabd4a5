// How much memory may be spent on doing the work of all steps of a scan at once: passes that move it out of loops ask here.
import { sizeOf } from '@cotangent/tensor/extend';
import { bytesOf } from '../graph/bytes.ts';
import { isControl, type ScanParams } from '../graph/control.ts';
import type { Call, Graph, Value } from '../graph/graph.ts';
import type { Scene } from './rewrite.ts';

/** This much may always be spent, and otherwise so many times what the loop has for its steps anyway. */
const always = 2 ** 24;
const times = 4;

/** Whether there is room for these values of a body in all of its steps. */
export function hasRoom(
  values: Iterable<Value>,
  { length, carries, rows }: ScanParams,
  body: Graph,
): boolean {
  const there = [...body.inputs.slice(carries, carries + rows), ...body.outputs.slice(carries)];
  return length * together(values) <= Math.max(always, times * length * together(there));
}

/** Whether another loop over the same rows computes again what this scan does, by `checkpoint`: nothing is to be kept then. */
export function isSparing({ inputs, params }: Call, { readers }: Scene): boolean {
  const { carries, rows } = params as ScanParams;
  const own = inputs.slice(carries, carries + rows);
  return own.some((row) => readers(row).some((other) => other !== 'output' && computesAgain(other)));
}

function computesAgain({ again, primitive }: Call): boolean {
  if (again !== undefined) return true;
  return isControl(primitive) && primitive.bodies.some(({ calls }) => calls.some(computesAgain));
}

/** Bytes of all values. */
function together(values: Iterable<Value>): number {
  return [...new Set(values)].reduce((sum, { shape, dtype }) => sum + sizeOf(shape) * bytesOf[dtype], 0);
}
