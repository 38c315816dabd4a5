// The network that the tab begins with: from a number to a number, with two hidden layers.
import { linear, sequential } from '@cotangent/nn';
import { adam } from '@cotangent/optim';
import { tanh } from '@cotangent/tensor';

export const model = sequential([1], linear(24), tanh, linear(12), tanh, linear(1));

export const optimizer = adam(0.01);
