// exp and its relatives. x = n ln 2 + r with |r| ≤ ln 2 / 2, and eˣ = 2ⁿ eʳ; ln 2 is taken in two parts, the first so
// short that n times it is exact (Cody and Waite, Software Manual for the Elementary Functions, 1980).
import type { Lanes } from './lanes.ts';
import { odd, rarely, type Value } from './value.ts';
import { read, write } from './write.ts';

/** (eʳ - 1 - r) / r², minimax on |r| ≤ ln 2 / 2; error of eʳ 2^-28, relative error of eʳ - 1 in float64 2^-55. */
const quotient32 = [0.5, 0.166665211, 0.0416663885, 0.00836873706, 0.00139419967];
const quotient64 = [
  0.5, 0.1666666666666668, 0.04166666666661966, 0.00833333333331905, 0.0013888888920652802,
  0.00019841269894124887, 0.000024801516156054694, 0.0000027557235332175814, 2.762230639509957e-7,
  2.5112294935037e-8,
];

/** `ln 2` as a short number and the rest. */
export function logTwo(lanes: Lanes): readonly [number, number] {
  return lanes.pick([0.693115234375, 3.194618329871446e-5], [0.6931471804855391, 7.440617110012397e-11]);
}

/** n, also as an integer, `ahead` more, in the low bits of `shifted`; r, and the two terms it is the difference of. */
interface Reduced {
  readonly shifted: Value;
  readonly r: Value;
  readonly near: Value;
  readonly small: Value;
}

function reduce(x: Value, ahead = 0): Reduced {
  const { lanes } = x;
  const [high, low] = logTwo(lanes);
  const magic = lanes.magic + ahead;
  const shifted = x.mul(Math.LOG2E).add(magic);
  const n = shifted.sub(magic);
  const near = x.sub(n.mul(high));
  const small = n.mul(low);
  return { shifted, r: near.sub(small), near, small };
}

/** What r was rounded by. */
function restOf({ near, r, small }: Reduced): Value {
  return near.sub(r).sub(small);
}

function quotient(r: Value): Value {
  return r.horner(r.lanes.pick(quotient32, quotient64));
}

/** `2ᵏ` with k in the low bits of `shifted`, a normal number; `2ᵏ⁺ᵐ` with `more`. */
export function powerOf(shifted: Value, more = 0): Value {
  const { bias, fraction, magic } = shifted.lanes;
  return shifted.plus(BigInt(bias + more) - shifted.lanes.bitsOf(magic)).shl(fraction);
}

/** `2ᵏ x` with k in the low bits of `shifted`, less `less`, in two steps: below the normal numbers it rounds once. */
export function scale(x: Value, shifted: Value, less = 0): Value {
  const { lanes } = x;
  const { bias, fraction, magic } = lanes;
  const twice = shifted.minus(lanes.bitsOf(magic) - BigInt(2 * bias - less));
  const half = twice.shr(1);
  return x.mul(half.shl(fraction)).mul(twice.minus(half).shl(fraction));
}

/** `eʳ⁺ʳᵉˢᵗ` for |r| ≤ ln 2 / 2: what 1 + r is rounded by is added again. */
export function exponential(r: Value, rest: Value): Value {
  const high = r.add(1);
  const low = r.sub(high.sub(1));
  return high.add(quotient(r).mul(r).mul(r).add(rest).add(low));
}

/** `eˣ / 2ˡᵉˢˢ` */
function scaled(x: Value, less: number): Value {
  // So far below that processors round to 0 at full speed, unlike from just below the subnormal numbers.
  const bounded = x.atLeast(x.lanes.pick(-150, -1400)).atMost(x.lanes.pick(90, 711));
  const reduced = reduce(bounded);
  return scale(exponential(reduced.r, restOf(reduced)), reduced.shifted, less);
}

/** `eˣ 2ᵇⁱᵃˢ⁻ᵃʰᵉᵃᵈ`, where that is a normal number: the exponent's bits are n and what is ahead of it. */
function shiftedExp(x: Value, ahead: number): Value {
  const { shifted, r } = reduce(x, ahead);
  return r.add(quotient(r).mul(r).mul(r)).add(1).mul(shifted.shl(x.lanes.fraction));
}

/** `eˣ` where it is a normal number. */
export function normalExp(x: Value): Value {
  return shiftedExp(x, x.lanes.bias);
}

/** `eˣ`; close to the largest numbers, and from close to the smallest ones on, in two steps. */
export function exp(x: Value): Value {
  const [, y] = rarely(x.abs().gt(x.lanes.pick(87, 708)), [x, normalExp(x)], (code, [from, to]) => {
    write(code, scaled(read(x.lanes, from), 0));
    code.set(to);
  });
  return y;
}

/** `e⁻ˣ` for x ≥ 0: scaled far up first, which leaves room below. */
export function decay(x: Value): Value {
  const { bias } = x.lanes;
  const up = x.lanes.pick(90, 998);
  const bounded = x.neg().atLeast(x.lanes.pick(-150, -1400));
  return shiftedExp(bounded, bias + up).mul(2 ** -up);
}

/** `eˣ - 1 = 2 (2ⁿ⁻¹ (eʳ - 1) + (2ⁿ⁻¹ - ½))` */
export function expm1(x: Value): Value {
  const { lanes } = x;
  const bounded = x.atLeast(lanes.pick(-20, -40)).atMost(lanes.pick(89, 710));
  const reduced = reduce(bounded);
  const { r, shifted } = reduced;
  const power = powerOf(shifted, -1);
  const less = r.add(quotient(r).mul(r).mul(r).add(restOf(reduced)));
  const y = power.mul(less).add(power.sub(0.5));
  return x
    .abs()
    .lt(2 ** -lanes.fraction / 4)
    .choose(x, y.add(y))
    .or(x.sign());
}

/** `1 / (1 + e⁻ˣ)` as `b (1 - t)` with e = e^-|x|, t = e / (1 + e), and b = 1, for x < 0 b = e */
export function sigmoid(x: Value): Value {
  const e = decay(x.abs());
  const t = e.div(e.add(1));
  const b = x.lt(0).choose(e, 1);
  return b.sub(b.mul(t));
}

/** (sinh x - x) / x³ in x², minimax on [0, 1]; relative error 2^-31, 2^-63. */
const sinh32 = [0.166666672, 0.00833331142, 0.000198426351, 0.00000278392577];
const sinh64 = [
  0.16666666666666666, 0.00833333333333357, 0.00019841269841066564, 0.0000027557319307070414,
  2.5052090221142575e-8, 1.6061226976173715e-10, 7.511054941594997e-13, 6.261335715241676e-15,
];

/** `eˣ / 2 - ¼ / (eˣ / 2)`, below 1 a polynomial */
export const sinh: (x: Value) => Value = odd((x) => {
  const half = scaled(x, 1);
  const z = x.mul(x);
  const small = x.add(x.mul(z).mul(z.horner(x.lanes.pick(sinh32, sinh64))));
  const large = half.sub(x.like(0.25).div(half));
  return x.lt(1).choose(small, large);
});

export function cosh(x: Value): Value {
  const half = scaled(x.abs(), 1);
  return half.add(x.like(0.25).div(half));
}

/** (tanh x - x) / x³ in x², minimax on |x| ≤ 0.55; relative error 2^-30. */
const tanh32 = [-0.333333194, 0.133326367, -0.0538568422, 0.0210882351, -0.00629548542];
/** (cosh x - 1 - x²/2) / x⁴ in x², minimax on |x| ≤ 0.55; error 2^-61. */
const cosh64 = [
  0.041666666666668566, 0.0013888888888254375, 0.000024801588068609825, 2.75568890752893e-7,
  2.099052650231651e-9,
];

/** `1 - 2 / (e²ˣ + 1)`; below 0.55 a polynomial in float32, in float64 the quotient of those of sinh and cosh */
export const tanh: (x: Value) => Value = odd((x) => {
  const { lanes } = x;
  const twice = x.add(x).atMost(lanes.pick(20, 40));
  const large = x.like(1).sub(x.like(2).div(normalExp(twice).add(1)));
  const z = x.mul(x);
  const more = x.mul(z).mul(z.horner(lanes.pick(tanh32, sinh64)));
  const small = x.add(more);
  if (lanes.size === 32) return x.lt(0.55).choose(small, large);
  const cosine = z.mul(z).mul(z.horner(cosh64)).add(z.mul(0.5)).add(1);
  return x.lt(0.55).choose(small.div(cosine), large);
});
