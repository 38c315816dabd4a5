// erf and softplus.
import { decay, normalExp } from './exponential.ts';
import { natural } from './logarithm.ts';
import { odd, type Value } from './value.ts';

/** erf x / x - 1 in x², minimax on [0, 1]; error 2^-29, 2^-56. */
const near32 = [
  0.128379166, -0.376126289, 0.112836182, -0.026855126, 0.00519073382, -0.000803076196, 0.0000792037463,
];
const near64 = [
  0.1283791670955126, -0.3761263890318411, 0.11283791670972065, -0.02686617064828134, 0.005223977655688154,
  -0.0008548328735458263, 0.00012055394335281802, -0.000014927094922267113, 0.0000016484730343895655,
  -1.6598330071665964e-7, 1.6303695136339022e-8, -1.7632541455886393e-9, 1.6385653006353142e-10,
];

/** erfc x exp x² in t, where 1 / (x + 2) = middle + half·t, minimax from 1 to `end`; error of erf 2^-28, 2^-58. */
const far32 = [0.255395681, 0.142395288, 0.0268508084, 0.0029254409, 0.0000460462361, -0.000029681305];
const far64 = [
  0.22142954022993167, 0.16189356804102611, 0.03856057042520836, 0.005588816281585971, 0.00019713917797130434,
  -0.00008079219995715207, -0.000007340534845328757, 0.0000019795734926845628, 1.635624453288016e-7,
  -7.022985938158485e-8, -4.0474329597665643e-10, 2.5797766361004103e-9, -3.4622590753081746e-10,
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
  const e = decay(x.abs());
  const above = e.gt(Math.SQRT2 - 1);
  const f = above.choose(e.mul(0.5).sub(0.5), e);
  return x.atLeast(0).add(natural({ k: above.choose(1, 0), f }));
}
