// States that trainers do not go on from: what is refused leaves the trainer as it was.
import {
  fromJSON,
  fromLayerDefs,
  fromPlain,
  layerValues,
  toPlain,
  Trainer,
  vol,
  type Method,
  type TrainerState,
} from '@cotangent/convnetjs';
import { ones, random, tensor, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';

const { model, params } = fromLayerDefs([
  { type: 'input', out_sx: 2, out_sy: 1, out_depth: 1 },
  { type: 'fc', num_neurons: 3, activation: 'tanh', drop_prob: 0.5 },
  { type: 'softmax', num_classes: 3 },
]);
const x = vol(2, 1, 1, 1);
const fresh = (method: Method = 'sgd'): Trainer => new Trainer(model, params, { method, batch_size: 3 });
const grown = fresh();
grown.train(x, 1);

test.each(['nesterov', 'adagrad', 'windowgrad', 'adadelta', 'adam'] as const)(
  'what sgd remembers is nothing to %s',
  (method) => {
    expect(() => fresh(method).restore(grown.save())).toThrow(
      'the state is one of the same network and method',
    );
  },
);

/** A saved state with one leaf changed, or left out. */
function damaged(path: string, value: unknown): TrainerState {
  const names = path.split('.');
  const last = names.pop() as string;
  const plain = toPlain(grown.save()) as object;
  const at = names.reduce((part, name) => Reflect.get(part, name) as object, plain);
  if (value === undefined) Reflect.deleteProperty(at, last);
  else Reflect.set(at, last, value);
  return fromPlain<TrainerState>(plain);
}

const scalar = (value: number, dtype = 'float32') => ({ tensor: dtype, shape: [], data: [value] });
test.each([
  ['k', undefined, 'k: undefined'],
  ['k', scalar(-1, 'int32'), 'k must be an integer of at least 0'],
  ['updates', scalar(0), 'updates: float32[]'],
  ['key', undefined, 'key: undefined'],
  ['pending', undefined, 'pending: undefined'],
  ['pending.fc1', undefined, 'pending.fc1: undefined'],
  ['pending.fc1.w', scalar(1), 'pending.fc1.w: float32[]'],
  ['params.fc1', undefined, 'params.fc1: undefined'],
  ['hyper.batch_size', scalar(0), 'batch_size must be an integer of at least 1'],
  ['hyper.learning_rate', scalar(-1), 'learning_rate must be a number of at least 0'],
  ['hyper.gamma', scalar(1), 'Expected no hyper.gamma'],
  ['method', scalar(77, 'int32'), "method: 'unknown'"],
])('a state whose %s is not what it was', (path, value, said) => {
  const [trainer, other] = [fresh(), fresh()];
  expect(() => trainer.restore(damaged(path, value))).toThrow(said);
  expect(trainer.k).toBe(0);
  expect(trainer.train(x, 1).loss).toBe(other.train(x, 1).loss);
});

test('states that are none', () => {
  for (const none of [undefined, null, {}, [], 'saved', tensor(1)]) {
    expect(() => fresh().restore(none as never)).toThrow('Trainer.restore: the state is one of');
  }
});

test('numbers change on the way, and nothing else does', () => {
  expect(() => fresh().set({ method: 'adam' } as never)).toThrow('Trainer.set: there is no such option');
  expect(() => fresh().set({ key: random.key(1) } as never)).toThrow('Trainer.set: there is no such option');
});

test('parameters of other networks, by their layer', () => {
  const { fc1 } = params;
  expect(() => new Trainer(model, { fc1 })).toThrow(
    'layers[4].fc: parameters have the shapes of their layer',
  );
  expect(() => new Trainer(model, undefined as never)).toThrow('layers[1].fc: parameters have');
  expect(() => new Trainer(model, params, null as never)).toThrow('Trainer: options are given by name');
});

test('a network without weights learns nothing, and says how wrong it is', () => {
  const sizes = { out_sx: 1, out_sy: 1, out_depth: 2 };
  const alone = fromJSON({
    layers: [
      { layer_type: 'input', ...sizes },
      { layer_type: 'softmax', ...sizes, num_inputs: 2 },
    ],
  });
  const trainer = new Trainer(alone.model, alone.params, { method: 'adam', l2_decay: 1 });
  expect(trainer.train(vol([0, 0]), 1).loss).toBeCloseTo(Math.log(2), 6);
  expect(trainer.params).toEqual({});
});

test('targets that would reach other outputs by broadcasting', () => {
  const regression = fromLayerDefs([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
    { type: 'regression', num_neurons: 2 },
  ]);
  const batch = [vol([1, 2]), vol([3, 4])];
  const learn = (ys: unknown) => () =>
    new Trainer(regression.model, regression.params, { batch_size: 2 }).trainBatch(batch, ys as never);
  const dim = tensor([0, 1], 'int32');
  expect(learn({ dim, val: tensor([1, 2]) })).not.toThrow();
  for (const ys of [
    { dim, val: tensor([[1], [2]]) },
    { dim: tensor([[0], [1]], 'int32'), val: tensor([1, 2]) },
    { dim: tensor([0, 1]), val: tensor([1, 2]) },
    { dim },
    undefined,
    null,
  ]) {
    expect(learn(ys)).toThrow('layers[2].regression: targets are numbers for the outputs');
  }
  const shown = (target: unknown) => () =>
    layerValues(regression.model, regression.params, ones([2, 2, 1, 1]) as Tensor, target as never);
  expect(shown(tensor([[1, 2]]))).toThrow('Expected a tensor of shape [2, 2]');
  expect(shown({ dim, val: tensor([1]) })).toThrow('val: float32[1]');
  expect(shown(undefined)).toThrow('regression: targets are numbers for the outputs');
});
