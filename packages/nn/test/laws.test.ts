// Laws that every layer obeys: what it promises of shapes and dtypes, gradients at both orders, batches.
import {
  concat,
  CotangentError,
  random,
  slice,
  tree,
  withShape,
  type DType,
  type Tensor,
} from '@cotangent/tensor';
import { checkGradients } from '@cotangent/testing';
import { describe, expect, test } from 'vitest';
import * as nn from '../src/index.ts';
import { samples, type Sample } from './layers.ts';

const key = random.key(7);

/** A batch for a layer, of floats of a dtype or of indices. */
function batchFor({ layer, indices }: Sample, size: number, dtype: 'float32' | 'float64'): Tensor {
  const shape = [size, ...layer.input];
  const from = random.fold(key, 'x');
  return indices === undefined
    ? (random.normal(from, shape, { dtype }) as Tensor)
    : (random.integers(from, shape, 0, indices) as Tensor);
}

function contextOf({ training = false }: Sample): nn.Context {
  return { training, key: random.fold(key, 'context') };
}

/** All dtypes in a tree. */
function dtypesIn(t: object): readonly DType[] {
  return [...new Set(tree.leaves(t).map(({ dtype }) => dtype))];
}

/** Whether two tensors are equal but for rounding. */
const close = (a: Tensor, b: Tensor): boolean => {
  const y = b.data();
  return String(a.shape) === String(b.shape) && a.data().every((x, i) => Math.abs(x - y[i]) <= 1e-12);
};

describe.each(Object.entries(samples))('%s', (_, sample) => {
  const { layer } = sample;
  const double = layer.init(key, { dtype: 'float64' });
  const run = (x: Tensor): Tensor => layer.apply(double.params, double.state, x, contextOf(sample))[0];

  test('returns batches of the shape that it says', () => {
    for (const size of [1, 3]) {
      if (size === 1 && sample.training === true) continue;
      expect(run(batchFor(sample, size, 'float64')).shape).toEqual([size, ...layer.output]);
    }
  });

  test('computes in the dtype of its parameters', () => {
    for (const dtype of ['float32', 'float64'] as const) {
      const { params, state } = layer.init(key, { dtype });
      const [y, after] = layer.apply(params, state, batchFor(sample, 3, dtype), contextOf(sample));
      for (const t of [params, state, after])
        expect(dtypesIn(t)).toEqual(tree.leaves(t).length > 0 ? [dtype] : []);
      expect(y.dtype).toBe(dtype);
    }
  });

  test('starts the same for the same key', () => {
    const again = layer.init(key, { dtype: 'float64' });
    expect(tree.leaves(again.params).map(String)).toEqual(tree.leaves(double.params).map(String));
    expect(tree.sameStructure(again.state, double.state)).toBe(true);
  });

  test('has the derivatives of what it computes', () => {
    const x = batchFor(sample, 2 + Number(sample.training === true), 'float64');
    const apply = (params: object, input: Tensor): Tensor =>
      layer.apply(params, double.state, input, contextOf(sample))[0];
    const floats = tree.leaves(double.params).length > 0;
    if (sample.indices !== undefined) checkGradients((p: object) => apply(p, x), [double.params]);
    else if (floats) checkGradients(apply, [double.params, x], { names: ['params', 'x'] });
    else checkGradients((input: Tensor) => apply({}, input), [x], { names: ['x'] });
  });

  test('takes each example by itself, unless it says why not', () => {
    const x = batchFor(sample, 3, 'float64');
    const whole = run(x);
    const apart = concat(
      [0, 1, 2].map((i) => run(slice(x, [i], [i + 1]) as Tensor)),
      0,
    ) as Tensor;
    expect(close(apart, whole)).toBe(sample.batch === undefined);
  });

  test('refuses a batch of other examples', () => {
    const other = withShape(random.normal(key, [2, ...layer.input, 1]), [2, ...layer.input, 1]) as Tensor;
    expect(() => run(other)).toThrow(
      'x must be a batch of examples of the shape that the layer was built for.',
    );
  });
});

test.each(Object.entries(samples))('%s takes an empty batch, but for statistics of it', (_, sample) => {
  const { params, state } = sample.layer.init(key);
  const output = (): readonly number[] =>
    sample.layer.apply(params, state, batchFor(sample, 0, 'float32'), contextOf(sample))[0].shape;
  const refused = sample.layer.kind === 'batchNorm' && sample.training === true;
  expect(refused ? thrown(output) : output()).toEqual(refused ? 'batchNorm' : [0, ...sample.layer.output]);
});

/** The op of what `f` throws. */
function thrown(f: () => unknown): string | undefined {
  try {
    f();
  } catch (error) {
    if (error instanceof CotangentError) return error.op;
    throw error;
  }
  return undefined;
}

/** What the package exports besides layers. */
const others =
  'define predict summary withDType constant convNetJS glorot he lecun orthogonal softmaxCrossEntropy hinge huber l1 mse binaryCrossEntropy ' +
  'klDivergence accuracy confusionMatrix topKAccuracy';

test('every constructor of a layer obeys the laws', () => {
  const functions = Object.entries(nn).filter(([, value]) => typeof value === 'function');
  const names = functions.map(([name]) => name).filter((name) => !others.split(' ').includes(name));
  const sampled = new Set(Object.keys(samples).map((name) => name.replace(/ \(.*/, '')));
  expect(names.toSorted()).toEqual([...sampled].toSorted());
});
