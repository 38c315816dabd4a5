// The part of jax-js that the bench uses. Arrays are counted: a function takes its arguments over, `.ref` keeps one.
import type { Input } from '../../lib/draw.ts';

export interface Arr {
  readonly ref: Arr;
  readonly shape: number[];
  dispose(): void;
  blockUntilReady(): Promise<Arr>;
  data(): Promise<Float32Array>;
  add(other: Arr | number): Arr;
  sub(other: Arr | number): Arr;
  mul(other: Arr | number): Arr;
  div(other: Arr | number): Arr;
  sum(axis?: number | number[]): Arr;
  mean(axis?: number | number[], options?: { keepdims: boolean }): Arr;
  max(axis: number | number[]): Arr;
  reshape(shape: readonly number[]): Arr;
  transpose(axes: readonly number[]): Arr;
}

export type Arrays = Readonly<Record<string, Arr>>;

export interface Jax {
  readonly numpy: {
    array(data: Float32Array | Int32Array): Arr;
    zeros(shape: readonly number[]): Arr;
    matmul(a: Arr, b: Arr): Arr;
    tanh(x: Arr): Arr;
    exp(x: Arr): Arr;
    sqrt(x: Arr): Arr;
    square(x: Arr): Arr;
    split(x: Arr, parts: number, axis: number): Arr[];
  };
  readonly nn: {
    relu(x: Arr): Arr;
    sigmoid(x: Arr): Arr;
    softmax(x: Arr, axis: number): Arr;
    logSoftmax(x: Arr, axis: number): Arr;
    oneHot(x: Arr, classes: number): Arr;
    standardize(x: Arr, axis: number): Arr;
  };
  readonly lax: { conv(x: Arr, w: Arr, strides: readonly number[], padding: 'SAME'): Arr };
  readonly tree: { ref<T>(tree: T): T; dispose(tree: unknown): void };
  init(): Promise<unknown>;
  defaultDevice(name: string): void;
  blockUntilReady<T>(tree: T): Promise<T>;
  jit<F>(f: F): F;
  valueAndGrad<P, R extends unknown[]>(
    f: (params: P, ...rest: R) => Arr,
  ): (params: P, ...rest: R) => [Arr, P];
  valueAndGrad<P, R extends unknown[], A>(
    f: (params: P, ...rest: R) => [Arr, A],
    options: { readonly hasAux: true },
  ): (params: P, ...rest: R) => [[Arr, A], P];
  vjp(f: (x: Arr) => Arr, primals: readonly [Arr]): [Arr, ((g: Arr) => [Arr]) & { dispose(): void }];
}

export function from(jax: Jax, { data, shape }: Input): Arr {
  return jax.numpy.array(data).reshape(shape);
}

/** The arrays of a row, by their names. */
export function all<N extends string>(jax: Jax, inputs: Readonly<Record<N, Input>>): Record<N, Arr> {
  const entries = Object.entries<Input>(inputs).map(([name, input]) => [name, from(jax, input)]);
  return Object.fromEntries(entries) as Record<N, Arr>;
}

/** Convolution with stride 1 and padding that keeps the size. */
export function conv(jax: Jax, x: Arr, w: Arr): Arr {
  return jax.lax.conv(x, w, [1, 1], 'SAME');
}
