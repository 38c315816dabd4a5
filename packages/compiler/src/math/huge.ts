// Reduction by π/2 for arguments where that takes more digits of 2/π than floats hold: in integers, a lane at a time.
// Method: Payne and Hanek, "Radian reduction for trigonometric functions", SIGNUM Newsletter 18 (1983).
import type { Code, Local } from '../wasm/code.ts';
import type { Lanes } from './lanes.ts';

/** 2/π: 64 zero bits, then its binary digits. */
const digits: readonly bigint[] = [
  0x0n,
  0xa2f9836e4e441529n,
  0xfc2757d1f534ddc0n,
  0xdb6295993c439041n,
  0xfe5163abdebbc561n,
  0xb7246e3a424dd2e0n,
  0x06492eea09d1921cn,
  0xfe1deb1cb129a73en,
  0xe88235f52ebb4484n,
  0xe99c7026b45f7e41n,
  0x3991d639835339f4n,
  0x9c845f8bbdf9283bn,
  0x1ff897ffde05980fn,
  0xef2f118b5a0a6d1fn,
  0x6d367ecf27cb09b7n,
  0x4f463f669e5fea2dn,
  0x7527bac7ebe5f17bn,
  0x3d0739f78a5292ean,
  0x6bfb5fb11f8d5d08n,
  0x56033046fc7b6babn,
];

/** π/2 as a number of 27 bits, one of 26, and the rest. */
const halfPi = Math.PI / 2;
const halfPiHigh = 1.570796325802803;
const halfPiLow = 9.920935184482005e-10;
const halfPiRest = 6.123233995736766e-17;

/**
 * `locals` are x ≥ 0, quadrant, r and rest, vectors each; replaces the last three in all lanes of x above 1. Lanes are
 * taken in turn, by rotating the vectors.
 */
export function mendReduction(code: Code, lanes: Lanes, locals: readonly Local[]): void {
  const [, quadrant, r, rest] = locals;
  const { float, integer, size } = lanes;
  const value = code.local('f64');
  const outcome = { quadrant: code.local('i64'), r: code.local('f64'), rest: code.local('f64') };
  code.for(0, 128 / size, 1, () => {
    code.get(locals[0]).lane(`${float}.extract_lane`, 0);
    if (size === 32) code.op('f64.promote_f32');
    code.tee(value).f64(1).op('f64.gt');
    code.if(() => {
      reduceOne(code, value, outcome, size === 32 ? 3 : digits.length - 3);
      code.get(quadrant).get(outcome.quadrant);
      if (size === 32) code.op('i32.wrap_i64');
      code.lane(`${integer}.replace_lane`, 0).set(quadrant);
      code.get(r).get(outcome.r);
      if (size === 32) code.op('f32.demote_f64');
      code.lane(`${float}.replace_lane`, 0).set(r);
      code.get(rest);
      if (size === 32) {
        const near = code.get(outcome.r).get(outcome.r).op('f32.demote_f64').op('f64.promote_f32');
        near.op('f64.sub').op('f32.demote_f64');
      } else code.get(outcome.rest);
      code.lane(`${float}.replace_lane`, 0).set(rest);
    });
    const turn = Array.from({ length: 16 }, (_, k) => (k + size / 8) % 16);
    for (const local of locals) code.get(local).get(local).shuffle(turn).set(local);
  });
  code.release(value, outcome.quadrant, outcome.r, outcome.rest);
}

/** x = m 2ᵉ above 1 times the first `words` windows of 2/π that matter. */
function reduceOne(
  code: Code,
  x: Local,
  outcome: { quadrant: Local; r: Local; rest: Local },
  windows: number,
): void {
  const [bits, m, shift, high, low, part] = Array.from({ length: 6 }, () => code.local('i64'));
  const word = Array.from({ length: 4 }, () => code.local('i64'));
  const index = code.local('i32');
  const [negative, head] = [code.local('i64'), code.local('f64')];
  code.get(x).op('i64.reinterpret_f64').set(bits);
  code
    .get(bits)
    .i64((1n << 52n) - 1n)
    .op('i64.and')
    .i64(1n << 52n)
    .op('i64.or')
    .set(m);
  // The first digit that matters: those before it make multiples of 4. It lies at e - 2, after 64 zeros.
  code
    .get(bits)
    .i64(52n)
    .op('i64.shr_u')
    .i64(1075n + 2n - 64n)
    .op('i64.sub')
    .set(shift);
  code.get(shift).i64(6n).op('i64.shr_u').op('i32.wrap_i64').set(index);
  for (let k = 0; k < windows; k++) {
    code
      .get(index)
      .i32(k)
      .op('i32.eq')
      .if(() => {
        word.forEach((local, j) => code.i64(BigInt.asIntN(64, digits[k + j] ?? 0n)).set(local));
      });
  }
  code.get(shift).i64(63n).op('i64.and').set(shift);
  for (let j = 0; j < 3; j++) {
    code.get(word[j]).get(shift).op('i64.shl');
    code
      .get(word[j + 1])
      .i64(1n)
      .op('i64.shr_u')
      .i64(63n)
      .get(shift)
      .op('i64.sub')
      .op('i64.shr_u');
    code.op('i64.or').set(word[j]);
  }
  // m times 192 digits, modulo 2^192; the upper 128 bits: two for the quadrant, then the fraction.
  code.get(m).get(word[1]).op('i64.mul').set(part);
  upperHalf(code, m, word[2]);
  code.get(part).op('i64.add').tee(low).get(part).op('i64.lt_u').op('i64.extend_i32_u');
  code.get(m).get(word[0]).op('i64.mul').op('i64.add');
  upperHalf(code, m, word[1]);
  code.op('i64.add').set(high);
  code
    .get(high)
    .i64(1n << 61n)
    .op('i64.add')
    .i64(62n)
    .op('i64.shr_u')
    .set(outcome.quadrant);
  code.get(high).get(outcome.quadrant).i64(62n).op('i64.shl').op('i64.sub').set(high);
  // The fraction without its sign, as two floats.
  code.get(high).i64(63n).op('i64.shr_s').set(negative);
  code.get(low).get(negative).op('i64.xor').set(low);
  code.get(high).get(negative).op('i64.xor').set(high);
  code
    .get(high)
    .i64(-1n << 11n)
    .op('i64.and')
    .op('f64.convert_i64_u')
    .set(head);
  code
    .get(high)
    .i64((1n << 11n) - 1n)
    .op('i64.and')
    .op('f64.convert_i64_u');
  code
    .get(low)
    .op('f64.convert_i64_u')
    .f64(2 ** -64)
    .op('f64.mul')
    .op('f64.add')
    .set(outcome.rest);
  code.get(head).get(outcome.rest).op('f64.add').set(outcome.r);
  code.get(outcome.rest).get(outcome.r).get(head).op('f64.sub').op('f64.sub').set(outcome.rest);
  timesHalfPi(code, outcome.r, outcome.rest);
  for (const local of [outcome.r, outcome.rest]) {
    // Times 2^-62, or -2^-62.
    code
      .f64(2 ** -62)
      .f64(-(2 ** -62))
      .get(negative)
      .op('i64.eqz')
      .op('select');
    // The product with an infinite x is no number.
    code.get(local).op('f64.mul').get(x).get(x).op('f64.sub').op('f64.add').set(local);
  }
  code.release(bits, m, shift, high, low, part, ...word, index, negative, head);
}

/** The upper half of the 128 bits of `a · b`, with a below 2^53, left on the stack. */
function upperHalf(code: Code, a: Local, b: Local): void {
  const [middle, mask, half] = [code.local('i64'), 0xffffffffn, 32n];
  const upper = (local: Local): Code => code.get(local).i64(half).op('i64.shr_u');
  const lower = (local: Local): Code => code.get(local).i64(mask).op('i64.and');
  upper(a);
  lower(b).op('i64.mul');
  lower(a);
  lower(b).op('i64.mul').i64(half).op('i64.shr_u').op('i64.add').set(middle);
  upper(a);
  upper(b).op('i64.mul');
  upper(middle).op('i64.add');
  lower(a);
  upper(b).op('i64.mul');
  lower(middle).op('i64.add').i64(half).op('i64.shr_u').op('i64.add');
  code.release(middle);
}

/** `(r + rest) π/2`, as two floats again. */
function timesHalfPi(code: Code, r: Local, rest: Local): void {
  const [high, low, product] = [code.local('f64'), code.local('f64'), code.local('f64')];
  code
    .get(r)
    .op('i64.reinterpret_f64')
    .i64(-1n << 27n)
    .op('i64.and')
    .op('f64.reinterpret_i64')
    .set(high);
  code.get(r).get(high).op('f64.sub').set(low);
  code.get(r).f64(halfPi).op('f64.mul').set(product);
  code.get(high).f64(halfPiHigh).op('f64.mul').get(product).op('f64.sub');
  code.get(high).f64(halfPiLow).op('f64.mul').op('f64.add');
  code.get(low).f64(halfPiHigh).op('f64.mul').op('f64.add');
  code.get(low).f64(halfPiLow).op('f64.mul').op('f64.add');
  code.get(r).f64(halfPiRest).op('f64.mul').op('f64.add');
  code.get(rest).f64(halfPi).op('f64.mul').op('f64.add').set(low);
  code.get(product).get(low).op('f64.add').set(r);
  code.get(low).get(r).get(product).op('f64.sub').op('f64.sub').set(rest);
  code.release(high, low, product);
}
