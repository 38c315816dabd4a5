// erf and softplus.
import { exp, normalExp } from './exponential.ts';
import { natural } from './logarithm.ts';
import { odd, type Value } from './value.ts';

/** erf x / x - 1 in x², minimax on [0, 1]; error 2^-29, 2^-56. */
const near32 = [
  1.2837917e-1, -3.761263e-1, 1.1283618e-1, -2.6855126e-2, 5.190734e-3, -8.030763e-4, 7.920387e-5,
];
const near64 = [
  0.1283791670955126, -0.3761263890318411, 0.11283791670972067, -0.026866170648281756, 0.005223977655693132,
  -0.000854832873578215, 0.00012055394348247336, -1.4927095259483059e-5, 1.6484736149431186e-6,
  -1.6598395673930988e-7, 1.630416250043355e-8, -1.7634443762611644e-9, 1.6389023972676994e-10,
];

/** erfc x exp x² in t, where 1 / (x + 2) = middle + half·t, minimax from 1 to `end`; error of erf 2^-28, 2^-58. */
const far32 = [2.5539568e-1, 1.4239529e-1, 2.6850808e-2, 2.9254407e-3, 4.604639e-5, -2.968135e-5];
const far64 = [
  0.22142954022993167, 0.16189356804102611, 0.038560570425208385, 0.0055888162815858405,
  0.0001971391779716581, -8.079219995751061e-5, -7.340534847243456e-6, 1.979573502646229e-6,
  1.6356242339745316e-7, -7.022983240111329e-8, -4.0476238428209013e-10, 2.57978386586341e-9,
  -3.4622703667421767e-10,
];
const end32 = 4;
const end64 = 6;

/** `1 - erfc x`, below 1 a polynomial */
export const erf: (x: Value) => Value = odd((x) => {
  const { lanes } = x;
  const end = lanes.pick(end32, end64);
  const z = x.mul(x);
  const small = x.add(x.mul(z.horner(lanes.pick(near32, near64))));
  const middle = (1 / 3 + 1 / (end + 2)) / 2;
  const half = (1 / 3 - 1 / (end + 2)) / 2;
  const bounded = x.atMost(end);
  const t = x
    .like(1 / half)
    .div(bounded.add(2))
    .sub(middle / half);
  const tail = normalExp(bounded.mul(bounded).neg()).mul(t.horner(lanes.pick(far32, far64)));
  return x.lt(1).choose(small, x.like(1).sub(tail));
});

/** `max(x, 0) + ln(1 + e)` with e = e^-|x|, above √2 - 1 as `ln 2 + ln(1 + (e - 1) / 2)` */
export function softplus(x: Value): Value {
  const e = exp(x.abs().neg());
  const above = e.gt(Math.SQRT2 - 1);
  const f = above.choose(e.mul(0.5).sub(0.5), e);
  return x.atLeast(0).add(natural({ k: above.choose(1, 0), f }));
}
