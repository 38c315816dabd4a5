// budget: 13500 instantiations
// A dense layer and layer norm over generic sizes, and their use.
import {
  add,
  div,
  matmul,
  mean,
  mul,
  ones,
  relu,
  sqrt,
  sub,
  variance,
  type Dim,
  type Tensor,
} from '@cotangent/tensor';

const dense = <B extends Dim, I extends Dim, H extends Dim>(
  x: Tensor<[B, I]>,
  w: Tensor<[I, H]>,
  b: Tensor<[H]>,
) => relu(add(matmul(x, w), b));
const norm = <B extends Dim, H extends Dim>(x: Tensor<[B, H]>, scale: Tensor<[H]>): Tensor<[B, H]> => {
  const centered = sub(x, mean(x, -1, { keepDims: true }));
  return mul(div(centered, sqrt(add(variance(x, -1, { keepDims: true }), 1e-5))), scale);
};
export const y = norm(dense(ones([20, 784]), ones([784, 10]), ones([10])), ones([10]));
