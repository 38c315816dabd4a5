import { linear, mse, sequential } from '@cotangent/nn';
import { adam, chain, l2Decay } from '@cotangent/optim';
import { random, tanh, tensor, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { Learner } from './learner.ts';

const x = tensor([[-1], [0], [1]]) as Tensor;
const y = tensor([[1], [0], [1]]) as Tensor;
const begin = (seed: number): Learner => {
  const network = {
    model: sequential([1], linear(8), tanh, linear(1)),
    optimizer: chain(l2Decay(0), adam(0.02)),
  };
  return new Learner(network, random.key(seed), (output, target) => mse(output, target as Tensor));
};

test('learns, the same from the same seed', () => {
  const losses = (seed: number): readonly number[] => {
    const learner = begin(seed);
    return Array.from({ length: 200 }, () => learner.train(x, y).loss);
  };
  const first = losses(1);
  expect(first.at(-1)).toBeLessThan(0.05 * first[0]);
  expect(losses(1)).toEqual(first);
  expect(losses(2)[0]).not.toBe(first[0]);
});

test('tells what each layer makes of a batch, and goes on from it', () => {
  const learner = begin(0);
  const hidden = learner.apply(x, { to: 1 });
  expect(hidden.shape).toEqual([3, 8]);
  const whole = learner.apply(x).toArray();
  expect(learner.apply(hidden, { from: 1 }).toArray()).toEqual(whole);
});

test('takes another value for a hyper-parameter with the next step', () => {
  const learner = begin(0);
  learner.train(x, y);
  learner.set('adam.learningRate', 0);
  expect(learner.hyper).toMatchObject({ adam: { learningRate: 0 } });
  const before = learner.apply(x).toArray();
  learner.train(x, y);
  expect(learner.apply(x).toArray()).toEqual(before);
});
