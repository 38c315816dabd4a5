// Values that are there while a function runs: on the heap, or where a program left its results.
// For checks that look at values, and must not tell the one from the other.
import { Tracer } from './bind.ts';
import { DenseTensor } from './dense.ts';

/**
 * `x` with its values; `undefined` where it is traced, and has none yet or is being differentiated.
 * @example known(tensor([1, 2])); // float32[2] [1, 2]
 */
export function known(x: unknown): DenseTensor | undefined {
  const held = x instanceof Tracer && x.interpreter.level === 0 ? x.concrete('data()') : x;
  return held instanceof DenseTensor ? held : undefined;
}
