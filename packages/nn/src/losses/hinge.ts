// The loss of support vector machines for several classes.
import { add, relu, sub, sum, where } from '@cotangent/tensor';
import type { DType, Shape, Tensor, ToFloat } from '@cotangent/tensor';
import { requireOptions } from '@cotangent/tensor/extend';
import { floating } from '../functional/floating.ts';
import { lossKinds, reduced, type LossOptions, type Reduced, type Reduction } from './reduction.ts';
import { hotOf, requireClasses } from './require.ts';
import type { Examples } from './softmaxCrossEntropy.ts';

/** By how much the right class must win, and how losses are reduced. */
export interface HingeOptions<R extends Reduction = Reduction> extends LossOptions<R> {
  /** 1 unless given. */
  readonly margin?: number | undefined;
}

/**
 * `Σ max(0, margin − scores[label] + scores[j])` over the other classes j, the mean over all examples. `[...b, n], [...b]
 * → []`.
 *
 * Throws unless there is a class for each example.
 *
 * Source: Weston and Watkins, "Support vector machines for multi-class pattern recognition", 1999.
 * @example hinge(tensor([[1, 0.5, -2]]), tensor([0], 'int32')); // float32[] 0.5
 */
export function hinge<S extends Shape, D extends DType, const R extends Reduction = 'mean'>(
  scores: Tensor<S, D>,
  labels: Tensor<Shape, DType>,
  options: HingeOptions<R> = {},
): Tensor<Reduced<Examples<S>, R>, ToFloat<D>> {
  const op = 'hinge';
  const x = floating(op, scores, 'scores');
  requireOptions<HingeOptions>(op, options, { ...lossKinds, margin: 'number' });
  requireClasses(op, x, labels as Tensor, 'scores');
  const classes = x.shape[x.rank - 1];
  const hot = hotOf(op, labels as Tensor, classes);
  const right = sum(where(hot, x, 0), -1, { keepDims: true }) as Tensor;
  const short = relu(add(sub(x, right), options.margin ?? 1)) as Tensor;
  return reduced(op, sum(where(hot, 0, short), -1) as Tensor, options) as never;
}
