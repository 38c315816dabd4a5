// Fits the polynomials of the elementary functions anew, prints them, and looks each coefficient up in the sources.
import { readdirSync, readFileSync } from 'node:fs';
import { exactSingles } from '../exact/functions.ts';
import { abs, div, fixed, mul, one, sqrt } from '../exact/fixed.ts';
import { fit, type Fit } from '../exact/remez.ts';

const { exp, log, sin, cos, asin, atan, sinh, cosh, tanh, erf } = exactSingles;

/** Near 0: below it, what a quotient of differences loses would show. */
const least = 1e-12;

/** `(f(x) / x - first) / x²` in z = x² */
const odd =
  (f: (x: bigint) => bigint, first = one) =>
  (z: bigint): bigint =>
    div(div(f(sqrt(z)), sqrt(z)) - first, z);
/** `(f(x) - 1 - x²/2) / x⁴`, with the sign of x² */
const even =
  (f: (x: bigint) => bigint, sign: bigint) =>
  (z: bigint): bigint =>
    div(f(sqrt(z)) - one - (sign * z) / 2n, mul(z, z));
/** `ln((1 + s) / (1 - s)) / s` */
const ratio = (s: bigint): bigint => div(log(div(one + s, one - s)), s);

const constant = (): bigint => one;
const linear = (z: bigint): bigint => z;
const square = (z: bigint): bigint => mul(z, z);

/** `eʳ = 1 + r + r²/2 + r³ q(r)` */
const quotient = {
  f: (r: bigint) => div(exp(r) - one - r - square(r) / 2n, mul(r, square(r))),
  from: (-Math.LN2 / 2) * 1.0002,
  to: (Math.LN2 / 2) * 1.0002,
};
const series = { from: least, to: ((Math.SQRT2 - 1) / (Math.SQRT2 + 1)) ** 2 * 1.001 };
const turn = { from: least, to: (Math.PI / 4) ** 2 * 1.001 };

/** erfc x exp x² in t, with 1 / (x + 2) = middle + half·t for x from 1 to `end`. */
function tail(end: number, terms: number): Fit {
  const middle = div(one, 6n * one) + div(one, 2n * fixed(end + 2));
  const half = div(one, 6n * one) - div(one, 2n * fixed(end + 2));
  const x = (t: bigint): bigint => div(one, middle + mul(half, t)) - 2n * one;
  const complement = (t: bigint): bigint => one - erf(x(t));
  const size = (t: bigint): bigint => exp(square(x(t)));
  return {
    f: (t) => mul(complement(t), size(t)),
    from: -1,
    to: 1,
    weight: (t) => div(one, size(t)),
    terms,
  };
}

const fits: readonly [name: string, digits: 24 | 53, fit: Fit][] = [
  ['exp', 24, { ...quotient, weight: (r) => abs(mul(r, square(r))), terms: 4 }],
  ['exp', 53, { ...quotient, weight: square, terms: 9 }],
  ['sinh', 24, { f: odd(sinh), from: least, to: 1, weight: linear, terms: 4 }],
  ['sinh', 53, { f: odd(sinh), from: least, to: 1, weight: linear, terms: 8 }],
  ['tanh', 24, { f: odd(tanh), from: least, to: 0.55 ** 2, weight: linear, terms: 5 }],
  ['cosh', 53, { f: even(cosh, 1n), from: least, to: 0.304, weight: square, terms: 5 }],
  ['log', 24, { ...series, f: (z) => div(ratio(sqrt(z)) - 2n * one, z), weight: linear, terms: 3 }],
  ['log', 53, { ...series, f: (z) => div(ratio(sqrt(z)) - 2n * one, z), weight: linear, terms: 7 }],
  ['sin', 24, { ...turn, f: odd(sin), weight: linear, terms: 3 }],
  ['sin', 53, { ...turn, f: odd(sin), weight: linear, terms: 6 }],
  ['cos', 24, { ...turn, f: even(cos, -1n), weight: square, terms: 3 }],
  ['cos', 53, { ...turn, f: even(cos, -1n), weight: square, terms: 6 }],
  ['asin', 24, { f: odd(asin), from: least, to: 0.25, weight: linear, terms: 5 }],
  ['asin', 53, { f: odd(asin), from: least, to: 0.25, weight: linear, terms: 13 }],
  ['atan', 24, { f: odd(atan), from: least, to: 0.2501, weight: linear, terms: 6 }],
  ['atan', 53, { f: odd(atan), from: least, to: 0.2501, weight: linear, terms: 13 }],
  ['erf', 24, { f: (z) => div(erf(sqrt(z)), sqrt(z)) - one, from: least, to: 1, weight: constant, terms: 7 }],
  [
    'erf',
    53,
    { f: (z) => div(erf(sqrt(z)), sqrt(z)) - one, from: least, to: 1, weight: constant, terms: 13 },
  ],
  ['erfc', 24, tail(4, 6)],
  ['erfc', 53, tail(6, 13)],
  [
    'pow in float32: log',
    53,
    { ...series, f: (z) => div(ratio(sqrt(z)) - 2n * one, z), weight: linear, terms: 5 },
  ],
  [
    'pow in float32: 2ᶠ',
    53,
    {
      f: (x) => div(exp(mul(x, log(2n * one))) - one, x),
      from: -0.5001,
      to: 0.5001,
      weight: abs,
      terms: 7,
    },
  ],
  [
    'pow',
    53,
    {
      ...series,
      f: (z) => div(ratio(sqrt(z)) / 2n - one - z / 3n, mul(z, z)),
      weight: square,
      terms: 7,
    },
  ],
];

const folder = 'packages/compiler/src/math';
const sources = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
const written = new Set(sources.flatMap((text) => text.match(/-?\d[\d.]*(?:e-?\d+)?/g) ?? []).map(Number));
const rounded = new Set([...written].map(Math.fround));

let missing = 0;
for (const [name, digits, what] of fits) {
  const { coefficients, error } = fit(what, digits);
  const known = coefficients.filter((c) => (digits === 24 ? rounded : written).has(c)).length;
  missing += coefficients.length - known;
  console.log(
    `${name}, float${digits === 24 ? 32 : 64}: error 2^${Math.log2(error).toFixed(1)}, ${known} of ${coefficients.length} in the sources`,
  );
  console.log(`  ${coefficients.map((c) => (digits === 24 ? Number(c.toPrecision(9)) : c)).join(', ')}`);
}
console.log(missing === 0 ? 'PASSED' : `FAILED: ${missing} coefficients are not in the sources`);
process.exitCode = missing === 0 ? 0 : 1;
