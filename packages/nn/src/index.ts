// @cotangent/nn: layers whose shapes are inferred from one to the next, initializers, losses, metrics.
export type { Batch, Context, Empty, Example, InitOptions, Layer, Part, Variables } from './model/layer.ts';
export { define, type Blueprint, type Definition } from './model/define.ts';
export { named } from './model/named.ts';
export { sequential } from './model/sequential.ts';
export type { Sequential } from './model/keyed.ts';
export { predict } from './model/predict.ts';

export { conv, type ConvLayerOptions } from './layers/conv.ts';
export { maxPool } from './layers/pool.ts';
export { flatten } from './layers/flatten.ts';
export { linear, type LinearOptions } from './layers/linear.ts';
export { dropout } from './layers/dropout.ts';
export * as functional from './functional.ts';

export { glorot, he, lecun, type Fans, type Initializer, type InitializerOptions } from './initializers.ts';
export { softmaxCrossEntropy, type CrossEntropyOptions } from './losses/softmaxCrossEntropy.ts';
export { hinge, type HingeOptions } from './losses/hinge.ts';
export { huber, l1, mse, type HuberOptions } from './losses/regression.ts';
export { binaryCrossEntropy, klDivergence } from './losses/binaryCrossEntropy.ts';
export type { LossOptions, Reduction } from './losses/reduction.ts';
export { accuracy, confusionMatrix, topKAccuracy } from './metrics.ts';
