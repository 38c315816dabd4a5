// The error of every result in units in the last place, computed beside the results: float32 functions against float64
// ones in the same loop, fast enough for all 2^32 arguments.
import { Code } from '../src/wasm/code.ts';
import { math, type Emit, type MathName } from '../src/math/index.ts';
import { widen } from '../src/math/halves.ts';
import { f32x4, f64x2 } from '../src/math/lanes.ts';
import type { Value } from '../src/math/value.ts';
import { read, write } from '../src/math/write.ts';
import { instantiate, pairs } from './kernel.ts';

/** How far `got` is from `exact` in units of float32's last place; infinite for a wrong NaN or a wrong sign of 0. */
function ulps(got: Value, exact: Value): Value {
  const beyond = 2 ** 128;
  const clamped = (x: Value): Value => x.atMost(beyond).atLeast(-beyond);
  const power = exact
    .and(0x7ffn << 52n)
    .atLeast(2 ** -126)
    .atMost(beyond / 2);
  const error = clamped(got)
    .sub(clamped(exact))
    .abs()
    .div(power.mul(2 ** -23));
  const nothing = got.ne(got).and(exact.ne(exact));
  const wrongSign = got.eq(0).and(got.xor(exact).sign().same(got.lanes.signBit));
  const wrong = got.ne(got).xor(exact.ne(exact)).or(wrongSign);
  return nothing.choose(0, wrong.choose(Infinity, error));
}

/** Takes the operands of the float32 function, leaves its errors against the float64 one as four float32. */
export function errorsOf(name: MathName): Emit {
  return (code) => {
    const operands = Array.from({ length: pairs.includes(name) ? 2 : 1 }, () => code.local('v128'));
    const [got, exact] = [code.local('v128'), code.local('v128')];
    for (const local of operands.toReversed()) code.set(local);
    for (const local of operands) code.get(local);
    math.f32x4[name](code);
    code.set(got);
    for (const half of ['lower', 'upper'] as const) {
      for (const local of operands) write(code, widen(read(f32x4, local), half));
      math.f64x2[name](code);
      code.set(exact);
      write(code, ulps(widen(read(f32x4, got), half), read(f64x2, exact)));
      code.op('f32x4.demote_f64x2_zero');
    }
    code.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]);
    code.release(...operands, got, exact);
  };
}

/** The largest error of a function of one argument over `count` patterns of bits, a multiple of 4, from `first` on. */
export function scanOf(name: MathName): (first: number, stride: number, count: number) => number {
  const code = new Code('scan', ['i32', 'i32', 'i32'], ['f32']);
  const [first, stride, count] = code.parameters;
  const [x, step, largest] = [code.local('v128'), code.local('v128'), code.local('v128')];
  code.get(stride).op('i32x4.splat').set(step);
  code
    .v128(Int32Array.of(0, 1, 2, 3))
    .get(step)
    .op('i32x4.mul')
    .get(first)
    .op('i32x4.splat')
    .op('i32x4.add');
  code.set(x).get(step).i32(2).op('i32x4.shl').set(step);
  code.loop((again) => {
    code.get(x);
    errorsOf(name)(code);
    code.get(largest).op('f32x4.max').set(largest);
    code.get(x).get(step).op('i32x4.add').set(x);
    code.get(count).i32(4).op('i32.sub').tee(count).brIf(again);
  });
  for (let lane = 0; lane < 4; lane++) code.get(largest).lane('f32x4.extract_lane', lane);
  code.op('f32.max').op('f32.max').op('f32.max');
  return instantiate(code, 0).run;
}
