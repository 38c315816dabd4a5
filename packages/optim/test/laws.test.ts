// What holds for every optimizer, whatever its formula.
import * as optim from '@cotangent/optim';
import { applyUpdates, chain, type Optimizer } from '@cotangent/optim';
import { cast, fromTypedArray, mul, square, sub, sum, tensor, tree, type Tensor } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { all, descending } from './optimizers.ts';
import { abstractly, bits, gradientsFor, parameters, run, type Parameters } from './support.ts';

const specs = (t: object): unknown =>
  tree.map((x: Tensor) => `${x.dtype}[${x.shape.join()}]`, t as Parameters);

test('every optimizer that is exported obeys the laws', () => {
  const others = ['applyUpdates', 'averageOf', 'globalNorm', 'schedule', 'transformation'];
  const names = new Set(Object.keys(all).map((name) => name.split(' ')[0]));
  expect(Object.keys(optim).filter((name) => !names.has(name) && !others.includes(name))).toEqual([]);
});

describe.each(Object.entries(all))('%s', (_, optimizer) => {
  test.each(['float32', 'float64'] as const)('keeps shapes and dtypes in %s', (dtype) => {
    const params = parameters(dtype);
    const state = optimizer.init(params);
    const [updates, next] = optimizer.update(gradientsFor(params, 0), state, params);
    expect(specs(updates)).toEqual(specs(params));
    expect(specs(next)).toEqual(specs(state));
  });

  test('takes both float dtypes in one tree', () => {
    const { conv1, layers } = parameters();
    const params = { conv1: { ...conv1, b: cast(conv1.b, 'float64') }, layers } as
      Tensor | object as Parameters;
    const [updates] = optimizer.update(gradientsFor(params, 0), optimizer.init(params), params);
    expect(specs(updates)).toEqual(specs(params));
  });

  test('reads no values, in init and update', () => {
    const params = parameters();
    abstractly({ params, gradients: gradientsFor(params, 0) }, (traced) => {
      const state = optimizer.init(traced.params);
      const [updates, next] = optimizer.update(traced.gradients, state, traced.params);
      return optimizer.update(traced.gradients, next, applyUpdates(traced.params, updates));
    });
  });

  test('goes on bit for bit from a copy of its state', () => {
    const params = parameters();
    const whole = run(optimizer, params, 6);
    const half = run(optimizer, params, 3);
    const copy = <T extends object>(t: T): T =>
      tree.map((x: Tensor) => fromTypedArray(x.data(), [...x.shape]), t as Parameters) as object as T;
    const rest = run(optimizer, copy(half.params), 3, { state: copy(half.state), from: 3 });
    expect(bits(rest)).toEqual(bits(whole));
  });

  test('works on a single tensor and on a tree without any', () => {
    const x = tensor([1, 2]);
    const [update] = optimizer.update(tensor([1, 1]), optimizer.init(x), x);
    expect(update.shape).toEqual([2]);
    const [nothing] = optimizer.update({}, optimizer.init({}), {});
    expect(nothing).toEqual({});
  });

  test('treats leaves that stand in one tree as it does each alone', () => {
    if (JSON.stringify(optimizer.describe(optimizer.init(parameters()))).includes('maxNorm')) return;
    const { w, b } = parameters().conv1;
    const alone = (x: Tensor) => {
      const [update] = optimizer.update(mul(x, 2) as Tensor, optimizer.init(x), x);
      return bits({ update });
    };
    const params = { w, b };
    const gradients = { w: mul(w, 2), b: mul(b, 2) };
    const [together] = optimizer.update(gradients, optimizer.init(params), params);
    expect(bits({ update: together.w })).toEqual(alone(w));
    expect(bits({ update: together.b })).toEqual(alone(b));
  });
});

test.each(Object.entries(descending))('%s finds the bottom of a bowl', (_, optimizer: Optimizer) => {
  const target = tensor([1, -2, 3]);
  const loss = (x: Tensor): number => Number(sum(square(sub(x, target))).item());
  let params: Tensor = tensor([0, 0, 0]);
  let state = optimizer.init(params);
  const before = loss(params);
  for (let step = 0; step < 400; step++) {
    const [updates, next] = optimizer.update(mul(2, sub(params, target)) as Tensor, state, params);
    params = applyUpdates(params, updates);
    state = next;
  }
  expect(loss(params)).toBeLessThan(before / 100);
});

test('a chain of nothing leaves gradients as they are', () => {
  const params = parameters();
  const nothing = chain();
  const gradients = gradientsFor(params, 0);
  expect(nothing.update(gradients, nothing.init(params), params)[0]).toBe(gradients);
});
