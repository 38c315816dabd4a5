// The network that the tab begins with: ConvNetJS's for digits, with its optimizer.
import { constant, conv, convNetJS, flatten, linear, maxPool, named, sequential } from '@cotangent/nn';
import { adadelta, chain, l2Decay } from '@cotangent/optim';
import { relu } from '@cotangent/tensor';

const start = { init: convNetJS(), biasInit: constant(0.1) };

export const model = sequential(
  [1, 24, 24],
  named('conv1', conv(8, 5, { padding: 2, ...start })),
  relu,
  maxPool(2),
  named('conv2', conv(16, 5, { padding: 2, ...start })),
  relu,
  maxPool(3),
  flatten(),
  named('fc', linear(10, { init: convNetJS() })),
);

export const optimizer = chain(l2Decay(0.001), adadelta());

export const batchSize = 20;
