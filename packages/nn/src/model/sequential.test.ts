import { valueAndGrad } from '@cotangent/autograd';
import { ones, random, relu, zeros, type Tensor } from '@cotangent/tensor';
import { expect, expectTypeOf, test } from 'vitest';
import {
  conv,
  dropout,
  flatten,
  linear,
  maxPool,
  named,
  predict,
  sequential,
  softmaxCrossEntropy,
} from '../index.ts';

const seed = sequential(
  [1, 24, 24],
  named('conv1', conv(8, 5, { padding: 2 })),
  relu,
  maxPool(2),
  named('conv2', conv(16, 5, { padding: 2 })),
  relu,
  maxPool(3),
  flatten(),
  dropout(0.2),
  named('fc', linear(10)),
);

test('shapes flow from layer to layer, in types and at run time', () => {
  const { params } = seed.init(random.key(0));
  expectTypeOf(params.fc.w).toEqualTypeOf<Tensor<[256, 10]>>();
  expectTypeOf(params.conv2.w).toEqualTypeOf<Tensor<[16, 8, 5, 5]>>();
  expect(params.fc.w.shape).toEqual([256, 10]);
  expect(params.conv2.w.shape).toEqual([16, 8, 5, 5]);
  expect(seed.output).toEqual([10]);
  const y = predict(seed, params, ones([20, 1, 24, 24]));
  expectTypeOf(y).toEqualTypeOf<Tensor<[20, 10]>>();
  expect(y.shape).toEqual([20, 10]);
});

test('gradients have the shapes of the parameters', () => {
  const { params } = seed.init(random.key(0));
  const context = { training: true, key: random.key(1) };
  const loss = (p: typeof params) =>
    softmaxCrossEntropy(predict(seed, p, ones([2, 1, 24, 24]), context), zeros([2], 'int32'));
  const [value, gradient] = valueAndGrad(loss)(params);
  expect(value.item()).toBeGreaterThan(0);
  expect(gradient.conv1.w.shape).toEqual([8, 1, 5, 5]);
});

test('errors name the path of the layer', () => {
  const { params } = seed.init(random.key(0));
  expect(() => predict(seed, params, ones([20, 1, 24, 24]), { training: true })).toThrow(
    'sequential[7].dropout: in training, what is random needs a key.',
  );
});
