import { adam, applyUpdates, chain, freeze, groups, l2Decay, masked, sgd } from '@cotangent/optim';
import { tensor, tree } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';

const params = {
  conv1: { w: tensor([[1, 2]]), b: tensor([3]) },
  layers: [{ w: tensor([4]) }, { w: tensor([5]) }],
};
const ones = tree.map(
  (x) => tensor(Array.from({ length: x.size }, () => 1)),
  params,
) as object as typeof params;
const gradients = { ...ones, conv1: { w: tensor([[1, 1]]), b: tensor([1]) } };
const values = (t: object): unknown => tree.map((x) => [...x.data()], t as typeof params);

test('masks are lists or functions', () => {
  expect(() => freeze('conv1' as never, sgd(1))).toThrow("Write ['conv1'].");
  expect(() => masked({ conv1: true } as never, sgd(1))).toThrow('a mask is a list of paths');
});

describe('masked', () => {
  test('changes what is at the paths, and lets the rest through', () => {
    const optimizer = masked(['conv1.w', 'layers[1]'], l2Decay(1));
    const [updates] = optimizer.update(gradients, optimizer.init(params), params);
    expect(values(updates)).toEqual({ conv1: { w: [2, 3], b: [1] }, layers: [{ w: [1] }, { w: [6] }] });
  });

  test('takes a function of path and parameter', () => {
    const optimizer = masked((path, x) => path.endsWith('.w') && x.rank === 2, l2Decay(1));
    const [updates] = optimizer.update(gradients, optimizer.init(params), params);
    expect(values(updates)).toEqual({ conv1: { w: [2, 3], b: [1] }, layers: [{ w: [1] }, { w: [1] }] });
  });

  test('does not take conv1 for the beginning of conv10', () => {
    const tens = { conv1: tensor(1), conv10: tensor(1) };
    const optimizer = masked(['conv1'], l2Decay(1));
    const [updates] = optimizer.update({ conv1: tensor(0), conv10: tensor(0) }, optimizer.init(tens), tens);
    expect([updates.conv1.item(), updates.conv10.item()]).toEqual([1, 0]);
  });
});

describe('freeze', () => {
  test('gives zero updates and keeps no state', () => {
    const optimizer = freeze(['conv1', 'layers[0].w'], adam(1));
    const state = optimizer.init(params);
    expect(tree.paths(state).filter((path) => path.includes('mean'))).toEqual(['adam.mean.layers[1].w']);
    const [updates] = optimizer.update(gradients, state, params);
    const moved = applyUpdates(params, updates);
    expect(values(moved)).toEqual({ conv1: { w: [1, 2], b: [3] }, layers: [{ w: [4] }, { w: [4] }] });
  });

  test('holds against decay too', () => {
    const optimizer = freeze(['conv1'], chain(l2Decay(1), sgd(1)));
    const [updates] = optimizer.update(gradients, optimizer.init(params), params);
    expect(values(updates.conv1)).toEqual({ w: [0, 0], b: [0] });
  });
});

describe('groups', () => {
  test('the longest path decides', () => {
    const optimizer = groups({ conv1: sgd(1), 'conv1.b': sgd(10) }, sgd(100));
    const state = optimizer.init(params);
    const [updates, next] = optimizer.update(gradients, state, params);
    expect(values(updates)).toEqual({
      conv1: { w: [-1, -1], b: [-10] },
      layers: [{ w: [-100] }, { w: [-100] }],
    });
    expect(optimizer.describe(next)).toEqual({
      'conv1.b': { learningRate: 10 },
      conv1: { learningRate: 1 },
      others: { learningRate: 100 },
    });
  });
});

test('a path that leads nowhere is refused by name', () => {
  const nowhere: string = 'conv2.w';
  expect(() => freeze([nowhere], sgd(1)).init(params)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: freeze.init: there must be a parameter at each path.
      path: 'conv2.w'
      params: conv1.b, conv1.w, layers[0].w, layers[1].w
    Expected the path of a parameter, such as 'conv1.w', or the beginning of some, such as 'conv1'.]
  `);
});
