// Losses between numbers and what they should be: squared, absolute, and in between.
import { abs, lessEqual, mul, square, sub, where } from '@cotangent/tensor';
import type { DType, Promote, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { complain, requireOptions, show } from '@cotangent/tensor/extend';
import { floating } from '../functional/floating.ts';
import { lossKinds, reduced, type LossOptions, type Reduced, type Reduction } from './reduction.ts';
import { requireEqual } from './require.ts';

/** `x − target`. Throws unless both have one shape: broadcasting here is a mistake. */
function difference(op: string, x: unknown, target: unknown): Tensor {
  const [a, b] = [floating(op, x), floating(op, target, 'target')];
  requireEqual(op, { x: a, target: b });
  return sub(a, b) as Tensor;
}

/**
 * `(x − target)²`, the mean over all elements. `S × S → []`.
 *
 * Throws for targets of another shape.
 * @example mse(tensor([1, 2]), tensor([1, 4])); // float32[] 2
 */
export function mse<S extends Shape, D extends DType, DT extends DType, const R extends Reduction = 'mean'>(
  x: Tensor<S, D>,
  target: Tensor<NoInfer<S>, DT>,
  options: LossOptions<R> = {},
): Tensor<Reduced<S, R>, ToFloat<Promote<D, DT>>> {
  requireOptions<LossOptions>('mse', options, lossKinds);
  return reduced('mse', square(difference('mse', x, target)) as Tensor, options) as never;
}

/**
 * `|x − target|`, the mean over all elements; its derivative where they are equal is 0. `S × S → []`.
 *
 * Throws for targets of another shape.
 * @example l1(tensor([1, 2]), tensor([1, 4])); // float32[] 1
 */
export function l1<S extends Shape, D extends DType, DT extends DType, const R extends Reduction = 'mean'>(
  x: Tensor<S, D>,
  target: Tensor<NoInfer<S>, DT>,
  options: LossOptions<R> = {},
): Tensor<Reduced<S, R>, ToFloat<Promote<D, DT>>> {
  requireOptions<LossOptions>('l1', options, lossKinds);
  return reduced('l1', abs(difference('l1', x, target)) as Tensor, options) as never;
}

/** Where the loss turns from squares to straight lines, and how it is reduced. */
export interface HuberOptions<R extends Reduction = Reduction> extends LossOptions<R> {
  /** 1 unless given. */
  readonly delta?: number | undefined;
}

/**
 * `½ (x − target)²` up to a distance of `delta`, `delta·(|x − target| − ½ delta)` beyond, the mean over all elements.
 * `S × S → []`.
 *
 * Throws for targets of another shape, and unless delta is positive.
 *
 * Source: Huber, "Robust estimation of a location parameter", 1964.
 * @example huber(tensor([0, 0]), tensor([1, 3]), { reduction: 'none' }); // float32[2] [0.5, 2.5]
 */
export function huber<S extends Shape, D extends DType, DT extends DType, const R extends Reduction = 'mean'>(
  x: Tensor<S, D>,
  target: Tensor<NoInfer<S>, DT>,
  options: HuberOptions<R> = {},
): Tensor<Reduced<S, R>, ToFloat<Promote<D, DT>>> {
  requireOptions<HuberOptions>('huber', options, { ...lossKinds, delta: 'number' });
  const { delta = 1 } = options;
  if (!(delta > 0)) {
    complain({
      op: 'huber',
      rule: 'delta is positive',
      got: { delta: show(delta) },
      argument: 'delta',
      expected: 'a number above 0',
    });
  }
  const error = difference('huber', x, target);
  const size = abs(error) as Tensor;
  const near = lessEqual(size, delta) as Tensor<Shape, 'bool'>;
  const losses = where(near, mul(square(error), 0.5), mul(sub(size, delta / 2), delta));
  return reduced('huber', losses as Tensor, options) as never;
}
