// The network that the tab begins with: from the pixels of a digit to two numbers, and from them to the pixels again.
import { linear, named, sequential } from '@cotangent/nn';
import { adam } from '@cotangent/optim';
import { sigmoid, tanh } from '@cotangent/tensor';

export const model = sequential(
  [784],
  linear(50),
  tanh,
  linear(50),
  tanh,
  named('code', linear(2)),
  linear(50),
  tanh,
  linear(50),
  tanh,
  linear(784),
  sigmoid,
);

export const optimizer = adam(0.01);

export const batchSize = 64;
