// @cotangent/testing: proofs for gradients, one's own and ours.
export { checkGradients } from './check/checkGradients.ts';
export { GradientCheckError, type GradientFailure } from './check/error.ts';
export type { GradientCheckOptions, GradientReport } from './check/options.ts';
