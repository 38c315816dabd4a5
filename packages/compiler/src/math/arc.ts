// asin, acos, atan and atan2: polynomials around 0, to which identities lead from everywhere else.
import type { Lanes } from './lanes.ts';
import { odd, type Value } from './value.ts';

/** (asin x - x) / x³ in x², minimax on |x| ≤ ½; relative error 2^-27, 2^-59. */
const sine32 = [0.166667536, 0.0749525204, 0.0454760417, 0.0241520908, 0.0422118083];
const sine64 = [
  0.16666666666666763, 0.07499999999970133, 0.044642857175247526, 0.030381942677348634, 0.022372215842026383,
  0.017351596741324783, 0.013981002575611681, 0.011397432287950118, 0.010788492543452134,
  0.003675497674315661, 0.021782137156690452, -0.021104027701974788, 0.0326938105507042,
];

/** (atan x - x) / x³ in x², minimax on |x| ≤ ½; relative error 2^-31, 2^-62. */
const tangent32 = [-0.333333284, 0.199995562, -0.142731503, 0.109488361, -0.0801081061, 0.0390672944];
const tangent64 = [
  -0.33333333333333315, 0.19999999999993814, -0.14285714285005277, 0.1111111107045269, -0.09090907718229337,
  0.07692277886104179, -0.06666228050007647, 0.05877841214481329, -0.05230191621177711, 0.04590088263771401,
  -0.03713364970977104, 0.023675369420044272, -0.00837802324580699,
];

/** A multiple of π as the nearest float and the rest. */
function pi(lanes: Lanes, quarters: 1 | 2 | 3 | 4): readonly [number, number] {
  const near = lanes.pick(Math.fround, (x: number) => x)((Math.PI * quarters) / 4);
  const rest = (1.2246467991473532e-16 * quarters) / 4;
  return [near, lanes.size === 32 ? (Math.PI * quarters) / 4 - near : rest];
}

/** `asin y` for y = x up to ½, for y = √((1 - x) / 2) above; there also y, and what its square root was rounded by. */
function half(x: Value): { large: Value; y: Value; more: Value } {
  const large = x.gt(0.5);
  const z = large.choose(x.like(0.5).sub(x.mul(0.5)), x.mul(x));
  const y = large.choose(z.sqrt(), x);
  return { large, y, more: y.mul(z).mul(z.horner(x.lanes.pick(sine32, sine64))) };
}

/** Above ½: `π/2 - 2 asin √((1 - x) / 2)` */
export const asin: (x: Value) => Value = odd((x) => {
  const { large, y, more } = half(x);
  const [high, low] = pi(x.lanes, 2);
  const twice = y.add(y);
  const main = x.like(high).sub(twice);
  const lost = x.like(high).sub(main).sub(twice);
  const above = main.add(lost.add(x.like(low).sub(more.add(more))));
  return large.choose(above, y.add(more));
});

/** Above ½: `2 asin √((1 - x) / 2)`, else `π/2 - asin x`; of what is negative `π` less that of `-x` */
export function acos(x: Value): Value {
  const { large, y, more } = half(x.abs());
  const negative = x.lt(0);
  const [quarter, quarterRest] = pi(x.lanes, 2);
  const [whole, wholeRest] = pi(x.lanes, 4);
  const sign = x.sign();
  // Near: π/2 - (y + more) with the sign of x.
  const near = x.like(quarter).sub(x.sub(x.like(quarterRest).sub(more.xor(sign))));
  const twice = y.add(y).add(more.add(more));
  const far = negative.choose(x.like(whole).sub(y.add(y).sub(x.like(wholeRest).sub(more.add(more)))), twice);
  return large.choose(far, near);
}

/** `atan (y / x)` in the first quadrant, or `π` less that; between half and twice x, `y - x` is exact. */
function angle(y: Value, x: Value, left?: Value): Value {
  const { lanes } = y;
  const steep = y.gt(x.add(x));
  const middle = y.gt(x.mul(0.5));
  const top = steep.choose(x.neg(), middle.choose(y.sub(x), y));
  const bottom = steep.choose(y, middle.choose(y.add(x), x));
  const t = top.div(bottom);
  const z = t.mul(t);
  const more = t.mul(z).mul(z.horner(lanes.pick(tangent32, tangent64)));
  const part = (k: 0 | 1): Value => {
    const right = steep.choose(pi(lanes, 2)[k], middle.choose(pi(lanes, 1)[k], 0));
    if (left === undefined) return right;
    const other = steep.choose(pi(lanes, 2)[k], middle.choose(pi(lanes, 3)[k], pi(lanes, 4)[k]));
    return left.choose(other, right);
  };
  const flip = left?.and(lanes.signBit);
  const signed = (v: Value): Value => (flip === undefined ? v : v.xor(flip));
  return part(0).add(signed(t).add(part(1).add(signed(more))));
}

export const atan: (x: Value) => Value = odd((x) => angle(x, x.like(1)));

/** The angle of the point (x, y), from -π to π; at (±0, ±0) as IEEE 754 has it. */
export function atan2(y: Value, x: Value): Value {
  const { lanes } = y;
  const [height, width] = [y.abs(), x.abs()];
  const left = x.sign().same(lanes.signBit);
  // Brought where neither sums nor quotients of the larger one overflow, nor the smaller one's digits are lost.
  const largest = height.atLeast(width);
  const [big, tiny] = lanes.pick([2 ** 120, 2 ** -60], [2 ** 1000, 2 ** -500]);
  const factor = largest.gt(big).choose(lanes.pick(2 ** -30, 2 ** -60), largest.lt(tiny).choose(1 / tiny, 1));
  // Two infinite sides are as one and one; two zeros as zero and one.
  const both = height.eq(Infinity).and(width.eq(Infinity));
  const none = height.eq(0).and(width.eq(0));
  const a = both.choose(1, height.mul(factor));
  const b = both.or(none).choose(1, width.mul(factor));
  return angle(a, b, left).or(y.sign());
}
