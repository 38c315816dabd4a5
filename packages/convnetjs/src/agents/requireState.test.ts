// States of brains and searches that are not whole, or of others: refused before anything is made of them.
import {
  brain,
  ensembleOf,
  fromLayerDefs,
  fromPlain,
  live,
  magicNet,
  search,
  toPlain,
  vol,
  type BrainState,
  type MagicState,
} from '@cotangent/convnetjs';
import { expect, test } from 'vitest';

const options = { start_learn_threshold: 2, hidden_layer_sizes: [3], tdtrainer_options: { batch_size: 2 } };
const agent = brain(2, 2, options);
const world = { look: () => [0, 1], act: (action: number) => action };
const grown = live(agent, agent.start, world, { steps: 6 });
const on = (state: BrainState, of = agent): BrainState => live(of, state, world, { steps: 1 });
const without = <S>(state: S, name: string): S => {
  const { [name]: _, ...rest } = toPlain(state) as Record<string, unknown>;
  return fromPlain<S>(rest);
};

test('a brain goes on from whole states alone', () => {
  expect(on(fromPlain<BrainState>(toPlain(grown))).age).toBe(7);
  expect(on({ ...grown, learning: false }).age).toBe(6);
  for (const name of Object.keys(grown)) {
    expect(() => on(without(grown, name))).toThrow(`forward: a state is whole.\n  state.${name}: undefined`);
  }
  expect(() => on(undefined as never)).toThrow('a state is whole');
  expect(() => on(toPlain(grown) as never)).toThrow('state.key: an object');
});

test('a brain does not go on from the state of another', () => {
  const others = [
    brain(2, 3, options),
    brain(2, 2, { ...options, temporal_window: 2 }),
    brain(2, 2, { ...options, hidden_layer_sizes: [4] }),
    brain(2, 2, { ...options, tdtrainer_options: { method: 'adagrad' } }),
  ];
  for (const other of others) expect(() => on(grown, other)).toThrow('the same network and method');
  const [first, ...rest] = grown.moments;
  const seen = { ...first, action: 2 };
  expect(() => on({ ...grown, moments: [seen, ...rest] })).toThrow('state.moments[0]: an object');
  const { experience } = grown;
  expect(() => on({ ...grown, experience: { ...experience, size: 9 } })).toThrow('state.experience.size: 9');
  const [block] = experience.blocks;
  const odd = { ...experience, blocks: [[...block.slice(1), { ...block[0], state1: [1] }]] };
  expect(() => on({ ...grown, experience: odd })).toThrow('state.experience[3]: an object');
});

const data = Array.from({ length: 12 }, (_, n) => vol([Math.sin(n), n % 2]));
const labels = data.map((_, n) => n % 2);
const quick = { num_folds: 2, num_candidates: 2, num_epochs: 2, batch_size_min: 2, batch_size_max: 3 };
const net = magicNet(data, labels, quick);
const half = net.step(net.start);

test('a search goes on from whole states of the same data alone', () => {
  expect(net.step(fromPlain<MagicState>(toPlain(half))).candidate).toBe(1);
  for (const name of Object.keys(half)) {
    expect(() => net.step(without(half, name))).toThrow(`a state is whole.\n  state.${name}: undefined`);
    expect(() => net.progress(without(half, name))).toThrow('a state is whole');
    expect(() => search(net, without(half, name), { rounds: 1 })).toThrow('a state is whole');
  }
  expect(() => net.step({ ...half, fold: 2 })).toThrow('state.fold: 2');
  expect(() => net.step({ ...half, epoch: 2 })).toThrow('state.epoch: 2');
  expect(() => net.step({ ...half, trainer: grown.trainer })).toThrow('the same network and method');
  const fewer = magicNet(data.slice(0, 6), labels.slice(0, 6), quick);
  expect(() => fewer.step(half)).toThrow('Expected parts of 6 examples');
  const wider = magicNet(
    data.map(({ w }) => vol([...w, 1])),
    labels,
    quick,
  );
  expect(() => wider.step(half)).toThrow('Expected a network of 3 inputs');
});

test('what a brain and a search are told', () => {
  const tell = (told: object) => () => brain(2, 2, told as never);
  expect(tell({ hidden_layer_sizes: 5 })).toThrow('there is a size for each hidden layer');
  expect(tell({ layer_defs: {} })).toThrow('layer_defs go from the inputs of the brain');
  expect(tell({ random_action_distribution: [2, -1] })).toThrow('each action has a probability');
  expect(tell({ tdtrainer_options: 5 })).toThrow('brain: options are given by name');
  const { hyper } = brain(2, 2, { tdtrainer_options: { batch_size: undefined } }).start.trainer;
  expect(hyper.batch_size.item()).toBe(64);
  expect(() => magicNet(data, labels, { l2_decay_max: Infinity })).toThrow('l2_decay_max must be a number');
  expect(() => magicNet([null, null] as never, [0, 1])).toThrow('data[0]: null');
  const many = Array.from({ length: 150_000 }, () => data[0]);
  const twos = many.map((_, n) => n % 2);
  expect(magicNet(many, twos, quick).start.folds).toHaveLength(2);
});

test('lives and searches without options', () => {
  expect(() => live(agent, grown, world, undefined as never)).toThrow('live: options are given by name');
  expect(() => search(net, half, { round: 1 } as never)).toThrow('search: there is no such option');
});

test('ensembles are told which network is damaged, and take images', () => {
  const done = search(net, half, { rounds: 1 });
  const best = net.ensemble(done);
  expect(() => best.predict(vol([1, 2]) as never)).toThrow('predict: examples are Vols');
  const json = best.toJSON();
  const { nets } = JSON.parse(JSON.stringify(json)) as { nets: { layers: { filters?: object }[] }[] };
  delete nets[1].layers[1].filters;
  expect(() => ensembleOf({ nets } as never)).toThrow('nets[1].layers[1].fc: weights are missing');
  for (const none of [null, {}, { nets: 5 }, '{"nets":[]}']) {
    expect(() => ensembleOf(none as never)).toThrow('an ensemble is made of networks');
  }
  const pictures = fromLayerDefs([
    { type: 'input', out_sx: 3, out_sy: 2, out_depth: 2 },
    { type: 'conv', sx: 2, filters: 2 },
    { type: 'softmax', num_classes: 2 },
  ]);
  expect(() => ensembleOf([{ ...pictures, params: {} }])).toThrow('layers[1].conv: parameters have');
  const both = ensembleOf([pictures, pictures]);
  expect(both.predict([vol(3, 2, 2, 1)])).toHaveLength(1);
  expect(() => both.predict([vol(2, 3, 2)])).toThrow('layers[0].input: examples have the size');
  expect(() => both.predict(vol(3, 2, 2) as never)).toThrow('a batch is a tensor, or a list of Vols');
});
