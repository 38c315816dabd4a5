// A convolution over generic batch and channels, written out: padding, windows, one contraction, a bias.
// Spatial sizes are computed; where they are generic they become unknown, never wrong.
import {
  add,
  einsum,
  expandDims,
  max,
  mean,
  ones,
  pad,
  relu,
  reshape,
  windows,
  zeros,
  type Dim,
  type Tensor,
} from '@cotangent/tensor';
import { equal, same } from './same.js';

export const conv = <B extends Dim, C extends Dim, O extends Dim>(
  x: Tensor<[B, C, 24, 24]>,
  w: Tensor<[O, C, 5, 5]>,
  b: Tensor<[O]>,
) => {
  const padded = pad(x, [
    [0, 0],
    [0, 0],
    [2, 2],
    [2, 2],
  ]);
  same<Tensor<[B, C, 28, 28]>>()(padded, true);
  const patches = windows(padded, { axes: [2, 3], size: 5 });
  same<Tensor<[B, C, 24, 24, 5, 5]>>()(patches, true);
  const product = einsum('bcxyij,ocij->boxy', patches, w);
  same<Tensor<[B, O, 24, 24]>>()(product, true);
  const bias = reshape(b, [-1, 1, 1]);
  same<Tensor<[O, 1, 1]>>()(bias, true);
  const y = relu(add(product, bias));
  same<Tensor<[B, O, 24, 24]>>()(y, true);
  return y;
};

const strided = <B extends Dim, C extends Dim, O extends Dim>(
  x: Tensor<[B, C, 24, 24]>,
  w: Tensor<[O, C, 3, 3]>,
  b: Tensor<[O]>,
): Tensor<[B, O, 11, 11]> =>
  add(
    einsum('bcxyij,ocij->boxy', windows(x, { axes: [-2, -1], size: [3, 3], stride: 2 }), w),
    expandDims(b, [1, 2]),
  );

const maxPool = <B extends Dim, C extends Dim>(x: Tensor<[B, C, 24, 24]>): Tensor<[B, C, 12, 12]> =>
  max(windows(x, { axes: [2, 3], size: 2, stride: 2 }), [-2, -1]);

const anySize = <B extends Dim, C extends Dim, O extends Dim, N extends Dim>(
  x: Tensor<[B, C, N, N]>,
  w: Tensor<[O, C, 3, 3]>,
): Tensor<[B, O, number, number]> => einsum('bcxyij,ocij->boxy', windows(x, { axes: [2, 3], size: 3 }), w);

const pooled = <B extends Dim, C extends Dim, N extends Dim>(x: Tensor<[B, C, N, N]>) => {
  const y = mean(x, [2, 3]);
  same<Tensor<[B, C]>>()(y, true);
  return y;
};

const images = ones([2, 1, 24, 24]);
const features = conv(images, ones([8, 1, 5, 5]), zeros([8]));
same<Tensor<[2, 8, 24, 24]>>()(features, true);
equal(features.toArray()[1]?.[7]?.[0]?.slice(0, 4), [9, 12, 15, 15]);
const halved = maxPool(features);
equal(halved.shape, [2, 8, 12, 12]);
const flat = reshape(halved, [2, -1]);
same<Tensor<[2, 1152]>>()(flat, true);
equal(strided(images, ones([4, 1, 3, 3]), ones([4])).toArray()[0]?.[0]?.[0]?.[0], 10);
equal(anySize(images, ones([4, 1, 3, 3])).shape, [2, 4, 22, 22]);
same<Tensor<[2, 8]>>()(pooled(features), true);
