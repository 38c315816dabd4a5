import { accumulate, adam, applyUpdates, averageOf, averageParameters, chain, sgd } from '@cotangent/optim';
import { mean, stack, tensor, type Tensor } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';

const draws = [
  [1, -2],
  [3, 0],
  [-4, 5],
  [0.5, 0.25],
  [8, 1],
  [2, 2],
].map((values) => tensor(values) as Tensor);

describe('accumulate', () => {
  test('takes the steps that the means of the gradients take', () => {
    const [gathered, direct] = [accumulate(3, adam(0.1)), adam(0.1)];
    let params: Tensor = tensor([1, 2]);
    let state = gathered.init(params);
    for (const gradient of draws) {
      const [updates, next] = gathered.update(gradient, state, params);
      params = applyUpdates(params, updates);
      state = next;
    }
    let wanted: Tensor = tensor([1, 2]);
    let wantedState = direct.init(wanted);
    for (const part of [draws.slice(0, 3), draws.slice(3)]) {
      const [updates, next] = direct.update(mean(stack(part), 0) as Tensor, wantedState, wanted);
      wanted = applyUpdates(wanted, updates);
      wantedState = next;
    }
    expect(params.toArray()).toEqual(wanted.toArray());
    expect(gathered.describe(state)).toMatchObject({ every: 3, adam: { learningRate: 0.1 } });
  });

  test('refuses what is no count', () => {
    expect(() => accumulate(0, sgd(1))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: accumulate: every must be a positive integer.
        every: 0
      Expected an integer from 1 on.]
    `);
  });
});

describe('averageParameters', () => {
  test('averages the parameters that updates lead to', () => {
    const optimizer = chain(sgd(1), averageParameters(0.75));
    let params = { w: tensor(4) };
    let state = optimizer.init(params);
    let wanted = 4;
    for (const gradient of [1, 2, -3]) {
      const [updates, next] = optimizer.update({ w: tensor(gradient) }, state, params);
      params = applyUpdates(params, updates);
      state = next;
      wanted = 0.75 * wanted + 0.25 * params.w.item();
    }
    expect(averageOf(state).w.item()).toBeCloseTo(wanted, 6);
  });

  test('says so where there is none', () => {
    expect(() => averageOf(sgd(1).init({ w: tensor(1) }))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: averageOf: the state must hold an average of the parameters.
        state: an object with learningRate
      Expected the state of an optimizer with averageParameters in it. Make it with chain(…, averageParameters(0.999)).]
    `);
  });
});
