// asinh, acosh and atanh through log1p; through log 2x where squares would overflow.
import { naturalOfSum, series } from './logarithm.ts';
import { odd, type Value } from './value.ts';

/** From here on, √(x² ± 1) is x. */
const large = (x: Value): Value => x.gt(x.lanes.pick(2 ** 14, 2 ** 30));

/** `ln (1 + a + b)` for |a| ≥ |b|, where neither is rounded; `ln 2x` where x is large. */
function logarithm(a: Value, b: Value, x?: Value): Value {
  const sum = a.add(b);
  const lost = a.sub(sum).add(b);
  if (x === undefined) return naturalOfSum(sum, lost);
  const far = large(x);
  return naturalOfSum(far.choose(x, sum), far.choose(0, lost), far);
}

/** `ln (x + √(x² + 1)) = log1p(x + x² / (1 + √(x² + 1)))` */
export const asinh: (x: Value) => Value = odd((x) => {
  const near = large(x).choose(1, x);
  const z = near.mul(near);
  return logarithm(near, z.div(z.add(1).sqrt().add(1)), x);
});

/** `ln (x + √(x² - 1)) = log1p(√(2t + t²) + t)` with t = x - 1 */
export function acosh(x: Value): Value {
  const t = large(x).choose(0, x.lt(1).choose(NaN, x.sub(1)));
  return logarithm(t.add(t).add(t.mul(t)).sqrt(), t, x);
}

/** `½ log1p(2x + 2x² / (1 - x))`; near 0 the logarithm's own series, whose variable s is x then */
export const atanh: (x: Value) => Value = odd((x) => {
  const small = x.add(x.mul(series(x.mul(x))).mul(0.5));
  const twice = x.add(x);
  const y = logarithm(twice, twice.mul(x).div(x.like(1).sub(x))).mul(0.5);
  return x.gt(1).choose(NaN, x.lt(0.17).choose(small, y));
});
