// pow as exp2(y log2 |x|), with sign and special cases after it; float32 in float64 arithmetic, whose digits suffice.
import { exponential, powerOf, scale } from './exponential.ts';
import { inHalves } from './halves.ts';
import { split } from './logarithm.ts';
import type { Value } from './value.ts';

/** (ln((1 + s) / (1 - s)) / s - 2) / s² in s², and (2ᶠ - 1) / f; minimax, relative errors 2^-44 and 2^-34. */
const series32 = [
  0.6666666667584671, 0.3999999560461089, 0.28572111148543256, 0.221760991276711, 0.19585527387231055,
];
const power32 = [
  0.6931471805415796, 0.24022651076298565, 0.05550410962767948, 0.00961803683796634, 0.00133334306440459,
  0.00015467135546400686, 0.00001531497814031276,
];
/** (ln((1 + s) / (1 - s)) / 2s - 1 - s²/3) / s⁴ in s²; error 2^-66. */
const series64 = [
  0.20000000000001136, 0.14285714285045623, 0.11111111260736456, 0.09090892113179366, 0.07693382017832137,
  0.06628328422433892, 0.06598931822285599,
];

/** `|x|ʸ` for x and y that were float32. */
function short(x: Value, y: Value): Value {
  const { k, f } = split(x);
  const s = f.div(f.add(2));
  const z = s.mul(s);
  const ln = s.mul(z.mul(z.horner(series32)).add(2));
  const e = y
    .mul(k.add(ln.mul(Math.LOG2E)))
    .atLeast(-200)
    .atMost(200);
  const shifted = e.add(x.lanes.magic);
  const r = e.sub(shifted.sub(x.lanes.magic));
  return r.mul(r.horner(power32)).add(1).mul(powerOf(shifted));
}

/** 2 / (3 ln 2), in two parts too. */
const twoThirds = 0.9617966939259756;
const twoThirdsHigh = 0.9617966860532761;
const twoThirdsRest = 7.872699542894897e-9;

/** The upper half of the significand: products of two such are exact. */
function upper(x: Value): Value {
  return x.and(-1n << 27n);
}

/** log2 x as a float whose product with an upper half is exact, and the rest: 2^-65 of it is lost. */
function logarithm(x: Value): readonly [Value, Value] {
  const { k, f } = split(x);
  const bottom = f.add(2);
  const s = f.div(bottom);
  const sHigh = upper(s);
  const bottomHigh = upper(bottom);
  const sLow = f
    .sub(sHigh.mul(bottomHigh))
    .sub(sHigh.mul(f.sub(bottomHigh.sub(2))))
    .div(bottom);
  const z = s.mul(s);
  const square = sHigh.mul(sHigh);
  // ln x = ⅔ s (3 + s² + 3 s⁴ P(s²))
  const more = z
    .mul(z)
    .mul(z.horner(series64))
    .mul(3)
    .add(sLow.mul(sHigh.add(s)));
  const sumHigh = upper(square.add(3).add(more));
  const sumLow = more.sub(sumHigh.sub(3).sub(square));
  const main = sHigh.mul(sumHigh);
  const rest = sLow.mul(sumHigh).add(sumLow.mul(s));
  const high = upper(main.add(rest));
  const low = rest.sub(high.sub(main));
  const a = high.mul(twoThirdsHigh);
  const b = high.mul(twoThirdsRest).add(low.mul(twoThirds));
  const whole = upper(a.add(b).add(k));
  const left = b.sub(whole.sub(k).sub(a));
  const finite = k.abs().lt(Infinity);
  return [finite.choose(whole, k), finite.choose(left, 0)];
}

/** `|x|ʸ` in float64: the exponent y log2 |x| in two parts. */
function long(x: Value, y: Value): Value {
  const { magic } = x.lanes;
  const [whole, rest] = logarithm(x);
  // Beyond that, all but 1 leads to 0 or to infinity.
  const bounded = y.atLeast(-(2 ** 70)).atMost(2 ** 70);
  const yHigh = upper(bounded);
  const finite = whole.abs().lt(Infinity);
  const main = finite.choose(yHigh, bounded).mul(whole);
  const more = finite.choose(bounded.sub(yHigh).mul(whole).add(bounded.mul(rest)), 0);
  const shifted = main.add(more).atLeast(-1400).atMost(1400).add(magic);
  const r = main.sub(shifted.sub(magic)).add(more).atLeast(-1).atMost(1);
  return scale(exponential(r.mul(Math.LN2), x.like(0)), shifted);
}

/** `xʸ` from `|x|ʸ`: IEEE 754's signs and special cases. */
function dressed(x: Value, y: Value, size: Value): Value {
  const half = y.mul(0.5);
  const whole = y.trunc().eq(y);
  const odd = whole.and(half.trunc().ne(half));
  const complex = x.lt(0).and(x.gt(-Infinity)).and(whole.not());
  const one = y
    .eq(0)
    .or(x.eq(1))
    .or(x.eq(-1).and(y.abs().eq(Infinity)));
  return one.choose(1, complex.choose(NaN, size.xor(x.sign().and(odd))));
}

export function pow(x: Value, y: Value): Value {
  const size = x.lanes.size === 32 ? inHalves(x.abs(), y, short) : long(x.abs(), y);
  return dressed(x, y, size);
}
