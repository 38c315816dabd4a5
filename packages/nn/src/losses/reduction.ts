// What losses do with their values for each example: weigh them, and take the mean or the sum.
import {
  abs,
  div,
  equal,
  logicalAnd,
  mean,
  mul,
  sum,
  where,
  type DType,
  type Shape,
  type Tensor,
} from '@cotangent/tensor';
import { complain, show, showList, showSpec } from '@cotangent/tensor/extend';

/** `'mean'` over all examples, `'sum'`, or `'none'`: one loss each. */
export type Reduction = 'mean' | 'sum' | 'none';

/** How the losses of examples become one. */
export interface LossOptions<R extends Reduction = Reduction> {
  /** `'mean'` unless given. */
  readonly reduction?: R | undefined;
  /** How much each example counts; the mean is then `Σ wᵢ·lossᵢ / Σ wᵢ`, and 0 where all weights are 0. All count the same unless given. */
  readonly weights?: Tensor<Shape, DType> | undefined;
}

/** A scalar, or one loss for each of `S`. */
export type Reduced<S extends Shape, R extends Reduction> = 'none' extends R ? S : [];

/** What every loss takes, for `requireOptions`. */
export const lossKinds = { reduction: 'any', weights: 'any' } as const;

/** `p·x`, and 0 where `p` is 0 though `x` be infinite: what cannot happen adds nothing, however unlikely. */
export function weigh(p: Tensor, x: Tensor): Tensor {
  const never = logicalAnd(equal(p, 0), equal(abs(x), Infinity)) as Tensor<Shape, 'bool'>;
  return mul(p, where(never, 0, x)) as Tensor;
}

/** The mean of what `weights` weighed; 0 where they are all 0. */
function weighedMean(weighed: Tensor, weights: Tensor): Tensor {
  const total = sum(weights);
  return div(sum(weighed), where(equal(total, 0), 1, total)) as Tensor;
}

/**
 * `losses` weighed and reduced; `counts` are what each of them counts in the mean besides, 1 unless given. Throws for
 * weights of another shape and unknown reductions.
 */
export function reduced(
  op: string,
  losses: Tensor,
  { reduction = 'mean', weights }: LossOptions,
  counts?: Tensor,
): Tensor {
  if (weights !== undefined && showList(weights.shape) !== showList(losses.shape)) {
    complain({
      op,
      rule: 'there is one weight for each example',
      got: { weights: showSpec(weights), losses: showSpec(losses) },
      argument: 'weights',
      expected: `weights of shape ${showList(losses.shape)}`,
    });
  }
  const weighed = weights === undefined ? losses : weigh(weights as Tensor, losses);
  if (reduction === 'none') return weighed;
  if (reduction === 'sum') return sum(weighed);
  if (reduction === 'mean') {
    if (weights === undefined) return counts === undefined ? mean(weighed) : weighedMean(weighed, counts);
    return weighedMean(weighed, (counts === undefined ? weights : mul(weights, counts)) as Tensor);
  }
  return complain({
    op,
    rule: 'there is no such reduction',
    got: { reduction: show(reduction) },
    argument: 'reduction',
    expected: "'mean', 'sum' or 'none'",
  });
}
