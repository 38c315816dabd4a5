// budget: 31900 instantiations
// Twenty ops of all families, one after another.
import {
  add,
  broadcastTo,
  concat,
  div,
  exp,
  matmul,
  max,
  mean,
  mul,
  ones,
  permute,
  relu,
  reshape,
  slice,
  softmax,
  split,
  sub,
  sum,
  tanh,
  transpose,
  where,
  greater,
  zeros,
} from '@cotangent/tensor';

const x = ones([20, 784]);
const h1 = relu(add(matmul(x, zeros([784, 256])), zeros([256])));
const h2 = tanh(sub(h1, mean(h1, -1, { keepDims: true })));
const h3 = reshape(h2, [20, 4, 8, 8]);
const h4 = permute(h3, [0, 2, 3, 1]);
const h5 = mul(h4, broadcastTo(zeros([4]), [8, 8, 4]));
const h6 = concat([h5, exp(h5)], -1);
const [h7] = split(h6, 2, 3);
const h8 = div(slice(h7, [0, 1], [10]), 2);
const h9 = where(greater(h8, 0), h8, 0);
const h10 = max(h9, [1, 2]);
export const y = sum(softmax(transpose(h10)));
