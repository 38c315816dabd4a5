// @cotangent/autograd: derivatives of functions of tensors, in reverse and forward mode, to any order.
export { grad, valueAndGrad, type GradientOf, type GradOptions, type Which } from './grad.ts';
export { jvp, vjp } from './vjp.ts';
export { stopGradient } from '@cotangent/tensor';
