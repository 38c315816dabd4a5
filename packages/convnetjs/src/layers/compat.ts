// The layers of ConvNetJS 0.3.0 whose numbers differ from what is meant, defects included.
// Where a gradient is not the derivative of its function, it is given by hand.
import { customVjp } from '@cotangent/autograd';
import {
  add,
  div,
  exp,
  greater,
  greaterEqual,
  max,
  mul,
  pad,
  permute,
  pow,
  random,
  square,
  sub,
  where,
  windows,
  type FloatDType,
  type Key,
  type Tensor,
} from '@cotangent/tensor';
import type { LrnSpec, PoolSpec } from '../definitions/layerSpec.ts';
import { energy, overNeighbors } from './lrn.ts';

/** `(e²ˣ − 1) / (e²ˣ + 1)`, which is NaN where e²ˣ overflows; its derivative `1 − y²`. */
export const looseTanh: (x: Tensor) => Tensor = customVjp(
  (x: Tensor) => {
    const e = exp(mul(x, 2)) as Tensor;
    const y = div(sub(e, 1), add(e, 1)) as Tensor;
    return [y, y];
  },
  (y, g) => [mul(g, sub(1, square(y))) as Tensor],
);

/** What ConvNetJS begins the search for a maximum with: nothing below it is found. */
const lowest = -99999;

/** Maxima of windows of which the first in columns takes the gradient; nothing below −99999 counts. */
export function columnPool(x: Tensor, { sx, sy, stride, pad: around }: PoolSpec): Tensor {
  const found = where(greater(x, lowest), x, lowest) as Tensor;
  const framed = pad(
    found,
    [
      [0, 0],
      [0, 0],
      [around, around],
      [around, around],
    ],
    lowest,
  ) as Tensor;
  const seen = windows(framed, { axes: [2, 3], size: [sy, sx], stride }) as Tensor;
  return max(permute(seen, [0, 1, 2, 3, 5, 4]) as Tensor, [-2, -1]) as Tensor;
}

/** Local response normalization whose gradient has `aⱼ²` where its derivative has `aᵢ·aⱼ`. */
export function looseLrn(spec: LrnSpec): (x: Tensor) => Tensor {
  const { n, alpha, beta } = spec;
  return customVjp(
    (x: Tensor) => {
      const s = energy(x, spec);
      return [div(x, pow(s, beta)) as Tensor, { x, s }];
    },
    ({ x, s }, g) => {
      const own = mul(g, pow(s, -beta)) as Tensor;
      const shared = overNeighbors(mul(g, pow(s, -beta - 1)) as Tensor, n);
      return [sub(own, mul(mul(square(x), (2 * beta * alpha) / n), shared)) as Tensor];
    },
  );
}

/** Zeros with probability `rate`, and nothing to make up for them. */
export function looseDropout(x: Tensor, rate: number, key: Key): Tensor {
  const kept = greaterEqual(random.uniform(key, x.shape, { dtype: x.dtype as FloatDType }), rate);
  return where(kept, x, 0) as Tensor;
}
