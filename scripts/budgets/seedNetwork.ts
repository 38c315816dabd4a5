// budget: 16000 instantiations
// The seed network: every layer inferred from the one before it, its parameters, and one prediction.
import { ones, random, relu, type Tensor } from '@cotangent/tensor';
import { conv, flatten, linear, maxPool, named, predict, sequential } from '@cotangent/nn';

const model = sequential(
  [1, 24, 24],
  named('conv1', conv(8, 5, { padding: 2 })),
  relu,
  maxPool(2),
  named('conv2', conv(16, 5, { padding: 2 })),
  relu,
  maxPool(3),
  flatten(),
  named('fc', linear(10)),
);
const { params } = model.init(random.key(0));
export const w: Tensor<[256, 10]> = params.fc.w;
export const y: Tensor<[20, 10]> = predict(model, params, ones([20, 1, 24, 24]));
