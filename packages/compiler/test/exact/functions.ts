// The elementary functions to some 200 binary digits, by series after halving the argument.
import { abs, digits, div, exponent, fixed, mul, one, shift, sqrt, toNumber } from './fixed.ts';

/** `Σ terms`, each made from the one before; until they vanish. */
function sum(
  first: bigint,
  next: (term: bigint, n: bigint) => bigint,
  weight: (term: bigint, n: bigint) => bigint = (term) => term,
): bigint {
  let total = 0n;
  let term = first;
  for (let n = 0n; term !== 0n; n++) {
    total += weight(term, n);
    term = next(term, n + 1n);
  }
  return total;
}

/** `Σ ±x²ⁿ⁺¹ / (2n + 1)` */
function inverseTangentSeries(x: bigint, sign: 1n | -1n): bigint {
  const square = mul(x, x) * sign;
  return sum(
    x,
    (term) => mul(term, square),
    (term, n) => term / (2n * n + 1n),
  );
}

/** π by Machin's formula, with digits for the reduction of the largest float. */
const long = 1100n;
const pi: bigint = (() => {
  const unit = one << long;
  const arc = (d: bigint): bigint =>
    sum(
      unit / d,
      (term) => -term / (d * d),
      (term, n) => term / (2n * n + 1n),
    );
  return 4n * (4n * arc(5n) - arc(239n));
})();

const Pi: bigint = pi >> long;
const ln2: bigint = 2n * inverseTangentSeries(one / 3n, 1n);
const ln10: bigint = 3n * ln2 + 2n * inverseTangentSeries(one / 9n, 1n);

const halvings = 24n;

function exp(x: bigint): bigint {
  const k = (x + (ln2 >> 1n)) / ln2 - (x + (ln2 >> 1n) < 0n ? 1n : 0n);
  // Below the last digit.
  if (k < -2n * digits) return 0n;
  const r = (x - k * ln2) >> halvings;
  let y = sum(one, (term, n) => mul(term, r) / n);
  for (let n = 0n; n < halvings; n++) y = mul(y, y);
  return shift(y, k);
}

function log(x: bigint): bigint {
  const k = BigInt(exponent(x));
  const m = shift(x, -k);
  let y = fixed(Math.log(toNumber(m)));
  for (let n = 0; n < 3; n++) {
    const e = exp(y);
    y += div(2n * (m - e), m + e);
  }
  return y + k * ln2;
}

/** Quarter turns n, sine and cosine of the rest. */
function turn(x: bigint): { n: bigint; sine: bigint; cosine: bigint } {
  const half = pi >> 1n;
  const wide = x << long;
  const n = (2n * wide + half) / (2n * half) - (2n * wide + half < 0n ? 1n : 0n);
  const r = (wide - n * half) >> long;
  const square = -mul(r, r);
  const sine = sum(r, (term, k) => mul(term, square) / (2n * k * (2n * k + 1n)));
  const cosine = sum(one, (term, k) => mul(term, square) / (2n * k * (2n * k - 1n)));
  return { n: ((n % 4n) + 4n) % 4n, sine, cosine };
}

function sin(x: bigint): bigint {
  const { n, sine, cosine } = turn(x);
  return [sine, cosine, -sine, -cosine][Number(n)];
}

function cos(x: bigint): bigint {
  const { n, sine, cosine } = turn(x);
  return [cosine, -sine, -cosine, sine][Number(n)];
}

/** `atan x = 2 atan (x / (1 + √(1 + x²)))`, some times. */
function atan(x: bigint): bigint {
  if (abs(x) > one) return (x < 0n ? -(Pi >> 1n) : Pi >> 1n) - atan(div(one, x));
  let t = x;
  for (let n = 0n; n < 8n; n++) t = div(t, one + sqrt(one + mul(t, t)));
  return inverseTangentSeries(t, -1n) << 8n;
}

/** `2/√π e^(-x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n + 1))` */
function erf(x: bigint): bigint {
  const square = mul(x, x);
  const series = sum(x, (term, n) => (2n * mul(term, square)) / (2n * n + 1n));
  return div(mul(2n * exp(-square), series), sqrt(Pi));
}

const half = (x: bigint): bigint => x >> 1n;
const tan = (x: bigint): bigint => div(sin(x), cos(x));
const asin = (x: bigint): bigint => atan(div(x, sqrt(one - mul(x, x))));

/** Functions of one number, inside their domains. */
export const exactSingles = {
  exp,
  expm1: (x: bigint): bigint => exp(x) - one,
  log,
  log1p: (x: bigint): bigint => log(one + x),
  log2: (x: bigint): bigint => div(log(x), ln2),
  log10: (x: bigint): bigint => div(log(x), ln10),
  sin,
  cos,
  tan,
  asin,
  acos: (x: bigint): bigint => 2n * atan(sqrt(div(one - x, one + x))),
  atan,
  sinh: (x: bigint): bigint => half(exp(x) - exp(-x)),
  cosh: (x: bigint): bigint => half(exp(x) + exp(-x)),
  tanh: (x: bigint): bigint => div(exp(2n * x) - one, exp(2n * x) + one),
  asinh: (x: bigint): bigint => (x < 0n ? -1n : 1n) * log(abs(x) + sqrt(mul(x, x) + one)),
  acosh: (x: bigint): bigint => log(x + sqrt(mul(x, x) - one)),
  atanh: (x: bigint): bigint => half(log(div(one + x, one - x))),
  erf,
  sigmoid: (x: bigint): bigint => div(one, one + exp(-x)),
  softplus: (x: bigint): bigint => log(one + exp(x)),
};

/** Functions of two. */
export const exactPairs = {
  atan2: (y: bigint, x: bigint): bigint => {
    const angle = atan(div(y, x));
    return x > 0n ? angle : angle + (y < 0n ? -Pi : Pi);
  },
  pow: (x: bigint, y: bigint): bigint => exp(mul(y, log(x))),
  rem: (x: bigint, y: bigint): bigint => x % y,
};
