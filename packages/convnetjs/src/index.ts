// @cotangent/convnetjs: networks, trainers and helpers of ConvNetJS, on tensors and compiled.
export type { Mode } from './base/mode.ts';
export { augment, crop, flip, fromImageData, type Pixels } from './base/images.ts';
export { fromPlain, toPlain } from './base/plain.ts';
export { fromTensor, randomVol, toTensor, vol, type Vol } from './base/vol.ts';
export { addTo, averageOf, createWindow, type Window } from './base/window.ts';
export type { LayerDef } from './definitions/layerDef.ts';
export type { LayerSpec } from './definitions/layerSpec.ts';
export type { Weights } from './layers/weighted.ts';
export {
  fromLayerDefs,
  type FreshOptions,
  type ModelAndParams,
  type NetworkOptions,
} from './network/fromLayerDefs.ts';
export { fromJSON, toJSON } from './network/json.ts';
export type { LayerJSON, NetworkJSON, VolJSON } from './network/networkJSON.ts';
export { layerValues, type LayerValues } from './network/layerValues.ts';
export type { Target } from './network/losses.ts';
export { networkOf, type Model, type Network, type Params } from './network/network.ts';
export type { ExampleTarget } from './training/examples.ts';
export type { HyperParameters, Method, TrainerOptions } from './training/options.ts';
export type { TrainerState } from './training/state.ts';
export { Trainer, type TrainerLosses } from './training/trainer.ts';
export { brain, type Brain } from './agents/brain.ts';
export type { BrainOptions } from './agents/brainOptions.ts';
export type { BrainState, Experience, Moment } from './agents/brainState.ts';
export type { Candidate } from './agents/candidate.ts';
export { ensembleOf, type Ensemble, type EnsembleJSON } from './agents/ensemble.ts';
export { live, type LifeProgress, type World } from './agents/live.ts';
export { magicNet, type MagicNet, type MagicProgress } from './agents/magicNet.ts';
export type { Fold, MagicState } from './agents/magicState.ts';
export type { MagicOptions } from './agents/magicOptions.ts';
export type { Memory } from './agents/memory.ts';
export { search } from './agents/search.ts';
