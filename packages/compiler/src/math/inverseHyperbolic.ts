// asinh, acosh and atanh through log1p; through log 2x where squares would overflow.
import { naturalOfSum, series } from './logarithm.ts';
import { odd, type Value } from './value.ts';

/** From here on, √(x² ± 1) is x. */
const large = (x: Value): Value => x.gt(x.lanes.pick(2 ** 14, 2 ** 30));

/** `ln (x + √(x² + 1)) = log1p(x + x² / (1 + √(x² + 1)))` */
export const asinh: (x: Value) => Value = odd((x) => {
  const far = large(x);
  const near = far.choose(1, x);
  const z = near.mul(near);
  const y = near.add(z.div(z.add(1).sqrt().add(1)));
  return naturalOfSum(far.choose(x, y), far);
});

/** `ln (x + √(x² - 1)) = log1p(t + √(2t + t²))` with t = x - 1 */
export function acosh(x: Value): Value {
  const far = large(x);
  const t = far.choose(0, x.lt(1).choose(NaN, x.sub(1)));
  const y = t.add(t.add(t).add(t.mul(t)).sqrt());
  return naturalOfSum(far.choose(x, y), far);
}

/** `½ log1p(2x / (1 - x))`; near 0 the logarithm's own series, whose variable s is x then */
export const atanh: (x: Value) => Value = odd((x) => {
  const small = x.add(x.mul(series(x.mul(x))).mul(0.5));
  const y = naturalOfSum(x.add(x).div(x.like(1).sub(x))).mul(0.5);
  return x.lt(0.17).choose(small, y);
});
