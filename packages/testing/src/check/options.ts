// What a check is told and what it answers.
import { complain, requireInteger, requireOptions, show } from '@cotangent/tensor/extend';

/** How `checkGradients` looks. */
export interface GradientCheckOptions {
  /** What directions, cotangents and integers are drawn from; the same seed, the same result. 0 unless given. */
  readonly seed?: number;
  /** 1 checks the gradient, 2 the gradient of the gradient as well. 2 unless given. */
  readonly order?: 1 | 2;
  /** How many random directions are checked besides the coordinates. 4 unless given. */
  readonly directions?: number;
  /** Up to how many coordinates are checked one by one; of more, that many are drawn. 64 unless given. */
  readonly coordinates?: number;
  /**
   * Whether `f` is affine in each coordinate (contractions, sums, movement, products of different inputs), so that
   * differences at integers are exact and leave no tolerance. Found out by trying unless given: `true` makes it an
   * error if `f` is not, `false` does not try.
   */
  readonly affine?: boolean;
  /** Added to every tolerance, which otherwise comes from the differences' own error alone. 0 unless given. */
  readonly absolute?: number;
  /** What messages call the arguments. `args[0]`, `args[1]`, … unless given. */
  readonly names?: readonly string[];
}

/** What `checkGradients` did, all orders together. */
export interface GradientReport {
  /** Coordinates and random directions in which differences were taken. */
  readonly directions: number;
  /** Directions that told nothing: a kink too near, values that are not finite, rounding larger than the slope. */
  readonly discarded: number;
  /** Directions that were judged at a kink, by their one-sided slopes. */
  readonly kinks: number;
  /** Coordinates that were compared with zero tolerance, as the function is affine in each. */
  readonly exact: number;
  /** Comparisons of an analytic slope with a numeric one, element by element. */
  readonly comparisons: number;
  /** Elements that could not be judged: beside a kink of several choices, beside a pole, all rounding. */
  readonly undecided: number;
  /** The largest `|analytic - numeric| / tolerance` of them; at most 1. */
  readonly largestError: number;
}

/** `options`; throws for those that do not exist, or would check nothing. */
export function takeOptions(options: GradientCheckOptions): GradientCheckOptions {
  const {
    order = 2,
    directions = 4,
    coordinates = 64,
    absolute = 0,
  } = requireOptions('checkGradients', options, {
    seed: 'number',
    order: 'number',
    directions: 'number',
    coordinates: 'number',
    affine: 'boolean',
    absolute: 'number',
    names: 'any',
  });
  const fail = (rule: string, argument: string, value: number, expected: string): never =>
    complain({ op: 'checkGradients', rule, got: { [argument]: show(value) }, argument, expected });
  if (order !== 1 && order !== 2) fail('there are two orders', 'order', order, '1 or 2');
  requireInteger('checkGradients', directions, 'directions', 0);
  requireInteger('checkGradients', coordinates, 'coordinates', 0);
  if (directions + coordinates === 0) {
    fail('there must be something to check along', 'coordinates', 0, 'at least one coordinate or direction');
  }
  if (!(absolute >= 0 && absolute < Infinity)) {
    fail('a tolerance is finite', 'absolute', absolute, 'a number from 0 on');
  }
  return options;
}

/** Options with nothing left open, save for `affine`. */
export interface Settings {
  readonly seed: number;
  readonly directions: number;
  readonly coordinates: number;
  readonly affine: boolean | undefined;
  readonly absolute: number;
  /** Whether it is fine if nothing can be judged. */
  readonly lenient?: boolean;
}

/** A report while it grows. */
export type Tally = { -readonly [K in keyof GradientReport]: GradientReport[K] };
