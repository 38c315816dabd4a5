// Numbers that look random and are the same in every language: a hash of place and seed, nothing to carry along.
// Source: the 32-bit mixer "lowbias32" of Chris Wellons, "Prospecting for hash functions", 2018.
import type { Draw } from '../work/row.ts';

/** Numbers with their shape, as every peer gets them. */
export interface Input {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

function mix(n: number): number {
  let h = n | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The input that a row describes; `seed` is its place among the inputs of the row. */
export function draw({ shape, scale = 1, below }: Draw, seed: number): Input {
  const size = shape.reduce((a, b) => a * b, 1);
  const start = Math.imul(seed + 1, 0x9e3779b9);
  if (below !== undefined)
    return { shape, data: Int32Array.from({ length: size }, (_, i) => mix(start + i) % below) };
  const data = new Float32Array(size);
  for (let i = 0; i < size; i++) data[i] = scale * ((mix(start + i) >>> 8) / 2 ** 23 - 1);
  return { shape, data };
}

/** At most 512 of the numbers, evenly spread: enough to compare answers by. */
export function sample(values: ArrayLike<number>): number[] {
  const length = Math.min(values.length, 512);
  return Array.from({ length }, (_, i) => values[Math.floor((i * values.length) / length)]);
}
