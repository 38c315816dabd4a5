// The network that the tab begins with: two inputs, a hidden layer, two neurons whose grid is shown, and two classes.
import { linear, sequential } from '@cotangent/nn';
import { adam, chain, l2Decay } from '@cotangent/optim';
import { tanh } from '@cotangent/tensor';

export const model = sequential([2], linear(8), tanh, linear(2), tanh, linear(2));

export const optimizer = chain(l2Decay(0.001), adam(0.01));
