// @cotangent/autograd: derivatives of functions of tensors, in reverse and forward mode, to any order.
export type { Which } from './arguments.ts';
export { checkpoint } from './checkpoint.ts';
export { cost, type Cost, type PassCost } from './cost.ts';
export { customJvp, customVjp } from './custom.ts';
export { explainNonFinite, type NonFinite } from './explain.ts';
export {
  tapeGraphviz,
  tapeMermaid,
  tapeOf,
  tapeTable,
  type TapeRecord,
  type TapeStep,
  type TapeValue,
} from './inspect.ts';
export { tapeRun, type TapeRun, type TapeRunOptions } from './tapeRun.ts';
export { grad, valueAndGrad, type GradientOf, type GradOptions } from './grad.ts';
export { hessian, hvp, jacobian, type Hessian, type Jacobian, type JacobianOptions } from './jacobian.ts';
export { jvp, vjp } from './vjp.ts';
export { stopGradient } from '@cotangent/tensor';
