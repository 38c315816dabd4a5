// Logarithms. x = 2ᵏ (1 + f) with 1 + f from √½ to √2; with s = f / (2 + f), ln(1 + f) = 2s + s R(s²), written around f so
// that little is rounded (the method of FreeBSD's msun, K.-C. Ng; the coefficients are fitted anew).
import { logTwo } from './exponential.ts';
import type { Lanes } from './lanes.ts';
import { rarely, type Value } from './value.ts';
import { read, write } from './write.ts';

/** (ln((1 + s) / (1 - s)) / s - 2) / s² in s², minimax on |s| ≤ 3 - √8; relative error 2^-29, 2^-58. */
const series32 = [0.666667759, 0.399775684, 0.298714608];
const series64 = [
  0.6666666666666735, 0.39999999999409336, 0.2857142874369247, 0.22222198428193188, 0.1818357240234432,
  0.15313830827653283, 0.14798273032050557,
];

/** `R(z)`, so that `ln((1 + s) / (1 - s)) = 2s + s R(s²)` */
export function series(z: Value): Value {
  return z.mul(z.horner(z.lanes.pick(series32, series64)));
}

/** k and f of each lane; where the logarithm is no finite number, k is that. */
export function split(x: Value): { k: Value; f: Value } {
  const { lanes } = x;
  const { fraction, bias, smallest } = lanes;
  const root = lanes.bitsOf(Math.SQRT1_2);
  const offset = bias + 1;
  const usual = x.ge(smallest).and(x.lt(Infinity));
  const [normal, base] = rarely(usual.not(), [x, x.like(2 ** fraction + offset)], (code, locals) => {
    const value = read(lanes, locals[0]);
    const lifted = value.lt(smallest).and(value.gt(0));
    const rest = value.lt(Infinity).and(value.gt(0));
    // ln of what is below 0 is NaN, as its square root is; of 0 it is -∞.
    const limit = value.eq(0).choose(-Infinity, value.sqrt());
    const shift = 2 ** fraction + offset;
    write(code, rest.choose(lifted.choose(shift + fraction + 1, shift), limit.neg()));
    code.set(locals[1]);
    write(code, rest.choose(lifted.choose(value.mul(2 ** (fraction + 1)), value), 1));
    code.set(locals[0]);
  });
  const moved = normal.plus((BigInt(offset) << BigInt(fraction)) - root);
  const k = moved
    .shr(fraction)
    .or(lanes.bitsOf(2 ** fraction))
    .sub(base);
  const mantissa = moved.and((1n << BigInt(fraction)) - 1n).plus(root);
  return { k, f: mantissa.sub(1) };
}

/** `k ln 2 + ln(1 + f) + more` */
export function natural({ k, f }: { k: Value; f: Value }, more?: Value): Value {
  const [high, low] = logTwo(f.lanes);
  const half = f.mul(f).mul(0.5);
  const s = f.div(f.add(2));
  const rest = k.mul(low);
  const small = s.mul(half.add(series(s.mul(s)))).add(more === undefined ? rest : rest.add(more));
  return k.mul(high).sub(half.sub(small).sub(f));
}

export function log(x: Value): Value {
  return natural(split(x));
}

/**
 * `ln (1 + x + rest)`, rest being what x was rounded by, or `ln 2x` where `far` is set: `ln u + c / u`, where u and c are
 * the sum and what it was rounded by.
 */
export function naturalOfSum(x: Value, rest?: Value, far?: Value): Value {
  const one = far === undefined ? x.like(1) : far.choose(0, 1);
  const u = x.add(one);
  const back = u.sub(x);
  const lost = x.sub(u.sub(back)).add(one.sub(back));
  const c = rest === undefined ? lost : lost.add(rest);
  const { k, f } = split(u);
  const usual = u.gt(0).and(x.lt(Infinity));
  return natural({ k: far === undefined ? k : k.add(far.choose(1, 0)), f }, usual.choose(c.div(u), 0));
}

export function log1p(x: Value): Value {
  return naturalOfSum(x).or(x.sign());
}

/** 1 / ln b and log_b 2, each as a short number and the rest. */
interface Base {
  readonly inverse: readonly [number, number];
  readonly two: readonly [number, number];
}
const two = (lanes: Lanes): Base => ({
  inverse: lanes.pick([1.4423828125, 0.0003122282889634073], [1.4426950408378616, 5.11018098219303e-11]),
  two: [1, 0],
});
const ten = (lanes: Lanes): Base => ({
  inverse: lanes.pick([0.43408203125, 0.0002124506572727114], [0.4342944818781689, 2.5082946711645275e-11]),
  two: lanes.pick([0.301025390625, 4.605039066518657e-6], [0.3010299955494702, 1.1451100898021838e-10]),
});

/** ln(1 + f) as a short number, whose product with another short one is exact, and the rest; both over ln b. */
function based(x: Value, base: (lanes: Lanes) => Base): Value {
  const { lanes } = x;
  const { inverse, two: power } = base(lanes);
  const { k, f } = split(x);
  const half = f.mul(f).mul(0.5);
  const s = f.div(f.add(2));
  const high = f.sub(half).and(lanes.pick(-1n << 12n, -1n << 32n));
  const low = f
    .sub(high)
    .sub(half)
    .add(s.mul(half.add(series(s.mul(s)))));
  const rest = low.add(high).mul(inverse[1]).add(low.mul(inverse[0]));
  const whole = k.mul(power[0]);
  const main = high.mul(inverse[0]);
  const sum = whole.add(main);
  const lost = whole.sub(sum).add(main);
  const small = power[1] === 0 ? rest : rest.add(k.mul(power[1]));
  return k
    .abs()
    .lt(Infinity)
    .choose(sum.add(small.add(lost)), k);
}

export function log2(x: Value): Value {
  return based(x, two);
}

export function log10(x: Value): Value {
  return based(x, ten);
}
