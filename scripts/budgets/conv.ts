// budget: 22900 instantiations
// A convolution block as compositions: padding, windows, one contraction, a bias, pooling.
import { add, einsum, max, ones, pad, relu, reshape, windows } from '@cotangent/tensor';

const padded = pad(ones([20, 1, 24, 24]), [
  [0, 0],
  [0, 0],
  [2, 2],
  [2, 2],
]);
const product = einsum('bcxyij,ocij->boxy', windows(padded, { axes: [2, 3], size: 5 }), ones([8, 1, 5, 5]));
const h = relu(add(product, reshape(ones([8]), [8, 1, 1])));
export const y = max(windows(h, { axes: [2, 3], size: 2, stride: 2 }), [-1, -2]);
