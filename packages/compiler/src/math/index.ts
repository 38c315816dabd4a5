// The elementary functions by the names of their primitives, for both widths. `npm run fit` finds the coefficients of
// their polynomials anew, `npm run accuracy` measures their errors and speed.
import { acos, asin, atan, atan2 } from './arc.ts';
import { cosh, exp, expm1, sigmoid, sinh, tanh } from './exponential.ts';
import { acosh, asinh, atanh } from './inverseHyperbolic.ts';
import { f32x4, f64x2, type Lanes } from './lanes.ts';
import { log, log10, log1p, log2 } from './logarithm.ts';
import { pow } from './power.ts';
import { rem } from './remainder.ts';
import { erf, softplus } from './special.ts';
import { cos, sin, tan } from './trigonometric.ts';
import type { Emit } from './value.ts';
import { binary, unary } from './write.ts';

export type { Emit } from './value.ts';

type Unary = Parameters<typeof unary>[1];
type Binary = Parameters<typeof binary>[1];
type UnaryName = 'exp' | 'expm1' | 'log' | 'log1p' | 'log2' | 'log10' | Trigonometric | Hyperbolic | Special;
type Trigonometric = 'sin' | 'cos' | 'tan' | 'asin' | 'acos' | 'atan';
type Hyperbolic = 'sinh' | 'cosh' | 'tanh' | 'asinh' | 'acosh' | 'atanh';
type Special = 'erf' | 'sigmoid' | 'softplus';
type BinaryName = 'atan2' | 'pow' | 'rem';

/** The primitives that `math` has. */
export type MathName = UnaryName | BinaryName;

const ofOne: Readonly<Record<UnaryName, Unary>> = {
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  erf,
  sigmoid,
  softplus,
};
const ofTwo: Readonly<Record<BinaryName, Binary>> = { atan2, pow, rem };

function emits(lanes: Lanes): Readonly<Record<MathName, Emit>> {
  const ones = Object.entries(ofOne).map(([name, formula]) => [name, unary(lanes, formula)]);
  const twos = Object.entries(ofTwo).map(([name, formula]) => [name, binary(lanes, formula)]);
  return Object.fromEntries([...ones, ...twos]) as Record<MathName, Emit>;
}

/** Elementary functions of four float32 or two float64 at once, by the name of the primitive. */
export const math: {
  readonly f32x4: Readonly<Record<MathName, Emit>>;
  readonly f64x2: Readonly<Record<MathName, Emit>>;
} = /* @__PURE__ */ { f32x4: emits(f32x4), f64x2: emits(f64x2) };
