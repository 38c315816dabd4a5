// budget: 22500 instantiations
// A dense network of five layers: forward, loss, gradient, update.
import {
  add,
  logSumExp,
  matmul,
  mean,
  mul,
  ones,
  relu,
  sub,
  sum,
  tree,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { valueAndGrad } from '@cotangent/autograd';

const layer = <I extends number, O extends number>(inputs: I, outputs: O) => ({
  w: zeros([inputs, outputs]),
  b: zeros([outputs]),
});
const model = {
  one: layer(784, 256),
  two: layer(256, 128),
  three: layer(128, 64),
  four: layer(64, 32),
  five: layer(32, 10),
};
const loss = (p: typeof model, x: Tensor<[20, 784]>, hot: Tensor<[20, 10]>) => {
  const h1 = relu(add(matmul(x, p.one.w), p.one.b));
  const h2 = relu(add(matmul(h1, p.two.w), p.two.b));
  const h3 = relu(add(matmul(h2, p.three.w), p.three.b));
  const h4 = relu(add(matmul(h3, p.four.w), p.four.b));
  const logits = add(matmul(h4, p.five.w), p.five.b);
  return mean(sub(logSumExp(logits, 1), sum(mul(logits, hot), 1)));
};
const [, gradient] = valueAndGrad(loss)(model, ones([20, 784]), ones([20, 10]));
export const moved = tree.map((p, g) => sub(p, mul(g, 0.1)), model, gradient);
