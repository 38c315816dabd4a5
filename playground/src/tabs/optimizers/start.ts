// What the tab begins with: ConvNetJS's network for digits, and optimizers that all train a copy of it.
import { constant, conv, convNetJS, flatten, linear, maxPool, sequential } from '@cotangent/nn';
import { adadelta, adagrad, adam, sgd } from '@cotangent/optim';
import { relu } from '@cotangent/tensor';

const start = { init: convNetJS(), biasInit: constant(0.1) };

export const model = sequential(
  [1, 24, 24],
  conv(8, 5, { padding: 2, ...start }),
  relu,
  maxPool(2),
  conv(16, 5, { padding: 2, ...start }),
  relu,
  maxPool(3),
  flatten(),
  linear(10, { init: convNetJS() }),
);

export const optimizers = {
  SGD: sgd(0.01),
  Momentum: sgd(0.01, { momentum: 0.9 }),
  Adagrad: adagrad(0.01),
  Adadelta: adadelta(),
  Adam: adam(0.001),
};

export const batchSize = 20;
