// Rounding made visible: every rounded result of a run is moved by an ulp or so, at random, and what the outputs do
// then is how much rounding matters to them. Cancellation, saturation and long sums all show.
import type { Tensor } from '@cotangent/tensor';
import { dense, isFloat } from '@cotangent/tensor/extend';

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** A signed number from 1 to 2 for a magnitude: equal values move alike, so that ties stay ties. */
function chance(value: number, run: number): number {
  bits[0] = Math.abs(value);
  let hash = Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1) ^ Math.imul(run, 0x85ebca6b), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x27d4eb2f);
  hash ^= hash >>> 13;
  return hash / 2 ** 31 + (hash < 0 ? -1 : 1);
}

/** Whether `value` is a multiple of 2⁻²⁰ below 2³¹: sums and products of a few such numbers are exact in float64. */
export function isShort(value: number): boolean {
  return Number.isInteger(value * 2 ** 20) && Math.abs(value) < 2 ** 31;
}

/**
 * `y`, made of `inputs`, with every element moved that may have been rounded: short numbers and elements of the
 * inputs were not.
 *
 * Source: Parker, "Monte Carlo arithmetic", 1997; Vignes, "A stochastic arithmetic for reliable scientific
 * computation", 1993.
 */
export function shaken(y: Tensor, inputs: readonly Tensor[], run: number): Tensor {
  if (!isFloat(y.dtype)) return y;
  const unit = y.dtype === 'float32' ? 2 ** -23 : 2 ** -52;
  const known = new Set<number>();
  for (const x of inputs) for (const value of x.data()) known.add(Math.abs(value));
  const values = y.data();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isShort(value) || known.has(Math.abs(value))) continue;
    values[i] = value + value * unit * chance(value, run);
  }
  return dense(values, y.dtype, y.shape as readonly number[]) as Tensor;
}
