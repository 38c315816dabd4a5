// How the numbers of a tensor are spread, as plain data that a worker can send and a page can draw.
import type { Tensor } from '@cotangent/tensor';

/** Numbers counted in bins of equal width from the smallest to the largest. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly counts: readonly number[];
  /** How many are NaN or infinite; they are in no bin. */
  readonly strays: number;
}

/** The histogram of a tensor's numbers. */
export function histogramOf(x: Tensor, bins = 24): Histogram {
  const values = x.data() as ArrayLike<number>;
  let [min, max, sum, strays] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) strays++;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
  }
  const counts = new Array<number>(bins).fill(0);
  const finite = values.length - strays;
  if (finite === 0) return { min: Number.NaN, max: Number.NaN, mean: Number.NaN, counts, strays };
  const scale = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) counts[Math.min(bins - 1, Math.floor((values[i] - min) * scale))]++;
  }
  return { min, max, mean: sum / finite, counts, strays };
}
