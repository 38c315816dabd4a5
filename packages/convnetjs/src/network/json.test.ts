// Network JSON: what is written is read as the same, ConvNetJS's ways of writing included.
import { fromJSON, fromLayerDefs, networkOf, toJSON, type NetworkJSON } from '@cotangent/convnetjs';
import { predict } from '@cotangent/nn';
import { ones, random } from '@cotangent/tensor';
import { expect, test } from 'vitest';

const { model, params } = fromLayerDefs([
  { type: 'input', out_sx: 6, out_sy: 5, out_depth: 2 },
  {
    type: 'conv',
    sx: 3,
    sy: 2,
    filters: 4,
    pad: 1,
    activation: 'maxout',
    l1_decay_mul: 0.5,
    drop_prob: 0.25,
  },
  { type: 'pool', sx: 2 },
  { type: 'lrn', k: 1, n: 3, alpha: 0.1, beta: 0.75 },
  { type: 'fc', num_neurons: 5, activation: 'tanh', tensor: true },
  { type: 'svm', num_classes: 3 },
]);
const x = random.normal(random.key(1), [3, 2, 5, 6]);

test('a network in float32 is the same once written and read', () => {
  const json = toJSON(model, params);
  const again = fromJSON(JSON.stringify(json));
  expect(toJSON(again.model, again.params)).toEqual(json);
  expect(predict(again.model, again.params, x).data()).toEqual(predict(model, params, x).data());
});

test('w may be an object of numbers, as typed arrays are written', () => {
  const json = toJSON(model, params);
  const text = JSON.stringify(json, (key, value: unknown) =>
    key === 'w' ? Object.assign({}, value) : value,
  );
  expect(text).toContain('"w":{"0":');
  const again = fromJSON(text);
  expect(toJSON(again.model, again.params)).toEqual(json);
});

/** JSON of a convolution and a pool that say nothing of padding, and how large their output is. */
const old = (size: number): NetworkJSON =>
  ({
    layers: [
      { layer_type: 'input', out_sx: 5, out_sy: 5, out_depth: 1 },
      {
        layer_type: 'conv',
        sx: 3,
        sy: 3,
        stride: 1,
        in_depth: 1,
        out_depth: 1,
        out_sx: size,
        out_sy: size,
        filters: [{ sx: 3, sy: 3, depth: 1, w: new Array(9).fill(1) }],
        biases: { sx: 1, sy: 1, depth: 1, w: [0] },
      },
    ],
  }) as object as NetworkJSON;

test('files that say nothing of padding and of decay', () => {
  const layer = (size: number) => networkOf(fromJSON(old(size)).model).layers[1];
  expect(layer(3)).toMatchObject({ pad: 0, l1_decay_mul: 1, l2_decay_mul: 1 });
  expect(layer(5)).toMatchObject({ pad: 1, out_sx: 5 });
  expect(() => layer(4)).toThrow('layers[1].conv: out_sx must be what follows');
  const { model: padded, params: own } = fromJSON(old(5));
  expect(predict(padded, own, ones([1, 1, 5, 5])).data()[0]).toBe(4);
});

test('padding that only the height of the output tells', () => {
  const pool = { layer_type: 'pool', sx: 3, sy: 3, stride: 3, in_depth: 1, out_sx: 1, out_depth: 1 };
  const layer = (out_sy: number) => {
    const sizes = { out_sx: 3, out_sy: 5, out_depth: 1 };
    return networkOf(
      fromJSON({
        layers: [
          { layer_type: 'input', ...sizes },
          { ...pool, out_sy },
        ],
      }).model,
    ).layers[1];
  };
  expect(layer(1)).toMatchObject({ pad: 0 });
  expect(layer(2)).toMatchObject({ pad: 1 });
});

test('filters that are left out of a list', () => {
  const json = JSON.parse(JSON.stringify(toJSON(model, params))) as { layers: { filters?: object[] }[] };
  delete json.layers[1].filters?.[2];
  expect(() => fromJSON(json)).toThrow('filters[2]: undefined');
  delete json.layers[2];
  expect(() => fromJSON({ layers: json.layers.slice(2) })).toThrow('layers[0]: undefined');
});

test('a file whose layers are those of a loss alone', () => {
  const sizes = { out_sx: 1, out_sy: 1, out_depth: 4 };
  const { model: alone } = fromJSON({
    layers: [
      { layer_type: 'input', out_sx: 2, out_sy: 2, out_depth: 1 },
      { layer_type: 'softmax', ...sizes, num_inputs: 4 },
    ],
  });
  expect(predict(alone, {}, ones([1, 1, 2, 2])).data()).toEqual(new Float32Array(4).fill(0.25));
});
