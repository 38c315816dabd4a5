// @cotangent/optim: optimizers as pure functions of gradients, state and parameters.
export type { Description, Optimizer, OptimizerState, PathsProblem } from './optimizer.ts';
export type { Hyper, Schedule } from './hyper.ts';
export { applyUpdates } from './applyUpdates.ts';
export { alias, chain } from './chain.ts';

export { momentum, sgd, type MomentumOptions, type SgdOptions } from './sgd.ts';
export { adadelta, scaleByAdadelta, type AdadeltaOptions } from './adadelta.ts';
export { adagrad, scaleByAdagrad, type AdagradOptions } from './adagrad.ts';
export { rmsprop, scaleByRmsprop, type RmspropOptions, type ScaleByRmspropOptions } from './rmsprop.ts';
export {
  adam,
  adamw,
  scaleByAdam,
  type AdamOptions,
  type AdamWOptions,
  type MomentsOptions,
} from './adam.ts';
export { adamax, scaleByAdamax } from './adamax.ts';
export { nadam, scaleByNadam, type NadamOptions } from './nadam.ts';
export { radam, scaleByRadam } from './radam.ts';

export { descend, maximize } from './descend.ts';
export { l1Decay, l2Decay } from './decay.ts';
export { clipByGlobalNorm, clipByValue, globalNorm } from './clip.ts';
export { accumulate } from './accumulate.ts';
export { averageOf, averageParameters } from './averageParameters.ts';
export { freeze, groups, masked, type Mask } from './groups.ts';
export { transformation, type Moment, type Rule } from './transformation.ts';
// Namespaces hold functions alone: bundled declarations cannot carry types in them.
export * as schedule from './schedule.ts';
export type { OneCycleOptions } from './schedules/curves.ts';
