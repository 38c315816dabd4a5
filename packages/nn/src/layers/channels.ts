// Layers without parameters that work across channels.
import type { Dim, Shape } from '@cotangent/tensor';
import { complain, requireInteger, requireOptions, showList, type Divide } from '@cotangent/tensor/extend';
import {
  localResponseNorm as byNeighbors,
  type LocalResponseNormOptions,
} from '../functional/localResponseNorm.ts';
import { maxout as largest } from '../functional/maxout.ts';
import { defineTyped } from '../model/define.ts';
import type { Empty, Example, Layer } from '../model/layer.ts';
import { requireAxes, type AxesProblem, type DivisorProblem } from './norms.ts';

/** `[c, ...n] → [c / G, ...n]` */
type Grouped<I extends Shape, G extends number> = I extends readonly [
  infer C extends Dim,
  ...infer R extends Shape,
]
  ? [Divide<C, G>, ...R]
  : Shape;

/**
 * The largest of each `size` neighboring channels. `[c, ...n] → [c / size, ...n]`.
 *
 * Throws unless the size divides the channels.
 *
 * Source: Goodfellow et al., "Maxout networks", 2013.
 * @example maxout(2)([8]).output; // [4]
 */
export function maxout<const G extends number>(
  size: G,
): <const I extends Shape>(
  input: Example<I> & AxesProblem<'maxout', I> & DivisorProblem<'maxout', I, G>,
) => Layer<I, Grouped<I, G>, Empty, Empty, 'maxout#'> {
  requireInteger('maxout', size, 'size', 1);
  return defineTyped('maxout', (input) => {
    requireAxes('maxout', input);
    const [channels, ...rest] = input;
    if (channels % size !== 0) {
      complain({
        op: 'maxout',
        rule: 'groups divide the channels',
        got: { input: showList(input), size: String(size) },
        argument: 'size',
        expected: `a divisor of ${channels}`,
      });
    }
    return {
      output: [channels / size, ...rest],
      settings: { size },
      apply: (_, state, x) => [largest(x, size), state],
    };
  });
}

/**
 * Each channel against its neighbors at the same place: `x / (k + alpha / size · Σ x²)^beta`. `[c, ...n] → [c, ...n]`.
 *
 * Throws for examples without an axis, and for sizes below 1.
 *
 * Source: Krizhevsky et al., "ImageNet classification with deep convolutional neural networks", 2012.
 * @example localResponseNorm({ size: 5 })([8, 24, 24]).output; // [8, 24, 24]
 */
export function localResponseNorm(
  options: LocalResponseNormOptions = {},
): <const I extends Shape>(
  input: Example<I> & AxesProblem<'localResponseNorm', I>,
) => Layer<I, I, Empty, Empty, 'localResponseNorm#'> {
  const op = 'localResponseNorm';
  requireOptions(op, options, { size: 'any', alpha: 'number', beta: 'number', k: 'number' });
  const { size = 5, alpha = 1e-4, beta = 0.75, k = 1 } = options;
  requireInteger(op, size, 'size', 1);
  const settings = { size, alpha, beta, k };
  return defineTyped(op, (input) => {
    requireAxes(op, input);
    return {
      settings,
      apply: (_, state, x) => [byNeighbors(x, settings), state],
    };
  });
}
