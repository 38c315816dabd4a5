// Derivatives as values: zeros where no path led, and never mistaken further out for a forgotten dependence.
// The derivative of a linear function is constant, so nothing that the outer tape records leads to it. It is a function
// of the point all the same, with derivative zero; the tape has to be told.
import type { Tensor } from '@cotangent/tensor';
import { interpreterOf, type Spec } from '@cotangent/tensor/extend';
import { Lifting } from './lifting.ts';
import { zerosOf } from './rules.ts';

/** Derivatives, `null` for zero, of things like `like`, at `points`: values of all tapes that `points` are values of. */
export function derivativesAt(
  points: readonly Tensor[],
  derivatives: readonly (Tensor | null)[],
  like: readonly Spec[],
): readonly Tensor[] {
  return tied(
    derivatives.map((g, i) => g ?? zerosOf(like[i])),
    points,
  );
}

/** `ys`, depending on `xs` in name, level by level. */
function tied(ys: readonly Tensor[], xs: readonly Tensor[]): readonly Tensor[] {
  const top = interpreterOf([...ys, ...xs]);
  if (!(top instanceof Lifting)) return ys;
  const primals = tied(top.lowered(ys), top.lowered(xs));
  if (top.constant) return primals;
  return top.over(
    ys,
    primals,
    xs.some((x) => top.owns(x)),
  );
}
