// Corrected mode has right derivatives; compat mode differs from it in what it must, and in nothing else.
import {
  fromLayerDefs,
  layerValues,
  networkOf,
  type LayerDef,
  type Mode,
  type Params,
  type Target,
} from '@cotangent/convnetjs';
import { predict, summary } from '@cotangent/nn';
import { grad } from '@cotangent/autograd';
import {
  ones,
  random,
  reshape,
  standardDeviation,
  sum,
  tensor,
  tree,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { checkGradients } from '@cotangent/testing';
import { expect, test } from 'vitest';
import { lossesOf } from '../network/losses.ts';
import { activationsOf } from '../network/network.ts';

type Images = Tensor<[number, number, number, number]>;
const float64 = { dtype: 'float64' } as const;
const draw = (shape: readonly number[], seed = 1): Images =>
  random.normal(random.key(seed), shape, float64) as Tensor as Images;
const input = (out_sx: number, out_sy: number, out_depth: number): LayerDef => ({
  type: 'input',
  out_sx,
  out_sy,
  out_depth,
});

const networks: Readonly<Record<string, readonly LayerDef[]>> = {
  'conv, tanh, pool, fc, sigmoid, softmax': [
    input(5, 4, 2),
    { type: 'conv', sx: 3, sy: 2, filters: 3, stride: 1, pad: 1, activation: 'tanh' },
    { type: 'pool', sx: 3, stride: 2, pad: 1 },
    { type: 'fc', num_neurons: 4, activation: 'sigmoid' },
    { type: 'softmax', num_classes: 3 },
  ],
  'lrn, even and odd, maxout, svm': [
    input(2, 3, 5),
    { type: 'lrn', k: 1, n: 3, alpha: 0.5, beta: 0.75 },
    { type: 'lrn', k: 1, n: 4, alpha: 0.5, beta: 0.75 },
    { type: 'maxout', group_size: 2 },
    { type: 'svm', num_classes: 3 },
  ],
  'quadtransform, relu, regression': [
    input(1, 2, 2),
    { type: 'fc', num_neurons: 4, activation: 'relu', tensor: true },
    { type: 'conv', sx: 1, filters: 2, drop_prob: 0.5 },
    { type: 'regression', num_neurons: 3 },
  ],
};

for (const [name, defs] of Object.entries(networks)) {
  test(`derivatives of ${name}`, () => {
    const { model, params } = fromLayerDefs(defs, float64);
    const x = draw([2, ...model.input]);
    const target = (defs.at(-1)?.type === 'regression' ? draw([2, 3], 2) : tensor([0, 2], 'int32')) as Target;
    const context = { training: true, key: random.key(3) };
    const loss = (images: Tensor, at: Params): Tensor =>
      sum(lossesOf(networkOf(model), activationsOf(model, at, images, context), target)) as Tensor;
    checkGradients(loss, [x, params], { order: 1, coordinates: 8, directions: 2 });
  });
}

test('the gradients of activations are those of what follows', () => {
  const { model, params } = fromLayerDefs(networks['conv, tanh, pool, fc, sigmoid, softmax'], float64);
  const x = draw([2, 2, 4, 5]);
  const target = tensor([0, 2], 'int32');
  const told = layerValues(model, params, x, target);
  const loss = (images: Tensor): Tensor => sum(layerValues(model, params, images, target).losses) as Tensor;
  expectClose(grad(loss as (images: Tensor) => Tensor<[]>)(x), told.activationGradients[0]);
  expectClose(told.activationGradients.at(-1) as Tensor, zeros([2, 3], 'float64'));
  expect(told.losses.shape).toEqual([2]);
});

function expectClose(got: Tensor, want: Tensor, digits = 12): void {
  expect(got.shape).toEqual(want.shape);
  Array.from(want.data()).forEach((value, k) => expect(got.data()[k]).toBeCloseTo(Number(value), digits));
}

/** What a network of one layer makes of `x`, in a mode. */
const through = (mode: Mode, layer: LayerDef, x: Images, context = {}): Tensor => {
  const [, depth, sy, sx] = x.shape;
  const { model } = fromLayerDefs([input(sx, sy, depth), layer], { mode, dtype: 'float64' });
  return predict(model, {}, x, context) as Tensor;
};
const one = (...values: number[]): Images =>
  reshape(tensor(values, 'float64'), [1, values.length, 1, 1]) as Tensor as Images;

test('tanh where its exponential overflows', () => {
  const tanh: LayerDef = { type: 'tanh' };
  expect(through('corrected', tanh, one(400, -400)).data()).toEqual(Float64Array.of(1, -1));
  expect(through('compat', tanh, one(400, -400)).data()).toEqual(Float64Array.of(NaN, -1));
});

test('dropout outside of training, and in it', () => {
  const dropout: LayerDef = { type: 'dropout', drop_prob: 0.25 };
  expect(through('corrected', dropout, one(4)).item()).toBe(4);
  expect(through('compat', dropout, one(4)).item()).toBe(1);
  const x = ones([1, 1, 40, 40], 'float64') as Tensor as Images;
  const values = (mode: Mode) =>
    new Set(through(mode, dropout, x, { training: true, key: random.key(1) }).data());
  expect(values('corrected')).toEqual(new Set([0, 1 / 0.75]));
  expect(values('compat')).toEqual(new Set([0, 1]));
});

test('which of equal maxima takes the gradient of a pool', () => {
  const taken = (mode: Mode): readonly number[] => {
    const f = (x: Images): Tensor<[]> => sum(through(mode, { type: 'pool', sx: 2 }, x)) as Tensor<[]>;
    // The maximum, 1, is at (x 1, y 0) and at (x 0, y 1).
    const x = tensor(
      [
        [
          [
            [0, 1],
            [1, 0],
          ],
        ],
      ],
      'float64',
    ) as Tensor as Images;
    return Array.from(grad(f)(x).data());
  };
  expect(taken('corrected')).toEqual([0, 1, 0, 0]);
  expect(taken('compat')).toEqual([0, 0, 1, 0]);
});

test('losses of both modes, whose gradients are the same', () => {
  const of = (last: LayerDef, target: Target) =>
    (['corrected', 'compat'] as const).map((mode) => {
      const { model, params } = fromLayerDefs([input(1, 1, 3), last], { mode, dtype: 'float64' });
      const { losses, activationGradients } = layerValues(model, params, one(1, 2, 3), target);
      return { loss: Number(losses.data()[0]), gradient: Array.from(activationGradients[1].data()) };
    });
  const label = tensor([1], 'int32');
  const [svm, looseSvm] = of({ type: 'svm', num_classes: 4 }, label);
  expect(looseSvm.loss).toBeCloseTo(svm.loss + 1, 12);
  expect(looseSvm.gradient).toEqual(svm.gradient);
  const numbers = tensor([[1, 2]], 'float64') as Tensor as Tensor<[number, number]>;
  const [half, double] = of({ type: 'regression', num_neurons: 2 }, numbers);
  expect(double.loss).toBeCloseTo(4 * half.loss, 12);
  expect(double.gradient).toEqual(half.gradient);
  const [log, looseLog] = of({ type: 'softmax', num_classes: 4 }, label);
  expect(looseLog.loss).toBeCloseTo(log.loss, 12);
  expect(looseLog.gradient).toEqual(log.gradient);
});

test('layers take what fc layers return for images of one pixel', () => {
  const { model, params } = fromLayerDefs([
    input(3, 3, 1),
    { type: 'fc', num_neurons: 4 },
    { type: 'conv', sx: 1, filters: 2 },
    { type: 'fc', num_neurons: 3 },
    { type: 'lrn', k: 1, n: 3, alpha: 1, beta: 1 },
    { type: 'pool', sx: 1, stride: 1 },
  ]);
  expect(model.output).toEqual([3, 1, 1]);
  expect(predict(model, params, ones([2, 1, 3, 3])).shape).toEqual([2, 3, 1, 1]);
  expect(tree.paths(params)).toEqual(['conv2.b', 'conv2.w', 'fc1.b', 'fc1.w', 'fc3.b', 'fc3.w']);
  expect(summary(model).parameters).toBe(9 * 4 + 4 + 4 * 2 + 2 + 2 * 3 + 3);
});

test('weights start as in ConvNetJS: normal by their inputs, biases at 0, or at 0.1 before a relu', () => {
  const { params } = fromLayerDefs([
    input(1, 1, 400),
    { type: 'fc', num_neurons: 100, activation: 'relu' },
    { type: 'fc', num_neurons: 5, bias_pref: 0.5 },
    { type: 'softmax', num_classes: 2 },
  ]);
  const { fc1, fc3, fc4 } = params;
  expect(Number(standardDeviation(fc1.w).item())).toBeCloseTo(1 / 20, 3);
  expect([fc1, fc3, fc4].map(({ b }) => b.data()[0])).toEqual([Math.fround(0.1), 0.5, 0]);
});
