// @cotangent/tensor/extend: the whole contract for adding primitives and interpreters from outside.
export {
  anew,
  apply,
  bind,
  bindOne,
  interpreterOf,
  nextLevel,
  Tracer,
  withRecorder,
  type ControlFlow,
  type Interpreter,
} from './core/bind.ts';
export { substituteKernel, type Substitute } from './core/compute.ts';
export { dense, DenseTensor, rowMajor, sizeOf, view } from './core/dense.ts';
export {
  from,
  primitive,
  type BatchRule,
  type Call,
  type Data,
  type Decides,
  type Derivative,
  type Needs,
  type Params,
  type Primitive,
  type Rule,
} from './core/primitive.ts';
export { flopsOf, isView } from './core/flops.ts';
export type { Add, Compare, Divide, Multiply, Remainder, Subtract } from './shape/arithmetic.ts';
export type { Certain, Settled, Show, Spec } from './shape/dim.ts';
export { windowSize, type Per, type PerAxis, type WindowSize } from './shape/window.ts';
export { withAbstract } from './control/abstract.ts';
export { known } from './core/known.ts';
export {
  requireFunction,
  requireInteger,
  requireNumbers,
  requireOptions,
  requireTensor,
} from './core/require.ts';
export { allocate, isFloat, promote } from './base/dtype.ts';
export { sourceLine, sourceLineLater } from './base/source.ts';
export { complain, show, showList, showSpec, type Complaint } from './base/error.ts';
export { contiguous, loop1, loop2, map1, map2, type Loop1, type Loop2 } from './kernels/map.ts';
export { pathsOf, putTogether, takeApart, type Flat, type Structure } from './tree/structure.ts';
export { requireSame } from './tree/same.ts';
export { primitives } from './primitives.ts';
