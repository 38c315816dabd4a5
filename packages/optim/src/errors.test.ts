// What goes wrong at an optimizer's door, and what it says.
import { adam, applyUpdates, chain, l2Decay, rmsprop, sgd, type Optimizer } from '@cotangent/optim';
import { tensor, zeros, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';

const params = { w: zeros([2, 3]), b: zeros([3]) };
const message = (f: () => unknown): string => {
  try {
    f();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};
/** As code without types calls it. */
const call = (optimizer: Optimizer, gradients: unknown, state: unknown, given: unknown = params): unknown =>
  optimizer.update(
    gradients as Tensor,
    state as Parameters<typeof optimizer.describe>[0] as never,
    given as Tensor,
  );

const optimizer = adam(0.1);
const state = optimizer.init(params);

test('gradients of another structure', () => {
  expect(message(() => call(optimizer, { w: zeros([2, 3]) }, state))).toMatchInlineSnapshot(`
    "adam.update: gradients must have the structure of the parameters.
      params: { b: *, w: * }
      gradients: { w: * }   differs at b; missing b
    Expected gradients to have the structure of params."
  `);
});

test('gradients of another shape or dtype', () => {
  expect(message(() => call(optimizer, { w: zeros([3, 2]), b: zeros([3]) }, state))).toMatchInlineSnapshot(`
    "adam.update: gradients must have the shapes and dtypes of the parameters.
      params: float32[2, 3] at w
      gradients: float32[3, 2] at w
    Expected float32[2, 3] at w."
  `);
  const wide = { w: zeros([2, 3], 'float64'), b: zeros([3]) };
  expect(message(() => applyUpdates(params, wide as object as typeof params))).toMatchInlineSnapshot(`
    "applyUpdates: updates must have the shapes and dtypes of the parameters.
      params: float32[2, 3] at w
      updates: float64[2, 3] at w
    Expected float32[2, 3] at w."
  `);
});

test('the state of another optimizer', () => {
  expect(message(() => call(optimizer, params, sgd(0.1).init(params)))).toMatchInlineSnapshot(`
    "adam.update: the state must come from the same optimizer.
      state: an object with learningRate
    Expected what init or the last update returned, an object with beta1, beta2, epsilon, step, mean, squares."
  `);
  expect(message(() => call(chain(l2Decay(1), optimizer), params, state))).toMatchInlineSnapshot(`
    "chain.update: the state must come from the same optimizer.
      state: an object with beta1, beta2, epsilon, step, mean, squares, learningRate
    Expected what init or the last update returned, an object with l2Decay, adam."
  `);
  expect(message(() => call(optimizer, params, undefined))).toMatchInlineSnapshot(`
    "adam.update: the state must come from the same optimizer.
      state: undefined
    Expected what init or the last update returned, an object with beta1, beta2, epsilon, step, mean, squares."
  `);
});

test('the state of other parameters', () => {
  const other = { w: zeros([5]), b: zeros([3]) };
  expect(message(() => call(optimizer, other, state, other))).toMatchInlineSnapshot(`
    "adam.update: state.mean must have the shapes and dtypes of the parameters.
      params: float32[5] at w
      state.mean: float32[2, 3] at w
    Expected float32[5] at w."
  `);
});

test('parameters that are no floats', () => {
  expect(message(() => optimizer.init({ count: zeros([], 'int32') }))).toMatchInlineSnapshot(`
    "adam.init: parameters must be floats.
      params: int32[] at count
    Expected leaves of dtype float32 or float64. Keep what is not trained out of the tree, or cast it to a float."
  `);
});

test('hyper-parameters out of range', () => {
  expect(message(() => adam(0.1, { beta1: 1.5 }))).toMatchInlineSnapshot(`
    "adam: beta1 must be a number from 0 to below 1, or a schedule.
      beta1: 1.5
    Expected a number from 0 to below 1."
  `);
  expect(message(() => rmsprop(Number.NaN))).toMatchInlineSnapshot(`
    "rmsprop: learningRate must be a number from 0 on, or a schedule.
      learningRate: NaN
    Expected a number from 0 on."
  `);
  expect(message(() => sgd(0.1, { nesterov: true }))).toMatchInlineSnapshot(`
    "sgd: dampening and nesterov need momentum.
      options: an object with nesterov
    Expected momentum as well. Write { momentum: 0.9, … }."
  `);
  const vector = (): Tensor<[]> => tensor([1, 2]) as Tensor as Tensor<[]>;
  expect(message(() => sgd(vector).init(params))).toMatchInlineSnapshot(`
    "sgd: a schedule must return a scalar.
      schedule: float32[2]
    Expected a number or a tensor of shape []."
  `);
});

test('options nobody knows', () => {
  expect(message(() => adam(0.1, { beta: 0.9 } as object))).toMatchInlineSnapshot(`
    "adam: there is no such option.
      beta: 0.9
    Expected beta1 or beta2 or epsilon or amsgrad."
  `);
});

test('a function where an optimizer belongs', () => {
  expect(message(() => chain(adam as unknown as Optimizer))).toMatchInlineSnapshot(`
    "chain: the parts must be optimizers.
      part 0: a function
    Expected an object with init, update and describe. Call it: adam() rather than adam."
  `);
});
