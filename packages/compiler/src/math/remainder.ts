// The remainder of a division, exact: multiples q·y with q so short that the product is exact are taken away until less
// than y is left. Once is enough for quotients below 2^26.
import type { Code, Local } from '../wasm/code.ts';
import { inHalves } from './halves.ts';
import { f64x2 } from './lanes.ts';
import { rarely, type Value } from './value.ts';
import { read, write } from './write.ts';

/** x less a multiple of y, both of float64, that leaves little: 25 binary digits of the quotient at a time. */
function step(x: Value, y: Value): Value {
  const quotient = x.div(y);
  const q = quotient
    .abs()
    .lt(2 ** 1000)
    .choose(quotient, 0)
    .trunc()
    .and(-1n << 27n);
  const high = y.and(-1n << 27n);
  return x.sub(q.mul(high)).sub(q.mul(y.sub(high)));
}

/** Steps by 2ⁿ y while that is less than x: no quotient overflows if n goes down in these steps. */
function mend(code: Code, [x, y]: readonly Local[], powers: readonly number[]): void {
  const lanes = f64x2;
  for (const power of powers) {
    const scaled = code.local('v128');
    const again = code.local('v128');
    const value = read(lanes, x);
    write(
      code,
      read(lanes, y)
        .mul(2 ** (power / 2))
        .mul(2 ** (power / 2)),
    );
    code.set(scaled);
    const divisor = read(lanes, scaled);
    const live = value.abs().ge(divisor).and(divisor.lt(Infinity));
    code.block((done) => {
      code.loop((start) => {
        write(code, live);
        code.tee(again).op('v128.any_true').op('i32.eqz').brIf(done);
        write(code, read(lanes, again).choose(step(value, divisor), value));
        code.set(x).br(start);
      });
    });
    code.release(scaled, again);
  }
}

/** The remainder of x ≥ 0 by y > 0, both finite, in float64; the powers of 2 by which quotients may overflow. */
function positive(x: Value, y: Value, powers: readonly number[]): Value {
  const first = step(x, y);
  const [rest] = rarely(first.abs().ge(y), [first, y], (code, locals) => mend(code, locals, powers));
  return rest.lt(0).choose(rest.add(y), rest);
}

/** `x - trunc(x / y) y` with the sign of x; of infinite x and of y = 0 NaN, x itself where y is infinite. */
export function rem(x: Value, y: Value): Value {
  const [a, b] = [x.abs(), y.abs()];
  const dividend = a.lt(Infinity).choose(a, 0);
  const divisor = b.gt(0).and(b.lt(Infinity)).choose(b, 1);
  const rest =
    x.lanes.size === 32
      ? inHalves(dividend, divisor, (p, q) => positive(p, q, [0]))
      : positive(dividend, divisor, [1400, 700, 0]);
  const valid = a.lt(Infinity).and(b.gt(0));
  return valid.choose(b.eq(Infinity).choose(x, rest.or(x.sign())), NaN);
}
