// What a check draws, all from one seed: signed directions and cotangents, integers, and which coordinates.
import { random } from '@cotangent/tensor';
import type { Vector } from './subject.ts';

/** The largest power of two that is not above `|x|`, at least 1: the natural unit of a step from `x`. */
export function unitOf(x: number): number {
  const size = Math.abs(x);
  return size > 1 && Number.isFinite(size) ? 2 ** Math.floor(Math.log2(size)) : 1;
}

/** The largest power of two that is not above `|x|`: the step that is small for `x` and nothing else; for 0 it is 1. */
export function naturalOf(x: number): number {
  const size = Math.abs(x);
  return size > 0 && Number.isFinite(size) ? 2 ** Math.max(-1022, Math.floor(Math.log2(size))) : 1;
}

/** Normal numbers of few digits, so that steps along them are hardly rounded; none is 0. */
export function drawVector(seed: number, purpose: string, size: number): Vector {
  const key = random.fold(random.key(seed), purpose);
  const values = random.normal(key, [size], { dtype: 'float64' }).data() as Vector;
  return values.map((z) => Math.round(z * 256) / 256 || 1 / 256);
}

/** Integers from -3 to 3. */
export function drawIntegers(seed: number, purpose: string, size: number): Vector {
  const key = random.fold(random.key(seed), purpose);
  return Float64Array.from(random.integers(key, [size], -3, 4).data());
}

/** Integers from -3 to 3 without 0, so that nothing is left out of a sum. */
export function drawCotangent(seed: number, purpose: string, size: number): Vector {
  return drawIntegers(seed, purpose, size).map((v) => v || 2);
}

/** All coordinates, or `most` of them in their order. */
export function drawCoordinates(seed: number, purpose: string, size: number, most: number): number[] {
  if (size <= most) return [...Array(size).keys()];
  const key = random.fold(random.key(seed), purpose);
  return Array.from(random.permutation(key, size).data().subarray(0, most).toSorted());
}
