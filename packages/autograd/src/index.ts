// @cotangent/autograd: derivatives of functions of tensors, in reverse and forward mode, to any order.
export { checkpoint } from './checkpoint.ts';
export { customJvp, customVjp } from './custom.ts';
export { grad, valueAndGrad, type GradientOf, type GradOptions, type Which } from './grad.ts';
export { hessian, hvp, jacobian, type Hessian, type Jacobian, type JacobianOptions } from './jacobian.ts';
export { jvp, vjp } from './vjp.ts';
export { stopGradient } from '@cotangent/tensor';
