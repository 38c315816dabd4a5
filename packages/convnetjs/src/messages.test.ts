// What is refused at every door of the package, and the words for it. Nothing is made where something is refused.
import {
  addTo,
  augment,
  averageOf,
  brain,
  crop,
  ensembleOf,
  flip,
  fromImageData,
  fromJSON,
  fromLayerDefs,
  fromTensor,
  layerValues,
  magicNet,
  networkOf,
  toJSON,
  toTensor,
  Trainer,
  vol,
  type LayerDef,
  type Model,
} from '@cotangent/convnetjs';
import { ones, random, relu, zeros, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';

const message = (f: () => unknown): string => {
  try {
    f();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};
const input = { type: 'input', out_sx: 6, out_sy: 5, out_depth: 2 };
/** As code without types calls it. */
const defs = (...layers: object[]): string =>
  message(() => fromLayerDefs([input, ...layers] as unknown[] as LayerDef[]));

test('layer_defs that are none', () => {
  expect(message(() => fromLayerDefs([]))).toMatchInlineSnapshot(`
    "fromLayerDefs: a network has an input and further layers.
      layer_defs: []
    Expected a list of at least two definitions."
  `);
  expect(message(() => fromLayerDefs([{ type: 'relu' }, { type: 'softmax', num_classes: 2 }])))
    .toMatchInlineSnapshot(`
    "layer_defs[0].relu: the first layer is the input.
      type: 'relu'
    Expected type: 'input'."
  `);
  expect(defs({ type: 'convv', sx: 3, filters: 4 })).toMatchInlineSnapshot(`
    "layer_defs[1].convv: there is no such type of layer.
      type: 'convv'
    Expected one of input, conv, pool, fc, relu, sigmoid, tanh, maxout, dropout, lrn, quadtransform, softmax, svm, regression."
  `);
  expect(defs('relu' as never)).toMatchInlineSnapshot(`
    "fromLayerDefs: each definition has a type.
      layer_defs[1]: 'relu'
    Expected an object such as { type: 'relu' }."
  `);
  expect(defs({ type: 'relu', activation: 'softplus' })).toMatchInlineSnapshot(`
    "layer_defs[1].relu: there is no such activation.
      activation: 'softplus'
    Expected relu, sigmoid, tanh, maxout."
  `);
  expect(defs({ type: 'conv', sx: 3, filters: 4, strid: 2 })).toMatchInlineSnapshot(`
    "layer_defs[1].conv: no layer has such an option.
      strid: 2
    Expected options of conv: sx, sy, filters, stride, pad, bias_pref, l1_decay_mul, l2_decay_mul."
  `);
  expect(defs({ type: 'fc', num_neurons: 3, tensor: 1 })).toMatchInlineSnapshot(`
    "layer_defs[1].fc: tensor says whether there is a quadtransform.
      tensor: 1
    Expected true or false."
  `);
  expect(defs({ type: 'constructor', strid: 1 })).toMatchInlineSnapshot(`
    "layer_defs[1].constructor: no layer has such an option.
      strid: 1
    Expected options of constructor: none of its own."
  `);
  expect(defs({ type: 'fc', num_neurons: 3, filters: 4 }, { type: 'maxout', group_size: 4 })).toContain(
    'in_depth: 3',
  );
  expect(defs(input)).toMatchInlineSnapshot(`
    "layer_defs[1].input: only the first layer is the input.
      type: 'input'
    Expected another layer."
  `);
  expect(message(() => fromLayerDefs([input, { type: 'relu' }] as LayerDef[], { mode: 'strict' as never })))
    .toMatchInlineSnapshot(`
    "fromLayerDefs: there is no such mode.
      mode: 'strict'
    Expected 'corrected' or 'compat'."
  `);
});

test('sizes that are missing or do not fit', () => {
  expect(defs({ type: 'conv', filters: 4 })).toMatchInlineSnapshot(`
    "layer_defs[1].conv: sx is missing.
      sx: undefined
    Expected an integer of at least 1."
  `);
  expect(defs({ type: 'conv', sx: 3 })).toMatchInlineSnapshot(`
    "layer_defs[1].conv: filters is missing.
      filters: undefined
    Expected an integer of at least 1."
  `);
  expect(defs({ type: 'fc' })).toMatchInlineSnapshot(`
    "layer_defs[1].fc: num_neurons is missing.
      num_neurons: undefined
    Expected an integer of at least 1."
  `);
  expect(defs({ type: 'softmax' })).toMatchInlineSnapshot(`
    "layer_defs[1].softmax: num_classes is missing.
      num_classes: undefined
    Expected an integer of at least 1."
  `);
  expect(defs({ type: 'relu' }, { type: 'conv', sx: 3, sy: 8, filters: 4, pad: 1 })).toMatchInlineSnapshot(`
    "layer_defs[2].conv: the window must fit into the input along y.
      in_sy: 5
      sy: 8
      pad: 1
    Expected at most 7, the input with its padding."
  `);
  expect(defs({ type: 'pool', sx: 2, pad: 2 })).toMatchInlineSnapshot(`
    "layers[1].pool: no window may lie in the padding alone.
      pad: 2
    Expected less than 2."
  `);
  expect(defs({ type: 'maxout', group_size: 3 })).toMatchInlineSnapshot(`
    "layer_defs[1].maxout: a group is no larger than the layer before it is deep.
      group_size: 3
      in_depth: 2
    Expected at most 2."
  `);
  expect(defs({ type: 'fc', num_neurons: 4, drop_prob: 2 })).toMatchInlineSnapshot(`
    "layer_defs[1].fc: dropout: drop_prob must be a number from 0 to 1.
      drop_prob: 2
    Expected a number from 0 to 1."
  `);
  expect(defs({ type: 'dropout', drop_prob: 1 })).toMatchInlineSnapshot(`
    "layers[1].dropout: something must be left.
      drop_prob: 1
    Expected a probability below 1."
  `);
  expect(defs({ type: 'lrn', k: 1, n: 3, alpha: 1 })).toMatchInlineSnapshot(`
    "layer_defs[1].lrn: beta is missing.
      beta: undefined
    Expected a number."
  `);
  expect(defs({ type: 'softmax', num_classes: 3 }, { type: 'relu' })).toMatchInlineSnapshot(`
    "layers[2].softmax: a loss is the last layer.
      layer: 2 of 4
    Expected no layer behind it."
  `);
  expect(defs({ type: 'softmax', num_classes: 3, drop_prob: 0.5 })).toMatchInlineSnapshot(`
    "layer_defs[1].softmax: drop_prob has no place at this layer.
      drop_prob: 0.5
    Expected no drop_prob here."
  `);
});

const made = fromLayerDefs([
  { type: 'input', out_sx: 2, out_sy: 2, out_depth: 1 },
  { type: 'conv', sx: 2, filters: 3, activation: 'relu' },
  { type: 'softmax', num_classes: 3 },
]);
type Written = { layers: Record<string, unknown>[] };
/** What reading the network says once `change` was made to its JSON. */
const reading = (change: (json: Written) => unknown): string => {
  const json = JSON.parse(JSON.stringify(toJSON(made.model, made.params))) as Written;
  change(json);
  return message(() => fromJSON(json));
};

test('network JSON that is damaged', () => {
  expect(message(() => fromJSON({}, { dtype: 'int32' as never }))).toMatchInlineSnapshot(`
    "fromJSON: parameters are floats.
      dtype: 'int32'
    Expected 'float32' or 'float64'."
  `);
  const text = JSON.stringify(toJSON(made.model, made.params));
  expect(message(() => fromJSON(text.slice(0, 90))).replace(/error: .*/, 'error: …')).toMatchInlineSnapshot(`
    "fromJSON: the text must be whole JSON.
      json: 90 characters, that end with '… :1},{"out_sx":1,"out_sy"'
      error: …
    Expected the text of one network, not cut off."
  `);
  expect(message(() => fromJSON({}))).toMatchInlineSnapshot(`
    "fromJSON: a network has layers.
      layers: undefined
    Expected an object { layers: [{ layer_type: … }, …] }."
  `);
  expect(reading(({ layers }) => (layers[2] = {}))).toMatchInlineSnapshot(`
    "fromJSON: each layer has a type.
      layers[2]: an object
    Expected an object such as { layer_type: 'relu', … }."
  `);
  expect(reading(({ layers }) => (layers[2]['layer_type'] = 'gelu'))).toMatchInlineSnapshot(`
    "layers[2].gelu: there is no such type of layer.
      type: 'gelu'
    Expected one of input, conv, pool, fc, relu, sigmoid, tanh, maxout, dropout, lrn, quadtransform, softmax, svm, regression."
  `);
  expect(reading(({ layers }) => delete layers[1]['filters'])).toMatchInlineSnapshot(`
    "layers[1].conv: weights are missing.
      filters: undefined
    Expected a list of 3 Vols."
  `);
  expect(reading(({ layers }) => (layers[1]['filters'] as object[]).pop())).toMatchInlineSnapshot(`
    "layers[1].conv: there is a filter for each output.
      filters: 2 filters
    Expected 3 of them."
  `);
  expect(reading(({ layers }) => delete layers[3]['biases'])).toMatchInlineSnapshot(`
    "layers[3].fc: weights are missing.
      biases: undefined
    Expected a Vol of sx, sy and depth 1, 1, 3, with 3 numbers in w."
  `);
  expect(reading(({ layers }) => ((layers[3]['filters'] as { w: number[] }[])[1].w = [1, 2])))
    .toMatchInlineSnapshot(`
      "layers[3].fc: weights have the sizes of their layer.
        filters[1].w: 2 numbers
      Expected a Vol of sx, sy and depth 1, 1, 3, with 3 numbers in w."
    `);
  expect(reading(({ layers }) => ((layers[3]['filters'] as { w: unknown[] }[])[1].w[2] = null)))
    .toMatchInlineSnapshot(`
    "layers[3].fc: weights are numbers.
      filters[1].w[2]: null
    Expected a number."
  `);
  expect(reading(({ layers }) => ((layers[1]['filters'] as { sx: number }[])[0].sx = 3)))
    .toMatchInlineSnapshot(`
    "layers[1].conv: weights have the sizes of their layer.
      filters[0]: [3, 2, 1]
    Expected a Vol of sx, sy and depth 2, 2, 1, with 4 numbers in w."
  `);
  expect(reading(({ layers }) => (layers[3]['num_inputs'] = 12))).toMatchInlineSnapshot(`
    "layers[3].fc: num_inputs must be what follows from the layer before and the options.
      num_inputs: 12
    Expected 3."
  `);
  expect(reading(({ layers }) => (layers[1]['out_sx'] = 2))).toMatchInlineSnapshot(`
    "layers[1].conv: out_sx must be what follows from the layer before and the options.
      out_sx: 2
    Expected 1."
  `);
  expect(reading(({ layers }) => layers.pop() && layers.shift())).toMatchInlineSnapshot(`
    "layers[0].conv: the first layer is the input.
      type: 'conv'
    Expected type: 'input'."
  `);
});

test('models and parameters of others', () => {
  expect(message(() => networkOf(relu as never as Model))).toMatchInlineSnapshot(`
    "networkOf: the model must be one of this package.
      model: a function
    Expected what fromLayerDefs or fromJSON returns as model."
  `);
  expect(message(() => toJSON(made.model, {}))).toMatchInlineSnapshot(`
    "layers[1].conv: parameters have the shapes of their layer.
      w: undefined
    Expected a tensor of floats of shape [3, 1, 2, 2]."
  `);
  const { conv1 } = made.params;
  expect(message(() => toJSON(made.model, { ...made.params, conv1: { ...conv1, w: zeros([3, 1, 2, 1]) } })))
    .toMatchInlineSnapshot(`
      "layers[1].conv: parameters have the shapes of their layer.
        w: float32[3, 1, 2, 1]
      Expected a tensor of floats of shape [3, 1, 2, 2]."
    `);
});

const trainer = new Trainer(made.model, made.params, { batch_size: 2 });
const x = vol(2, 2, 1);

test('labels and examples that do not fit', () => {
  expect(message(() => trainer.train(x, 3))).toMatchInlineSnapshot(`
    "layers[4].softmax: labels are classes.
      y[0]: 3
    Expected an integer from 0 to 2."
  `);
  expect(message(() => trainer.trainBatch([x, x], [0, 1.5]))).toMatchInlineSnapshot(`
    "layers[4].softmax: labels are classes.
      y[1]: 1.5
    Expected an integer from 0 to 2."
  `);
  expect(message(() => trainer.trainBatch([x, x], [0]))).toMatchInlineSnapshot(`
    "layers[4].softmax: there is a y for each x.
      y: 1 of them
    Expected 2, as there are examples."
  `);
  expect(message(() => trainer.train(vol(2, 1, 2), 0))).toMatchInlineSnapshot(`
    "layers[0].input: examples have the size of the input layer.
      x[0]: 2 by 1 by 2, 4 numbers
    Expected a Vol of 2 by 2 by 1."
  `);
  expect(message(() => trainer.trainBatch(zeros([2, 2, 2]) as Tensor, [0, 1]))).toMatchInlineSnapshot(`
    "layers[0].input: examples have the size of the input layer.
      x: float32[2, 2, 2]
    Expected a batch of shape [batch, 1, 2, 2]."
  `);
  expect(message(() => trainer.trainBatch([x, x, x], [0, 1, 2]))).toMatchInlineSnapshot(`
    "trainBatch: a call does not go beyond the next update.
      xs: 3 examples
      batch_size: 2
      k: 0
    Expected at most 2 examples. Write new Trainer(model, params, { batch_size: 3 })."
  `);
  const regression = fromLayerDefs([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
    { type: 'regression', num_neurons: 2 },
  ]);
  const numbers = new Trainer(regression.model, regression.params);
  expect(message(() => numbers.train(vol([1, 2]), [1]))).toMatchInlineSnapshot(`
    "layers[2].regression: targets are numbers for the outputs.
      y[0]: [1]
    Expected 2 numbers, or { dim, val } with dim below 2."
  `);
  expect(message(() => numbers.train(vol([1, 2]), { dim: 2, val: 1 }))).toMatchInlineSnapshot(`
    "layers[2].regression: targets are numbers for the outputs.
      y[0]: an object
    Expected 2 numbers, or { dim, val } with dim below 2."
  `);
  expect(trainer.k + numbers.k).toBe(0);
});

test('trainers', () => {
  expect(message(() => new Trainer(made.model, made.params, { method: 'rmsprop' as never })))
    .toMatchInlineSnapshot(`
    "Trainer: there is no such method.
      method: 'rmsprop'
    Expected sgd, nesterov, adagrad, windowgrad, adadelta, adam."
  `);
  expect(message(() => new Trainer(made.model, made.params, { lr: 1 } as never))).toMatchInlineSnapshot(`
    "Trainer: there is no such option.
      lr: 1
    Expected learning_rate or momentum or l1_decay or l2_decay or ro or eps or beta1 or beta2 or batch_size or method or key or relaxed."
  `);
  expect(message(() => trainer.set({ learning_rate: -1 }))).toMatchInlineSnapshot(`
    "Trainer.set: learning_rate must be a number of at least 0.
      learning_rate: -1
    Expected a number of at least 0."
  `);
  expect(message(() => trainer.set({ batch_size: 0 }))).toMatchInlineSnapshot(`
    "Trainer.set: batch_size must be an integer of at least 1.
      batch_size: 0
    Expected an integer of at least 1."
  `);
  const lossless = fromLayerDefs([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
    { type: 'fc', num_neurons: 2 },
  ]);
  expect(message(() => new Trainer(lossless.model, lossless.params).train(vol([1, 2]), 0)))
    .toMatchInlineSnapshot(`
      "Trainer: a network that learns ends with a loss.
        last layer: 'fc'
      Expected softmax, svm or regression."
    `);
  expect(
    message(() => layerValues(lossless.model, lossless.params, zeros([1, 2, 1, 1]), zeros([1], 'int32'))),
  ).toMatchInlineSnapshot(`
    "loss: a network that learns ends with a loss.
      last layer: 'fc'
    Expected softmax, svm or regression."
  `);
});

test('Vols, images, brains and searches', () => {
  expect(message(() => vol(2, 2, 1, [1]))).toMatchInlineSnapshot(`
    "vol: a Vol has as many numbers as its sizes say.
      w: 1 numbers
      sizes: 4
    Expected 4 numbers."
  `);
  expect(message(() => fromTensor(zeros([2, 2, 1, 1])))).toMatchInlineSnapshot(`
    "fromTensor: a Vol is made from channels, height and width, or from channels alone.
      x: float32[2, 2, 1, 1]
    Expected a tensor of shape [depth, sy, sx] or [depth]. For each of a batch, slice it first."
  `);
  expect(message(() => fromImageData({ width: 2, height: 1, data: [1, 2, 3] }))).toMatchInlineSnapshot(`
    "fromImageData: a pixel has four bytes.
      data: 3 bytes
    Expected 8 bytes."
  `);
  expect(message(() => crop(vol(2, 2, 1), 1, 0.5, 0))).toMatchInlineSnapshot(`
    "crop: dx must be an integer.
      dx: 0.5
    Expected an integer."
  `);
  expect(message(() => brain(2, 2, { gama: 1 } as never))).toMatchInlineSnapshot(`
    "brain: there is no such option.
      gama: 1
    Expected temporal_window or experience_size or start_learn_threshold or gamma or learning_steps_total or learning_steps_burnin or epsilon_min or epsilon_test_time or random_action_distribution or hidden_layer_sizes or layer_defs or tdtrainer_options or key or mode or dtype."
  `);
  expect(message(() => brain(2, 2, { random_action_distribution: [1] }))).toMatchInlineSnapshot(`
    "brain: each action has a probability, and all make 1.
      random_action_distribution: [1]
    Expected 2 numbers from 0 on whose sum is 1."
  `);
  expect(message(() => brain(2, 2, { layer_defs: [{ type: 'relu' }] }))).toMatchInlineSnapshot(`
    "brain: layer_defs go from the inputs of the brain to the values of its actions.
      layer_defs: from undefined inputs to undefined values
    Expected an input of 6 numbers, and a regression of 2 neurons at the end."
  `);
  const agent = brain(2, 2);
  expect(message(() => agent.forward(agent.start, [1]))).toMatchInlineSnapshot(`
    "forward: the state of the world is numbers.
      input: [1]
    Expected 2 finite numbers."
  `);
  expect(message(() => agent.backward(agent.start, NaN))).toMatchInlineSnapshot(`
    "backward: a reward is a number.
      reward: NaN
    Expected a number."
  `);
  expect(message(() => magicNet([vol([1]), vol([2])], [0]))).toMatchInlineSnapshot(`
    "magicNet: each example has a label.
      labels: [0]
    Expected a list of 2 classes."
  `);
  expect(message(() => magicNet([vol([1]), vol([2])], [0, 1], { neurons_max: 2 }))).toMatchInlineSnapshot(`
    "magicNet: a range goes up.
      neurons_max: 2
    Expected at least 5, which neurons_min is."
  `);
  expect(message(() => ensembleOf([]))).toMatchInlineSnapshot(`
    "ensembleOf: somebody must predict.
      nets: []
    Expected at least one network."
  `);
});

test('what is no Vol, no window and no batch', () => {
  const nothing = null as never;
  for (const f of [
    () => toTensor(nothing),
    () => flip(nothing),
    () => crop(nothing, 1, 0, 0),
    () => augment(random.key(0), nothing, 1),
  ]) {
    expect(message(f)).toMatch(/^\w+: (given|image) must be a Vol\.\n {2}\w+: null\nExpected what vol or/);
  }
  expect(message(() => flip(ones([3]) as never))).toMatchInlineSnapshot(`
    "flip: image must be a Vol.
      image: float32[3]
    Expected what vol or fromTensor returns. Write fromTensor(image)."
  `);
  expect(message(() => fromTensor(nothing))).toContain('fromTensor: x must be a tensor');
  expect(message(() => averageOf(nothing))).toContain('averageOf: window must be a window');
  expect(message(() => addTo({} as never, 1))).toContain('addTo: window must be a window');
  const { model, params } = fromLayerDefs([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
    { type: 'softmax', num_classes: 3 },
  ]);
  const values = (batch: unknown) =>
    message(() => layerValues(model, params, batch as Tensor, zeros([1], 'int32')));
  expect(values(vol([1, 2]))).toMatchInlineSnapshot(`
    "layerValues: x must be a tensor.
      x: an object
    Expected a batch, [b, depth, sy, sx]. Write reshape(toTensor(x), [1, 2, 1, 1])."
  `);
  expect(values(null)).toContain('layerValues: x must be a tensor');
  expect(values(ones([]))).toContain('x must be a batch of examples');
});
