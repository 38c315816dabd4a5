// Layers over generic batch and width: a dense layer, residual blocks, a recurrent cell.
// Every result has the type its equation says, without a cast.
import {
  add,
  concat,
  gelu,
  matmul,
  mul,
  ones,
  relu,
  split,
  tanh,
  zeros,
  type Dim,
  type Tensor,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

export function dense<B extends Dim, I extends Dim, H extends Dim>(
  x: Tensor<[B, I]>,
  w: Tensor<[I, H]>,
  b: Tensor<[H]>,
): Tensor<[B, H]> {
  const product = matmul(x, w);
  same<Tensor<[B, H]>>()(product, true);
  const sum = add(product, b);
  same<Tensor<[B, H]>>()(sum, true);
  return relu(sum);
}

const residual = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>, w: Tensor<[H, H]>, b: Tensor<[H]>) => {
  const y = add(x, mul(dense(x, w, b), 0.5));
  same<Tensor<[B, H]>>()(y, true);
  return y;
};

const bottleneck = <B extends Dim, H extends Dim, K extends Dim>(
  x: Tensor<[B, H]>,
  down: Tensor<[H, K]>,
  up: Tensor<[K, H]>,
): Tensor<[B, H]> => add(matmul(gelu(matmul(x, down)), up), x);

/** A minimal gated unit: one product gives both the gate and the candidate. */
const cell = <B extends Dim, I extends Dim>(
  x: Tensor<[B, I]>,
  h: Tensor<[B, 8]>,
  wx: Tensor<[I, 16]>,
  wh: Tensor<[8, 16]>,
): Tensor<[B, 8]> => {
  const [gate, candidate] = split(add(matmul(x, wx), matmul(h, wh)), 2, 1);
  same<Tensor<[B, 8]>>()(gate, true);
  return add(h, mul(gate, tanh(candidate)));
};

const wider = <B extends Dim>(x: Tensor<[B, 3]>, y: Tensor<[B, 4]>) => {
  const both = concat([x, y], 1);
  same<Tensor<[B, 7]>>()(both, true);
  return both;
};

const stacked = <B extends Dim, H extends Dim>(
  x: Tensor<[B, H]>,
  layers: readonly { w: Tensor<[H, H]>; b: Tensor<[H]> }[],
): Tensor<[B, H]> => layers.reduce((h, { w, b }) => residual(h, w, b), x);

const x = ones([2, 3]);
const h = dense(x, ones([3, 4]), zeros([4]));
same<Tensor<[2, 4]>>()(h, true);
equal(h.toArray(), [
  [3, 3, 3, 3],
  [3, 3, 3, 3],
]);
const y = residual(h, ones([4, 4]), ones([4]));
same<Tensor<[2, 4]>>()(y, true);
equal(y.toArray()[0], [9.5, 9.5, 9.5, 9.5]);
equal(bottleneck(x, zeros([3, 2]), zeros([2, 3])).toArray(), x.toArray());
equal(cell(x, zeros([2, 8]), zeros([3, 16]), zeros([8, 16])).shape, [2, 8]);
same<Tensor<[2, 7]>>()(wider(x, h), true);
equal(stacked(h, [{ w: zeros([4, 4]), b: zeros([4]) }]).toArray(), h.toArray());

// The same functions for a named batch, and for one that nobody knows.
declare const named: Tensor<['batch', 3]>;
same<() => Tensor<['batch', 4]>>()(() => dense(named, ones([3, 4]), zeros([4])), true);
const batch: number = Number('5');
same<Tensor<[number, 4]>>()(dense(ones([batch, 3]), ones([3, 4]), zeros([4])), true);
