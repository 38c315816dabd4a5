import { adam, chain, descend, l2Decay, schedule, sgd } from '@cotangent/optim';
import { full, mul, pow, tensor, tree } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';

const params = { w: tensor([1, 2]) };
const gradients = { w: tensor([1, 1]) };

describe('hyper-parameters', () => {
  test('read back as they were written, in float32 too', () => {
    const optimizer = chain(l2Decay(0.001), adam(3e-4, { beta2: 0.98 }));
    expect(optimizer.describe(optimizer.init(params))).toEqual({
      l2Decay: { decay: 0.001 },
      adam: { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, learningRate: 3e-4 },
    });
  });

  test('are leaves of the state, and what is put there is used', () => {
    const optimizer = sgd(0.1);
    const state = tree.set(optimizer.init(params), 'learningRate', tensor(0.5));
    const [updates, next] = optimizer.update(gradients, state, params);
    expect(updates.w.toArray()).toEqual([-0.5, -0.5]);
    expect(optimizer.describe(next)).toEqual({ learningRate: 0.5 });
  });

  test('may be schedules, whose value for the next step is read back', () => {
    const optimizer = sgd((step) => mul(0.5, pow(0.5, step)));
    let state = optimizer.init(params);
    const seen: unknown[] = [];
    for (let step = 0; step < 3; step++) {
      seen.push(optimizer.describe(state));
      const [updates, next] = optimizer.update(gradients, state, params);
      expect(updates.w.toArray()[0]).toBe(-(0.5 ** (step + 1)));
      state = next;
    }
    expect(seen).toEqual([{ learningRate: 0.5 }, { learningRate: 0.25 }, { learningRate: 0.125 }]);
  });

  test('of one name in two schedules count apart', () => {
    const optimizer = chain(
      l2Decay(schedule.constant(0)),
      descend(schedule.step(1, { every: 1, factor: 0.5 })),
    );
    const [, state] = optimizer.update(gradients, optimizer.init(params), params);
    expect(optimizer.describe(state)).toEqual({ l2Decay: { decay: 0 }, descend: { learningRate: 0.5 } });
  });

  test('in the state are scalars, of the dtype of the parameters', () => {
    const optimizer = sgd(0.1);
    const wide = tree.set(optimizer.init(params), 'learningRate', tensor(0.5, 'float64'));
    const [updates, next] = optimizer.update(gradients, wide as object as typeof wide, params);
    expect(updates.w.dtype).toBe('float32');
    expect(next['learningRate']).toMatchObject({ dtype: 'float32' });
    const number = { ...optimizer.init(params), learningRate: 0.5 } as object as typeof wide;
    expect(() => optimizer.update(gradients, number, params)).toThrow('Write tensor(0.5).');
    expect(() => optimizer.describe(number)).toThrow('state.learningRate must be a scalar');
    const vector = { ...optimizer.init(params), learningRate: tensor([1, 2]) } as object as typeof wide;
    expect(() => optimizer.update(gradients, vector, params)).toThrow('state.learningRate must be a scalar');
  });

  test('lie where they make sense', () => {
    expect(() => sgd(-0.1)).toThrow('To climb, put maximize() first.');
    expect(() => adam({ beta1: 0.5 } as never)).toThrow('Options come after the learning rate.');
    expect(() => adam(0.1, { beta2: 1 })).toThrow('beta2 must be a number from 0 to below 1');
  });

  test('are as precise as the parameters', () => {
    const optimizer = sgd(0.1);
    const x = full([1], 1, 'float64');
    const [update] = optimizer.update(x, optimizer.init(x), x);
    expect(update.toArray()).toEqual([-0.1]);
  });
});

test('two parts of one name in a chain have a state each', () => {
  const optimizer = chain(l2Decay(0.1), l2Decay(0.2));
  expect(optimizer.describe(optimizer.init(params))).toEqual({
    l2Decay: { decay: 0.1 },
    l2Decay2: { decay: 0.2 },
  });
});
