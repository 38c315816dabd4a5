// Local response normalization as ConvNetJS windows it: `⌊n / 2⌋` channels to either side, also where n is even.
import { add, div, mul, pad, pow, square, sum, windows, type Tensor } from '@cotangent/tensor';
import type { LrnSpec } from '../definitions/layerSpec.ts';

/** Sums over channels within `⌊n / 2⌋`, fewer at the ends. `[b, c, ...] → [b, c, ...]` */
export function overNeighbors(x: Tensor, n: number): Tensor {
  const reach = Math.floor(n / 2);
  const pads = x.shape.map((_, axis): [number, number] => (axis === 1 ? [reach, reach] : [0, 0]));
  return sum(windows(pad(x, pads), { axes: [1], size: 2 * reach + 1 }) as Tensor, -1) as Tensor;
}

/** `k + alpha / n · Σ a²` */
export function energy(x: Tensor, { k, n, alpha }: LrnSpec): Tensor {
  return add(mul(overNeighbors(square(x) as Tensor, n), alpha / n), k) as Tensor;
}

/** `a / (k + alpha / n · Σ a²)^beta` */
export function normalized(x: Tensor, spec: LrnSpec): Tensor {
  return div(x, pow(energy(x, spec), spec.beta)) as Tensor;
}
