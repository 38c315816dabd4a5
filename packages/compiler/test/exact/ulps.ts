// How far a float64 result is from the exact one, in units in the last place.
import type { MathName } from '../../src/math/index.ts';
import { ulps } from '../ulps.ts';
import { abs, digits, exponent, fixed, shift } from './fixed.ts';
import { exactPairs, exactSingles } from './functions.ts';

/** The nearest float64, or one near by, where that is known without a series: 0, infinities, NaN and what is constant. */
const rough: Partial<Record<MathName, (x: number, y: number) => number>> = {
  tanh: (x) => (Math.abs(x) > 50 ? Math.sign(x) : Math.tanh(x)),
  erf: (x) => (Math.abs(x) > 7 ? Math.sign(x) : x),
  sigmoid: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  pow: (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
  rem: (x, y) => x % y,
};

/** What JavaScript itself has. */
type Known = Exclude<MathName, 'erf' | 'sigmoid' | 'softplus' | 'rem'>;

/** Where results are floats that a formula gives, though the series would not end. */
function settled(name: MathName, x: number): boolean {
  if (name === 'erf') return Math.abs(x) > 7;
  if (name === 'tanh') return Math.abs(x) > 50;
  return (name === 'softplus' || name === 'sigmoid') && Math.abs(x) > 800;
}

/** The error of `got` as the function's result; infinite where it should be another zero, infinity or NaN. */
export function exactUlps(name: MathName, operands: readonly number[], got: number): number {
  const [x, y] = operands;
  const near = (rough[name] ?? Math[name as Known])(x, y);
  if (!Number.isFinite(near) || near === 0 || !Number.isFinite(got) || settled(name, x))
    return ulps(got, near, 53);
  if (operands.some((operand) => !Number.isFinite(operand))) return ulps(got, near, 53);
  const exact = exactOf(name, fixed(x), fixed(y ?? 0), near);
  // 20 digits after the point of the error.
  const unit = BigInt(Math.max(exponent(exact), -1022) - 52 - 20) + digits;
  return Number(shift(abs(fixed(got) - exact), -unit)) / 2 ** 20;
}

function exactOf(name: MathName, x: bigint, y: bigint, near: number): bigint {
  if (name === 'pow') {
    const size = exactPairs.pow(abs(x), y);
    return near < 0 ? -size : size;
  }
  return name === 'atan2' || name === 'rem' ? exactPairs[name](x, y) : exactSingles[name](x);
}
