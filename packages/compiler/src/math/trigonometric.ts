// sin, cos and tan. |x| = n π/2 + r with |r| ≤ π/4: π/2 in parts so short that n times each is exact (Cody and Waite,
// 1980) while n is small, in integer arithmetic for what is left; then polynomials in r², chosen and signed by n.
import { mendReduction } from './huge.ts';
import { rarely, type Value } from './value.ts';

/** sin r = r + r³ S(r²), cos r = 1 - r²/2 + r⁴ C(r²), minimax on |r| ≤ π/4; errors 2^-28 and 2^-33, 2^-58 and 2^-64. */
const sine32 = [-0.166666552, 0.00833219104, -0.000195185989];
const cosine32 = [0.0416666456, -0.00138873013, 0.0000244306702];
const sine64 = [
  -0.16666666666666632, 0.008333333333322472, -0.00019841269829835642, 0.0000027557313697309034,
  -2.5050758481939108e-8, 1.5896795775271435e-10,
];
const cosine64 = [
  0.0416666666666666, -0.0013888888888874457, 0.00002480158728965285, -2.755731439386263e-7,
  2.087572810956715e-9, -1.1359864896052017e-11,
];

/** π/2 in parts of 11 bits and a rest; of 33 bits and a rest. */
const parts32 = [1.5703125, 0.00048351287841796875, 3.1385570764541626e-7, 6.07710062827671e-11];
const parts64 = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21];

/** n in the lowest bits of an integer; r, and what r was rounded by. */
function reduce(x: Value): readonly [quadrant: Value, r: Value, rest: Value] {
  const { lanes } = x;
  const shifted = x.mul(2 / Math.PI).add(lanes.magic);
  const n = shifted.sub(lanes.magic);
  const parts = lanes.pick(parts32, parts64);
  // The first products are exact, and so are the differences; in float64 those after the first are not.
  const firsts = lanes.pick(2, 1);
  const near = parts.slice(0, firsts).reduce((left, part) => left.sub(n.mul(part)), x);
  const small = n.mul(parts[firsts]);
  const next = near.sub(small);
  const more = near
    .sub(next)
    .sub(small)
    .sub(n.mul(parts[firsts + 1]));
  const r = next.add(more);
  const rest = next.sub(r).add(more);
  if (lanes.size === 32) return mended(x, x.gt(12000), [shifted, r, rest]);
  const cancelled = r
    .abs()
    .lt(2 ** -30)
    .and(x.gt(1));
  return mended(x, x.gt(2 ** 20).or(cancelled), [shifted, r, rest]);
}

function mended(x: Value, when: Value, reduced: readonly Value[]): readonly [Value, Value, Value] {
  const [, quadrant, r, rest] = rarely(when, [x, ...reduced], (code, locals) =>
    mendReduction(code, x.lanes, locals),
  );
  return [quadrant, r, rest];
}

/** A sum that was rounded, and its terms, the larger one first. */
interface Sum {
  readonly sum: Value;
  readonly terms: readonly [Value, Value];
}

function add(large: Value, small: Value): Sum {
  return { sum: large.add(small), terms: [large, small] };
}

/** What a sum was rounded by. */
function lost({ sum, terms: [large, small] }: Sum): Value {
  return large.sub(sum).add(small);
}

/** `sin (r + rest)` and `cos (r + rest)` */
function polynomials(r: Value, rest: Value): { sine: Sum; cosine: Sum } {
  const { lanes } = r;
  const z = r.mul(r);
  const sine = add(r, rest.add(r.mul(z).mul(z.horner(lanes.pick(sine32, sine64)))));
  const half = z.mul(-0.5);
  const near = add(r.like(1), half);
  const small = z
    .mul(z)
    .mul(z.horner(lanes.pick(cosine32, cosine64)))
    .sub(r.mul(rest));
  return { sine, cosine: add(near.sum, lost(near).add(small)) };
}

/** The sine of n + `ahead` quarter turns and r. */
function turned(x: Value, ahead: bigint): Value {
  const { lanes } = x;
  const [quadrant, r, rest] = reduce(x);
  const turns = ahead === 0n ? quadrant : quadrant.plus(ahead);
  const { sine, cosine } = polynomials(r, rest);
  const y = turns.and(1n).same(1n).choose(cosine.sum, sine.sum);
  return y.xor(turns.and(2n).shl(lanes.size - 2));
}

export function sin(x: Value): Value {
  return turned(x.abs(), 0n).xor(x.sign());
}

export function cos(x: Value): Value {
  return turned(x.abs(), 1n);
}

/** `sin / cos`, or `-cos / sin`, and what the quotient changes by for what numerator and denominator were rounded by */
export function tan(x: Value): Value {
  const [quadrant, r, rest] = reduce(x.abs());
  const { sine, cosine } = polynomials(r, rest);
  const flipped = quadrant.and(1n).same(1n);
  const [sineLost, cosineLost] = [lost(sine), lost(cosine)];
  const bottom = flipped.choose(sine.sum, cosine.sum);
  const y = flipped.choose(cosine.sum, sine.sum).div(bottom);
  const change = flipped
    .choose(cosineLost, sineLost)
    .sub(y.mul(flipped.choose(sineLost, cosineLost)))
    .div(bottom);
  return y.add(change).xor(flipped.and(x.lanes.signBit)).xor(x.sign());
}
