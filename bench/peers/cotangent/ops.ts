// Single operations.
import { vjp } from '@cotangent/autograd';
import {
  add,
  einsum,
  exp,
  fromTypedArray,
  matmul,
  mean,
  mul,
  pad,
  rsqrt,
  sigmoid,
  softmax,
  square,
  sub,
  sum,
  tanh,
  windows,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import type { Input } from '../../lib/draw.ts';
import type { Peer } from '../peer.ts';
import { operation, type Compile } from './compile.ts';

export type Matrix = Tensor<[number, number]>;
export type Images = Tensor<[number, number, number, number]>;

/** A tensor of an input; `T` says its shape. */
export function from<T extends Tensor = Tensor>({ data, shape }: Input): T {
  return fromTypedArray(data as Float32Array, shape) as Tensor as T;
}

/** Convolution with stride 1 and padding that keeps the size. */
export function conv(x: Images, w: Images): Images {
  const [, , size] = w.shape;
  const border = [(size - 1) / 2, (size - 1) / 2] as const;
  const padded = pad(x, [[0, 0], [0, 0], border, border]); // prettier-ignore
  return einsum('nchwij,ocij->nohw', windows(padded, { axes: [2, 3], size }), w);
}

export function layerNorm<S extends readonly number[]>(x: Tensor<S>, gain: Tensor, bias: Tensor): Tensor<S> {
  const centered = sub(x as Tensor, mean(x as Tensor, -1, { keepDims: true }));
  const scale = rsqrt(add(mean(square(centered), -1, { keepDims: true }), 1e-5));
  return add(mul(mul(centered, scale), gain), bias) as Tensor<S>;
}

type Works = 'matmul' | 'add' | Unary | 'sum' | 'softmax' | 'layerNorm';
type Unary = 'tanh' | 'exp' | 'sigmoid';
type Convolutions = 'convForward' | 'convInputGradient' | 'convWeightGradient';

export function ops(compile: Compile): Pick<Peer['work'], Works | Convolutions> {
  return {
    matmul: ({ a, b }) =>
      operation(compile, { a: from<Matrix>(a), b: from<Matrix>(b) }, [a.shape[0], b.shape[1]], (o) =>
        matmul(o.a, o.b),
      ),
    add: ({ a, b }) => operation(compile, { a: from(a), b: from(b) }, a.shape, (o) => add(o.a, o.b)),
    tanh: ({ x }) => operation(compile, { x: from(x) }, x.shape, (o) => tanh(o.x)),
    exp: ({ x }) => operation(compile, { x: from(x) }, x.shape, (o) => exp(o.x)),
    sigmoid: ({ x }) => operation(compile, { x: from(x) }, x.shape, (o) => sigmoid(o.x)),
    sum: ({ x }) => operation(compile, { x: from(x) }, [], (o) => sum(o.x)),
    softmax: ({ x }) => operation(compile, { x: from<Matrix>(x) }, x.shape, (o) => softmax(o.x, 1)),
    layerNorm: ({ x, gain, bias }) =>
      operation(compile, { x: from<Matrix>(x), gain: from(gain), bias: from(bias) }, x.shape, (o) =>
        layerNorm(o.x, o.gain, o.bias),
      ),
    convForward: ({ x, w }) =>
      operation(
        compile,
        { x: from<Images>(x), w: from<Images>(w) },
        [x.shape[0], w.shape[0], x.shape[2], x.shape[3]],
        (o) => conv(o.x, o.w),
      ),
    convInputGradient: ({ g, w }) => {
      const shape = [g.shape[0], w.shape[1], g.shape[2], g.shape[3]] as const;
      return operation(compile, { g: from<Images>(g), w: from<Images>(w) }, shape, (o) => {
        const [, pullback] = vjp((x: Images) => conv(x, o.w), zeros(shape));
        return pullback(o.g)[0];
      });
    },
    convWeightGradient: ({ x, g, w }) => {
      const shape = w.shape as Images['shape'];
      return operation(compile, { x: from<Images>(x), g: from<Images>(g) }, shape, (o) => {
        const [, pullback] = vjp((filters: Images) => conv(o.x, filters), zeros(shape));
        return pullback(o.g)[0];
      });
    },
  };
}
