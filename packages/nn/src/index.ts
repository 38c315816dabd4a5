// @cotangent/nn: layers whose shapes are inferred from one to the next, initializers, losses, metrics.
export type {
  AnyLayer,
  Batch,
  Context,
  Empty,
  Example,
  InitOptions,
  Layer,
  Part,
  Settings,
  Variables,
} from './model/layer.ts';
export { define, type Blueprint, type Definition } from './model/define.ts';
export { named } from './model/named.ts';
export { sequential } from './model/sequential.ts';
export type { Sequential } from './model/keyed.ts';
export { residual } from './model/residual.ts';
export { summary, type Summary, type SummaryRow } from './model/summary.ts';
export { withDType } from './model/withDType.ts';
export { predict } from './model/predict.ts';

export { conv, type ConvLayerOptions } from './layers/conv.ts';
export { convTranspose, type ConvTransposeLayerOptions } from './layers/convTranspose.ts';
export { averagePool, maxPool } from './layers/pool.ts';
export { flatten } from './layers/flatten.ts';
export { linear, type LinearOptions } from './layers/linear.ts';
export { dropout } from './layers/dropout.ts';
export { localResponseNorm, maxout } from './layers/channels.ts';
export { batchNorm, type BatchNormLayerOptions } from './layers/batchNorm.ts';
export { groupNorm, layerNorm, rmsNorm, type NormLayerOptions } from './layers/norms.ts';
export { embedding, type EmbeddingOptions } from './layers/embedding.ts';
export { multiHeadAttention, type AttentionLayerOptions } from './layers/attention.ts';
export { gru, lstm, rnn, type RecurrentOptions } from './layers/recurrent.ts';
// Namespaces hold functions alone: bundled declarations cannot carry types in them.
export * as functional from './functional.ts';
export type { AttentionOptions } from './functional/attention.ts';
export type { AveragePoolOptions } from './functional/averagePool.ts';
export type { BatchNormOptions } from './functional/batchNorm.ts';
export type { CellParams, GruParams, LstmState } from './functional/cells.ts';
export type { ConvOptions } from './functional/conv.ts';
export type { ConvTransposeOptions } from './functional/convTranspose.ts';
export type { NormOptions } from './functional/groupNorm.ts';
export type { LayerNormOptions, RmsNormOptions } from './functional/layerNorm.ts';
export type { LocalResponseNormOptions } from './functional/localResponseNorm.ts';
export type { PoolOptions } from './functional/maxPool.ts';
export type {
  AttentionParams,
  MultiHeadAttentionOptions,
  Projection,
} from './functional/multiHeadAttention.ts';
export type { Padding } from './functional/spatial.ts';

export { constant, type Fans, type Initializer, type InitializerChoice } from './init/initializer.ts';
export { convNetJS, glorot, he, lecun, type InitializerOptions } from './init/variance.ts';
export { orthogonal, type OrthogonalOptions } from './init/orthogonal.ts';
export { softmaxCrossEntropy, type CrossEntropyOptions } from './losses/softmaxCrossEntropy.ts';
export { hinge, type HingeOptions } from './losses/hinge.ts';
export { huber, l1, mse, type HuberOptions } from './losses/regression.ts';
export { binaryCrossEntropy, klDivergence } from './losses/binaryCrossEntropy.ts';
export type { LossOptions, Reduction } from './losses/reduction.ts';
export { accuracy, confusionMatrix, topKAccuracy } from './metrics.ts';
