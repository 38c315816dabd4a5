// Trainers: batches are their examples one after the other, runs repeat and resume to the bit, numbers change on the way.
import {
  fromLayerDefs,
  fromPlain,
  toPlain,
  Trainer,
  vol,
  type LayerDef,
  type Method,
  type Mode,
  type Params,
  type TrainerState,
  type Vol,
} from '@cotangent/convnetjs';
import { adam, applyUpdates } from '@cotangent/optim';
import { valueAndGrad } from '@cotangent/autograd';
import { predict, softmaxCrossEntropy } from '@cotangent/nn';
import { log, random, tensor, tree, type Tensor } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';

const defs: readonly LayerDef[] = [
  { type: 'input', out_sx: 4, out_sy: 4, out_depth: 1 },
  { type: 'conv', sx: 3, filters: 3, pad: 1, activation: 'relu', l1_decay_mul: 1 },
  { type: 'pool', sx: 2 },
  { type: 'softmax', num_classes: 3 },
];
const made = (mode: Mode = 'corrected') => fromLayerDefs(defs, { mode, dtype: 'float64' });
const xs: readonly Vol[] = Array.from({ length: 12 }, (_, n) =>
  vol(4, 4, 1, Array.from(random.normal(random.key(n), [16]).data())),
);
const ys = xs.map((_, n) => n % 3);
const numbersOf = (params: Params): readonly number[] =>
  tree.leaves(params).flatMap((x: Tensor) => Array.from(x.data()));
const expectNear = (got: Params, want: Params, digits = 12): void => {
  const wanted = numbersOf(want);
  numbersOf(got).forEach((value, k) => expect(value).toBeCloseTo(wanted[k], digits));
};

const methods: readonly Method[] = ['sgd', 'nesterov', 'adagrad', 'windowgrad', 'adadelta', 'adam'];
describe.each(methods)('%s', (method) => {
  test('learns, by batches as by examples', () => {
    const { model, params } = made();
    const options = { method, batch_size: 6, l2_decay: 0.01, l1_decay: 0.001 };
    const [one, parts, whole] = [1, 2, 6].map((size) => {
      const trainer = new Trainer(model, params, options);
      const losses: number[] = [];
      for (let at = 0; at < xs.length; at += size) {
        const told =
          size === 1
            ? trainer.train(xs[at], ys[at])
            : trainer.trainBatch(xs.slice(at, at + size), ys.slice(at, at + size));
        losses.push(told.cost_loss);
      }
      return { trainer, mean: losses.reduce((sum, loss) => sum + loss, 0) / losses.length };
    });
    expect(parts.mean).toBeCloseTo(one.mean, 10);
    expect(whole.mean).toBeCloseTo(one.mean, 10);
    expectNear(parts.trainer.params, one.trainer.params);
    expectNear(whole.trainer.params, one.trainer.params);
    expect(numbersOf(whole.trainer.params)).not.toEqual(numbersOf(params));
    expect([one, parts, whole].map(({ trainer }) => trainer.k)).toEqual([12, 12, 12]);
  });
});

test('decay is told with updates, and is that of the weights before', () => {
  const { model, params } = made();
  const trainer = new Trainer(model, params, { batch_size: 2, l1_decay: 0.1, l2_decay: 0.2 });
  const first = trainer.train(xs[0], ys[0]);
  expect([first.l1_decay_loss, first.l2_decay_loss, first.loss]).toEqual([0, 0, first.cost_loss]);
  const second = trainer.train(xs[1], ys[1]);
  const total = (layers: readonly string[], f: (w: number) => number): number =>
    layers.reduce(
      (sum, key) => sum + Array.from(params[key].w.data()).reduce((part, w) => part + f(w), 0),
      0,
    );
  expect(second.l1_decay_loss).toBeCloseTo(0.1 * total(['conv1'], Math.abs), 12);
  expect(second.l2_decay_loss).toBeCloseTo(0.1 * total(['conv1', 'fc4'], (w) => w * w), 12);
  expect(second.loss).toBeCloseTo(second.cost_loss + second.l1_decay_loss + second.l2_decay_loss, 12);
  expect(second.softmax_loss).toBe(second.cost_loss);
});

test("Adam is that of the paper in corrected mode, and what ConvNetJS's sources say in compat mode", () => {
  const { model, params } = made();
  const trainer = new Trainer(model, params, { method: 'adam', learning_rate: 0.01, batch_size: 12 });
  const optimizer = adam(0.01);
  const labels = tensor(ys as number[], 'int32');
  const x = tensor(
    xs.map(({ w }) => [Array.from({ length: 4 }, (_, y) => Array.from(w).slice(4 * y, 4 * y + 4))]),
    'float64',
  ) as Tensor as Tensor<[number, number, number, number]>;
  const loss = (at: Params): Tensor<[]> =>
    softmaxCrossEntropy(log(predict(model, at, x) as Tensor), labels as Tensor) as Tensor as Tensor<[]>;
  let [theirs, state] = [params as Record<string, { w: Tensor; b: Tensor }>, optimizer.init(params as never)];
  for (let k = 0; k < 3; k++) {
    trainer.trainBatch(xs, ys);
    const [, gradients] = valueAndGrad(loss)(theirs);
    const [updates, next] = optimizer.update(gradients as never, state as never, theirs as never);
    [theirs, state] = [applyUpdates(theirs as never, updates as never), next as never];
  }
  expectNear(trainer.params, theirs, 10);
  const compat = made('compat');
  const loose = new Trainer(compat.model, compat.params, { method: 'adam', batch_size: 12 });
  loose.trainBatch(xs, ys);
  expect(numbersOf(loose.params)).not.toEqual(numbersOf(trainer.params));
});

test('what it tells of its parameters stays as it is', () => {
  const { model, params } = made();
  const before = numbersOf(params);
  const trainer = new Trainer(model, params);
  const [start, { output }] = [trainer.params, trainer.train(xs[0], 0)];
  const shown = Array.from(output.data());
  trainer.train(xs[1], 1);
  expect(numbersOf(start)).toEqual(before);
  expect(numbersOf(params)).toEqual(before);
  expect(Array.from(output.data())).toEqual(shown);
  expect(shown.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
});

test('fused multiply-add gives the same but for rounding', () => {
  const { model, params } = fromLayerDefs(defs);
  const trained = [false, true].map((relaxed) => {
    const trainer = new Trainer(model, params, { batch_size: 12, relaxed });
    trainer.trainBatch(xs, ys);
    return trainer.params;
  });
  expectNear(trained[1], trained[0], 5);
});

test('numbers change on the way, and compile nothing anew', () => {
  const { model, params } = made();
  const trainer = new Trainer(model, params, { method: 'sgd', learning_rate: 0.1, momentum: 0 });
  trainer.set({ learning_rate: 0 });
  trainer.train(xs[0], ys[0]);
  expect(numbersOf(trainer.params)).toEqual(numbersOf(params));
  expect(trainer.hyper).toMatchObject({ learning_rate: 0, momentum: 0, batch_size: 1 });
  trainer.set({ learning_rate: 0.1, batch_size: 4 });
  trainer.trainBatch(xs.slice(0, 3), ys.slice(0, 3));
  expect(numbersOf(trainer.params)).not.toEqual(numbersOf(params));
});

const dropping: readonly LayerDef[] = [
  { type: 'input', out_sx: 4, out_sy: 4, out_depth: 1 },
  { type: 'fc', num_neurons: 8, activation: 'tanh', drop_prob: 0.5 },
  { type: 'softmax', num_classes: 3 },
];
const run = (trainer: Trainer, from: number, to: number): Trainer => {
  for (let at = from; at < to; at++) trainer.train(xs[at], ys[at]);
  return trainer;
};

test('a run repeats itself, dropout included, and goes on from what was saved, even as JSON', () => {
  const { model, params } = fromLayerDefs(dropping);
  const options = { method: 'adadelta', batch_size: 5, l2_decay: 0.001 } as const;
  const fresh = (key = random.key(7)) => new Trainer(model, params, { ...options, key });
  const whole = run(fresh(), 0, 12);
  expect(numbersOf(run(fresh(), 0, 12).params)).toEqual(numbersOf(whole.params));
  expect(numbersOf(run(fresh(random.key(8)), 0, 12).params)).not.toEqual(numbersOf(whole.params));

  const text = JSON.stringify(toPlain(run(fresh(), 0, 7).save()));
  const resumed = new Trainer(model, params, { method: 'adadelta' });
  resumed.restore(fromPlain<TrainerState>(JSON.parse(text)));
  expect(resumed.k).toBe(7);
  expect(resumed.hyper).toEqual(whole.hyper);
  expect(numbersOf(run(resumed, 7, 12).params)).toEqual(numbersOf(whole.params));
  const other = new Trainer(model, params, { method: 'sgd' });
  expect(() => other.restore(whole.save())).toThrow('the state is one of the same network and method');
});

test('regression by lists, by one number, by one dimension, and by tensors', () => {
  const { model, params } = fromLayerDefs(
    [
      { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
      { type: 'regression', num_neurons: 2 },
    ],
    { dtype: 'float64' },
  );
  const x = vol([1, -1]);
  const first = (y: Parameters<Trainer['train']>[1]): number =>
    new Trainer(model, params).train(x, y).cost_loss;
  const [a, b] = new Trainer(model, params).train(x, [0, 0]).output.data();
  expect(first([1, 2])).toBeCloseTo(((a - 1) ** 2 + (b - 2) ** 2) / 2, 12);
  expect(first(Float64Array.of(1, 2))).toBe(first([1, 2]));
  expect(first(3)).toBeCloseTo((a - 3) ** 2 / 2, 12);
  expect(first({ dim: 1, val: 3 })).toBeCloseTo((b - 3) ** 2 / 2, 12);
  const both = new Trainer(model, params, { batch_size: 2 });
  const rows = tensor(
    [
      [1, 2],
      [1, 2],
    ],
    'float64',
  ) as Tensor as Tensor<[number, number]>;
  expect(both.trainBatch([x, x], rows).cost_loss).toBeCloseTo(first([1, 2]), 12);
});
