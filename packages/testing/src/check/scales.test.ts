// Correct functions at numbers of every size, beside poles and under heavy rounding: none may raise an alarm.
import * as t from '@cotangent/tensor';
import { tensor, type Tensor } from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { checkGradients } from './checkGradients.ts';

type Case = readonly [name: string, f: (...xs: Tensor[]) => unknown, args: readonly (readonly unknown[])[]];

const of = (values: readonly unknown[], dtype: 'float32' | 'float64'): Tensor =>
  tensor(values as number[], dtype) as Tensor;

const either: readonly Case[] = [
  ['log of tiny beside large numbers', (x) => t.log(x), [[1e-30, 1, 1e20]]],
  ['exp, near the end of float32', (x) => t.exp(x), [[85, -85]]],
  ['sqrt near 0', (x) => t.sqrt(x), [[1e-12, 1e-20, 1e-4]]],
  ['rsqrt near 0', (x) => t.rsqrt(x), [[1e-10, 1e-16]]],
  ['the reciprocal near 0', (x) => t.div(1, x), [[1e-8, 1e-3, -1e-10]]],
  [
    'division by tiny numbers',
    (x, y) => t.div(x, y),
    [
      [1, 2],
      [1e-8, 1e-12],
    ],
  ],
  ['x^20', (x) => t.pow(x, 20), [[1.5, -2, 0.1, 3, 0]]],
  ['x^-5', (x) => t.pow(x, -5), [[1e-3, 2]]],
  ['the norm near 0', (x) => t.norm(x), [[1e-15, -2e-15]]],
  ['a direction, near 0', (x) => t.div(x, t.norm(x)), [[1e-6, 2e-6, -1e-6]]],
  ['a direction, kept off 0', (x) => t.div(x, t.sqrt(t.add(t.sum(t.square(x)), 1e-12))), [[1e-8, 2e-8, 0]]],
  [
    'atan2 near 0',
    (y, x) => t.atan2(y, x),
    [
      [1e-8, 1],
      [1e-8, -1],
    ],
  ],
  ['tan beside its pole', (x) => t.tan(x), [[1.5707]]],
  ['sin far out', (x) => t.sin(x), [[1e4, -1e6]]],
  ['squares of large and tiny numbers', (x) => t.square(x), [[1e10, -1e15, 1e-10, -1e-15]]],
  ['sigmoid and tanh, saturated', (x) => [t.sigmoid(x), t.tanh(x)], [[100, -100, 40, 0]]],
  ['activations, saturated', (x) => [t.gelu(x), t.silu(x), t.mish(x), t.elu(x)], [[-20, 20, 0.1]]],
  ['softmax, saturated', (x) => [t.softmax(x), t.logSoftmax(x), t.logSumExp(x)], [[1e4, -1e4, 0]]],
  ['entropy', (x) => t.sum(t.mul(t.softmax(x), t.logSoftmax(x))), [[100, 0, -100]]],
  ['softplus', (x) => [t.softplus(x), t.logSigmoid(x)], [[1e4, -1e4, 0]]],
  ['a logit', (x) => t.log(t.div(x, t.sub(1, x))), [[1e-9, 0.5, 0.999]]],
  ['a loss of probabilities', (x) => t.neg(t.log(t.add(t.sigmoid(x), 1e-7))), [[-30, -3, 5]]],
  ['variance of large numbers', (x) => t.variance(x), [[1e4, 1e4 + 1, 1e4 + 2]]],
  ['numbers added and taken away', (x) => t.sub(t.add(x, 1e10), 1e10), [[1, 2.5]]],
  ['near ties', (x) => [t.sort(x, 0), t.topK(x, 2).values, t.max(x)], [[1, 1 + 1e-6, 1 - 1e-6, 3]]],
  ['the winner taken', (x) => t.take(x, t.reshape(t.argmax(x, 0), [1]), 0), [[1, 1 + 1e-6, 0.5]]],
  ['products with zeros', (x) => [t.cumprod(x, 0), t.prod(x)], [[2, 0, 3, 0, 4]]],
];

describe.each(['float64', 'float32'] as const)('in %s', (dtype) => {
  it.each(either)('%s', (_, f, args) => {
    checkGradients(
      f,
      args.map((values) => of(values, dtype)),
    );
  });

  const z = (seed: number): Tensor => t.random.normal(t.random.key(seed), [3, 2], { dtype }) as Tensor;
  const allowed = tensor([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
  it.each([-1e9, -Infinity])('attention with a mask of %d', (masked) => {
    const attend = (mask: (scores: Tensor) => unknown) => (q: Tensor, k: Tensor, v: Tensor) => {
      const scores = t.matmul(q, t.transpose(k)) as Tensor;
      return t.matmul(t.softmax(mask(scores) as Tensor, -1), v);
    };
    checkGradients(
      attend((scores) => t.where(allowed, scores, masked)),
      [z(1), z(2), z(3)],
    );
    checkGradients(
      attend((scores) => t.add(scores, t.where(allowed, 0, masked))),
      [z(1), z(2), z(3)],
    );
  });
  it.each([0, 1e-4])('batch normalization of columns that vary by %d', (spread) => {
    const normalized = (x: Tensor): unknown =>
      t.div(
        t.sub(x, t.mean(x, 0, { keepDims: true })),
        t.sqrt(t.add(t.variance(x, 0, { keepDims: true }), 1e-5)),
      );
    const rows = [
      [1, 2],
      [1 + spread, 2],
      [1 - spread, 2 + spread],
    ];
    checkGradients(normalized, [of(rows, dtype)]);
  });
});

describe('at the ends of float64', () => {
  it.each<Case>([
    ['log', (x) => t.log(x), [[1e-300]]],
    ['sqrt', (x) => t.sqrt(x), [[1e-300]]],
    ['exp', (x) => t.exp(x), [[700, -700, 709.7]]],
    ['asin', (x) => t.asin(x), [[1 - 1e-12]]],
    ['log1p', (x) => t.log1p(x), [[-1 + 1e-12]]],
  ])('%s', (_, f, [values]) => {
    checkGradients(f, [of(values, 'float64')]);
  });
});

it('keeps near the point where loops depend on values', () => {
  const grown = (x: Tensor): unknown => {
    let y = x;
    while ((t.sum(y) as Tensor<[]>).item() < 100) y = t.mul(y, 2) as Tensor;
    return y;
  };
  checkGradients(grown, [of([1, 2], 'float64')]);
  checkGradients(grown, [of([1, 2], 'float32')]);
});

it('leaves a pole to itself', () => {
  const { comparisons } = checkGradients((x) => t.sqrt(x), [of([0, 4], 'float64')]);
  expect(comparisons).toBeGreaterThan(0);
});

it('counts exact comparisons as judged, and takes wide steps where rounding is heavy', () => {
  const f = (x: Tensor): unknown => t.sub(t.add(x, 1e10), 1e10);
  expect(checkGradients(f, [of([1, 2.5], 'float64')]).exact).toBe(2 + 4);
  expect(checkGradients(f, [of([1], 'float64')], { affine: false, order: 1 }).comparisons).toBe(5);
});

describe('what cannot be judged is said', () => {
  it.each<Case>([
    ['log[01] at \\[0\\] is NaN|output at \\[0\\] is NaN at this point', (x) => t.log(x), [[-1, -2]]],
    ['is finite at this point, but not beside it', (x) => t.sqrt(x), [[0]]],
    ['decides otherwise in floor', (x) => t.mul(x, t.floor(t.mul(x, 1e20))), [[0.3]]],
    ['rounding takes output', (x) => t.sin(t.add(x, 1e15)), [[0.1]]],
  ])('%s', (message, f, [values]) => {
    expect(() => checkGradients(f, [of(values, 'float64')])).toThrow(new RegExp(message));
  });
});
