// Brains and searches: they learn what is there to learn, repeat themselves, and go on from JSON to the bit.
import {
  averageOf,
  brain,
  ensembleOf,
  fromPlain,
  live,
  magicNet,
  search,
  toPlain,
  vol,
  type BrainState,
  type MagicState,
  type World,
} from '@cotangent/convnetjs';
import { random } from '@cotangent/tensor';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { empty, itemAt, withItem } from './memory.ts';

/** The right action is the light that is on; it moves on at every step. */
function lights(): World {
  let on = 0;
  return {
    look: () => [0, 1, 2].map((k) => (k === on ? 1 : 0)),
    act(action) {
      const reward = action === on ? 1 : 0;
      on = (on + 1) % 3;
      return reward;
    },
  };
}
const options = {
  temporal_window: 1,
  hidden_layer_sizes: [12],
  start_learn_threshold: 50,
  experience_size: 200,
  learning_steps_burnin: 60,
  learning_steps_total: 250,
  gamma: 0.3,
  tdtrainer_options: { learning_rate: 0.05, momentum: 0.5, batch_size: 32, l2_decay: 0 },
};

test('a brain learns which light is on', () => {
  const agent = brain(3, 3, options);
  const ages: number[] = [];
  const learned = live(agent, agent.start, lights(), {
    steps: 400,
    onProgress: ({ age }) => void ages.push(age),
  });
  expect(ages.at(-1)).toBe(400);
  expect(learned.epsilon).toBe(0.05);
  const tested = live(
    agent,
    { ...learned, learning: false, average_reward: { ...learned.average_reward, values: [] } },
    lights(),
    { steps: 60 },
  );
  expect(averageOf(tested.average_reward)).toBeGreaterThan(0.9);
  expect(tested.age).toBe(400);
});

test('a life goes on from JSON as it would have gone on, and states are left as they are', () => {
  const agent = brain(3, 3, { ...options, key: random.key(4) });
  const after = (state: BrainState, steps: number): BrainState => live(agent, state, lights(), { steps });
  const [half, again] = [after(agent.start, 90), after(agent.start, 90)];
  const text = JSON.stringify(toPlain(half));
  expect(JSON.stringify(toPlain(again))).toBe(text);
  const restored = fromPlain<BrainState>(JSON.parse(text));
  expect(toPlain(after(restored, 9))).toEqual(toPlain(after(half, 9)));
  expect(JSON.stringify(toPlain(half))).toBe(text);
  expect(half.experience.size).toBe(88);
});

test('a life can be stopped', () => {
  const agent = brain(3, 3, { start_learn_threshold: 10 });
  const { age } = live(agent, agent.start, lights(), {
    steps: 50,
    onProgress: ({ age: now }) => (now === 5 ? 'stop' : undefined),
  });
  expect(age).toBe(5);
});

test('memories grow and change without changing those before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 500 }), (places) => {
      const list: number[] = [];
      let memory = empty<number>();
      places.forEach((place, value) => {
        const index = Math.min(place, memory.size);
        memory = withItem(memory, index, value);
        list[index] = value;
      });
      expect(list.map((_, k) => itemAt(memory, k))).toEqual(list);
    }),
    { numRuns: 20 },
  );
});

/** Points in two rings. */
const points = Array.from({ length: 60 }, (_, n) => {
  const [angle, radius] = [n, n % 2 === 0 ? 0.5 : 1.5];
  return vol([radius * Math.cos(angle), radius * Math.sin(angle)]);
});
const rings = points.map((_, n) => n % 2);
const quick = {
  num_folds: 2,
  num_candidates: 4,
  num_epochs: 25,
  ensemble_size: 2,
  batch_size_min: 5,
  batch_size_max: 12,
  l2_decay_max: -2,
  learning_rate_min: -2,
  neurons_min: 10,
  key: random.key(3),
};

test('a search finds networks that tell rings apart, and its networks are saved as JSON', () => {
  const net = magicNet(points, rings, quick);
  let heard = 0;
  const found = search(net, net.start, { rounds: 1, onProgress: () => void heard++ });
  expect(heard).toBe(2 * 4 * 25);
  expect(found.evaluated).toHaveLength(4);
  expect(net.progress(found)).toMatchObject({ round: 1, done: 0 });
  expect(net.progress(found).best).toBeGreaterThan(0.8);
  const best = net.ensemble(found);
  const right = best.predict(points).filter((label, n) => label === rings[n]);
  expect(right.length / points.length).toBeGreaterThan(0.85);
  const again = ensembleOf(JSON.parse(JSON.stringify(best.toJSON())));
  expect(again.predictSoft(points).data()).toEqual(best.predictSoft(points).data());
});

test('a search goes on from JSON as it would have gone on', () => {
  const net = magicNet(points, rings, { ...quick, num_epochs: 3 });
  const after = (from: typeof net, state: MagicState, steps: number): MagicState => {
    let now = state;
    for (let k = 0; k < steps; k++) now = from.step(now);
    return now;
  };
  const half = after(net, net.start, 8);
  const text = JSON.stringify(toPlain(half));
  const other = magicNet(points, rings, { ...quick, num_epochs: 3 });
  const resumed = after(other, fromPlain<MagicState>(JSON.parse(text)), 20);
  expect(JSON.stringify(toPlain(resumed))).toBe(JSON.stringify(toPlain(after(net, half, 20))));
  expect(resumed.round).toBe(1);
});
