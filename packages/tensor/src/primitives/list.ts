// The list of all primitives: what laws are tested over and what compilers must know.
import type { Primitive } from '../core/primitive.ts';
import {
  addPrimitive,
  divPrimitive,
  mulPrimitive,
  negPrimitive,
  remPrimitive,
  subPrimitive,
} from './arithmetic.ts';
import { broadcastToPrimitive, sumPrimitive } from './broadcast.ts';
import { equalPrimitive, lessEqualPrimitive, lessPrimitive, notPrimitive } from './comparison.ts';
import { andPrimitive, orPrimitive } from './logic.ts';
import { concatPrimitive, splitPrimitive } from './concatSplit.ts';
import { castPrimitive, iotaPrimitive } from './constant.ts';
import { contractPrimitive } from './contract.ts';
import { cumsumPrimitive } from './cumsum.ts';
import {
  expm1Primitive,
  expPrimitive,
  log10Primitive,
  log1pPrimitive,
  log2Primitive,
  logPrimitive,
} from './exponential.ts';
import { maximumPrimitive, minimumPrimitive } from './extrema.ts';
import { gatherPrimitive, scatterAddPrimitive } from './gather.ts';
import {
  acoshPrimitive,
  asinhPrimitive,
  atanhPrimitive,
  coshPrimitive,
  sinhPrimitive,
  tanhPrimitive,
} from './hyperbolic.ts';
import { argmaxPrimitive, argminPrimitive, argsortPrimitive, maxPrimitive, minPrimitive } from './order.ts';
import { flipPrimitive, permutePrimitive } from './permute.ts';
import { powPrimitive, sqrtPrimitive } from './power.ts';
import { reshapePrimitive } from './reshape.ts';
import { absPrimitive, ceilPrimitive, floorPrimitive, roundPrimitive, signPrimitive } from './rounding.ts';
import { wherePrimitive } from './select.ts';
import { padPrimitive, slicePrimitive } from './slicePad.ts';
import { erfPrimitive, sigmoidPrimitive, softplusPrimitive } from './special.ts';
import { stopGradientPrimitive } from './stopGradient.ts';
import {
  acosPrimitive,
  asinPrimitive,
  atan2Primitive,
  atanPrimitive,
  cosPrimitive,
  sinPrimitive,
  tanPrimitive,
} from './trigonometric.ts';
import { foldPrimitive, windowsPrimitive } from './windows.ts';

/** Every primitive of the library that is not about randomness, by family. */
export const corePrimitives: readonly Primitive<never>[] = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ [
    [addPrimitive, subPrimitive, mulPrimitive, divPrimitive, negPrimitive, remPrimitive],
    [powPrimitive, sqrtPrimitive],
    [expPrimitive, expm1Primitive, logPrimitive, log1pPrimitive, log2Primitive, log10Primitive],
    [sinPrimitive, cosPrimitive, tanPrimitive, asinPrimitive, acosPrimitive, atanPrimitive, atan2Primitive],
    [sinhPrimitive, coshPrimitive, tanhPrimitive, asinhPrimitive, acoshPrimitive, atanhPrimitive],
    [erfPrimitive, sigmoidPrimitive, softplusPrimitive],
    [absPrimitive, signPrimitive, floorPrimitive, ceilPrimitive, roundPrimitive],
    [maximumPrimitive, minimumPrimitive],
    [equalPrimitive, lessPrimitive, lessEqualPrimitive, andPrimitive, orPrimitive, notPrimitive],
    [wherePrimitive, castPrimitive, stopGradientPrimitive, iotaPrimitive],
    [reshapePrimitive, permutePrimitive, flipPrimitive],
    [broadcastToPrimitive, sumPrimitive],
    [slicePrimitive, padPrimitive],
    [concatPrimitive, splitPrimitive],
    [gatherPrimitive, scatterAddPrimitive],
    [windowsPrimitive, foldPrimitive],
    [maxPrimitive, minPrimitive, argmaxPrimitive, argminPrimitive, argsortPrimitive, cumsumPrimitive],
    [contractPrimitive],
  ].flat<readonly Primitive<never>[][]>(),
);
