// @cotangent/testing: proofs for gradients, one's own and ours.
export { checkGradients } from './check/checkGradients.ts';
export { GradientCheckError, type GradientFailure } from './check/error.ts';
export type { GradientCheckOptions, GradientReport } from './check/options.ts';
export type { NumberOptions } from './arbitraries/numbers.ts';
export { broadcastableShapes, shapes, type ShapeOptions } from './arbitraries/shapes.ts';
export { tensors, type TensorOptions } from './arbitraries/tensors.ts';
export { trees, type TreeOptions } from './arbitraries/trees.ts';
export { views, type Viewed } from './arbitraries/views.ts';
export { programs, type ProgramCall, type ProgramOptions } from './programs/arbitrary.ts';
export { runProgram, type Argument, type Program, type Ref, type Step } from './programs/program.ts';
export { toSource } from './programs/source.ts';
export { huntMutants, type Hunted, type HuntOptions } from './laws/hunt.ts';
export { laws, type Law, type LawOptions } from './laws/laws.ts';
export { requireSamples, samplesOf, type PrimitiveCall, type PrimitiveSamples } from './laws/samples.ts';
