// The part of TensorFlow.js that the bench uses, and the ways from our layouts to its own: channels last.
import type { Input } from '../../lib/draw.ts';

export interface Tensor {
  readonly shape: readonly number[];
  dataSync(): Float32Array;
  dispose(): void;
}

export interface Variable extends Tensor {
  readonly name: string;
  assign(value: Tensor): void;
}

export interface Optimizer {
  applyGradients(gradients: Readonly<Record<string, Tensor>>): void;
}

export interface Tfjs {
  readonly engine: () => {
    runKernel(name: string, inputs: Readonly<Record<string, Tensor>>, attributes: object): Tensor;
  };
  readonly losses: { softmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor };
  readonly train: {
    sgd(learningRate: number): Optimizer;
    adam(learningRate: number, beta1: number, beta2: number, epsilon: number): Optimizer;
  };
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor(data: Float32Array | Int32Array, shape: readonly number[]): Tensor;
  variable(initial: Tensor, trainable: boolean, name: string): Variable;
  oneHot(labels: Tensor, depth: number): Tensor;
  tidy<T>(f: () => T): T;
  keep(x: Tensor): Tensor;
  reshape(x: Tensor, shape: readonly number[]): Tensor;
  transpose(x: Tensor, axes: readonly number[]): Tensor;
  add(a: Tensor, b: Tensor | number): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor | number): Tensor;
  div(a: Tensor, b: Tensor): Tensor;
  sqrt(x: Tensor): Tensor;
  zerosLike(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  rsqrt(x: Tensor): Tensor;
  mean(x: Tensor, axis?: number, keepDims?: boolean): Tensor;
  concat(all: readonly Tensor[], axis: number): Tensor;
  zeros(shape: readonly number[]): Tensor;
  relu(x: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  neg(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  split(x: Tensor, parts: number, axis: number): Tensor[];
  tanh(x: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  sum(x: Tensor): Tensor;
  softmax(x: Tensor): Tensor;
  conv2d(x: Tensor, w: Tensor, strides: number, pad: 'same'): Tensor;
  conv2dTranspose(x: Tensor, w: Tensor, output: readonly number[], strides: number, pad: 'same'): Tensor;
  maxPool(x: Tensor, size: number, strides: number, pad: 'valid'): Tensor;
  grads(f: (...args: Tensor[]) => Tensor): (args: Tensor[]) => Tensor[];
  variableGrads(f: () => Tensor): {
    readonly value: Tensor;
    readonly grads: Readonly<Record<string, Tensor>>;
  };
}

/** `[n, c, h, w]` to `[n, h, w, c]`. */
export function channelsLast(tf: Tfjs, { data, shape }: Input): Tensor {
  return tf.tidy(() => tf.transpose(tf.tensor(data, shape), [0, 2, 3, 1]));
}

/** `[out, in, h, w]` to `[h, w, in, out]`. */
export function filters(tf: Tfjs, { data, shape }: Input): Tensor {
  return tf.tidy(() => tf.transpose(tf.tensor(data, shape), [2, 3, 1, 0]));
}
