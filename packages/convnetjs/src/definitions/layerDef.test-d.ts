import { fromLayerDefs, Trainer, type LayerDef, type Model, type Params } from '@cotangent/convnetjs';
import { predict } from '@cotangent/nn';
import { ones, type Tensor } from '@cotangent/tensor';
import { expectTypeOf, test } from 'vitest';

const input = { type: 'input', out_sx: 24, out_sy: 24, out_depth: 1 } as const;

test('definitions that are right', () => {
  const defs: LayerDef[] = [
    input,
    { type: 'conv', sx: 5, filters: 8, stride: 1, pad: 2, activation: 'relu' },
    { type: 'pool', sx: 2, stride: 2, drop_prob: 0.5 },
    { type: 'fc', num_neurons: 10, activation: 'maxout', group_size: 5, l2_decay_mul: 0 },
    { type: 'lrn', k: 1, n: 3, alpha: 0.1, beta: 0.75 },
    { type: 'maxout' },
    { type: 'dropout' },
    { type: 'quadtransform' },
    { type: 'tanh' },
    { type: 'regression', num_neurons: 10 },
  ];
  const { model, params } = fromLayerDefs(defs);
  expectTypeOf(model).toEqualTypeOf<Model>();
  expectTypeOf(params).toEqualTypeOf<Params>();
  expectTypeOf(predict(model, params, ones([20, 1, 24, 24]))).toExtend<Tensor>();
});

test('types that are misspelt', () => {
  // @ts-expect-error there is no layer 'convv'
  fromLayerDefs([input, { type: 'convv', sx: 5, filters: 8 }]);
  // @ts-expect-error there is no activation 'gelu'
  fromLayerDefs([input, { type: 'relu', activation: 'gelu' }]);
  // @ts-expect-error there is no option 'strid'
  fromLayerDefs([input, { type: 'conv', sx: 5, filters: 8, strid: 2 }]);
});

test('sizes that are missing', () => {
  // @ts-expect-error out_depth is missing
  fromLayerDefs([{ type: 'input', out_sx: 24, out_sy: 24 }]);
  // @ts-expect-error sx is missing
  fromLayerDefs([input, { type: 'conv', filters: 8 }]);
  // @ts-expect-error filters are missing
  fromLayerDefs([input, { type: 'conv', sx: 8 }]);
  // @ts-expect-error num_neurons are missing
  fromLayerDefs([input, { type: 'fc' }]);
  // @ts-expect-error sx is missing
  fromLayerDefs([input, { type: 'pool', stride: 2 }]);
  // @ts-expect-error num_classes are missing
  fromLayerDefs([input, { type: 'softmax' }]);
  // @ts-expect-error regression has num_neurons
  fromLayerDefs([input, { type: 'regression', num_classes: 2 }]);
  // @ts-expect-error beta is missing
  fromLayerDefs([input, { type: 'lrn', k: 1, n: 3, alpha: 0.1 }]);
});

test('trainers', () => {
  const { model, params } = fromLayerDefs([input, { type: 'softmax', num_classes: 10 }]);
  const trainer = new Trainer(model, params, { method: 'adadelta', batch_size: 20, l2_decay: 0.001 });
  expectTypeOf(trainer.trainBatch(ones([20, 1, 24, 24]), [1]).cost_loss).toBeNumber();
  // @ts-expect-error there is no method 'adadelt'
  expectTypeOf(new Trainer(model, params, { method: 'adadelt' }));
  // @ts-expect-error there is no option 'learning_rat'
  expectTypeOf(new Trainer(model, params, { learning_rat: 1 }));
});
