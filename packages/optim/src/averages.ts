// Exponential averages, which nearly every optimizer is made of, and the correction of those that start at 0.
import { add, expm1, log, mul, neg, sub, type Tensor } from '@cotangent/tensor';

/** `β·mean + (1 - β)·x` */
export function average(mean: Tensor, x: Tensor, beta: Tensor): Tensor {
  return add(mul(mean, beta), mul(x, sub(1, beta)));
}

/** `1 - βᵗ`, what an average that started at 0 is short of after `t` steps; accurate for β near 1 in float32 too. */
export function correction(beta: Tensor, t: Tensor): Tensor {
  return neg(expm1(mul(t, log(beta))));
}
