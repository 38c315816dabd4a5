import * as t from '@cotangent/tensor';
import { random, type Tensor } from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { checkGradients } from './checkGradients.ts';

const draw = (shape: readonly number[], seed = 1): Tensor =>
  random.normal(random.key(seed), shape, { dtype: 'float64' }) as Tensor;
const positive = (shape: readonly number[], seed = 1): Tensor =>
  random.uniform(random.key(seed), shape, { low: 0.2, high: 2, dtype: 'float64' }) as Tensor;
const inside = (shape: readonly number[], seed = 1): Tensor =>
  random.uniform(random.key(seed), shape, { low: -0.9, high: 0.9, dtype: 'float64' }) as Tensor;

type Function1 = (x: Tensor) => unknown;
type Function2 = (x: Tensor, y: Tensor) => unknown;
const unary = (list: Readonly<Record<string, unknown>>): [string, Function1][] =>
  Object.entries(list) as [string, Function1][];

describe('ops of one argument', () => {
  const { abs, atan, ceil, cos, cosh, erf, exp, exp2, expm1, floor, neg, round, sign, sin, sinh } = t;
  const { asinh, elu, gelu, hardSigmoid, leakyRelu, logSigmoid, mish, relu, selu, sigmoid, silu, softplus } =
    t;
  const { square, tan, tanh } = t;
  const anywhere = {
    abs,
    asinh,
    atan,
    ceil,
    cos,
    cosh,
    elu,
    erf,
    exp,
    exp2,
    expm1,
    floor,
    gelu,
    hardSigmoid,
  };
  const more = {
    leakyRelu,
    logSigmoid,
    mish,
    neg,
    relu,
    round,
    selu,
    sigmoid,
    sign,
    silu,
    sin,
    sinh,
    softplus,
  };
  it.each(unary({ ...anywhere, ...more, square, tan, tanh }))('%s', (_, f) => {
    checkGradients(f, [draw([2, 3])]);
    checkGradients(f, [t.tensor([-2, -1, 0.5, 3])]);
  });

  const { log, log10, log1p, log2, reciprocal, rsqrt, sqrt } = t;
  it.each(unary({ log, log10, log1p, log2, reciprocal, rsqrt, sqrt }))('%s', (_, f) => {
    checkGradients(f, [positive([2, 3])]);
    checkGradients(f, [t.tensor([1, 2, 1e-6, 1e6], 'float64')]);
  });

  const { acos, asin, atanh } = t;
  it.each(unary({ acos, asin, atanh }))('%s', (_, f) => {
    checkGradients(f, [inside([2, 3])]);
  });
  it('acosh', () => {
    checkGradients((x) => t.acosh(x), [t.add(positive([4]), 1)]);
  });
});

describe('ops of two arguments', () => {
  const { add, atan2, div, maximum, minimum, mul, pow, rem, sub } = t;
  const list = Object.entries({ add, atan2, div, maximum, minimum, mul, pow, rem, sub }) as unknown;
  it.each(list as [string, Function2][])('%s, with broadcasting and repeated arguments', (_, f) => {
    checkGradients(f, [positive([2, 3], 1), positive([2, 3], 2)]);
    checkGradients(f, [positive([2, 1], 1), positive([3], 2)]);
    checkGradients(f, [positive([], 1), positive([2, 1, 2], 2)]);
    checkGradients((x: Tensor) => f(x, x), [positive([3])]);
    const x = positive([2]);
    checkGradients(f, [x, x]);
  });
});

describe('reductions', () => {
  const { cumprod, cumsum, logSumExp, max, mean, min, norm, prod, softmax, standardDeviation, sum } = t;
  const { logSoftmax, sort, variance } = t;
  const some = {
    logSoftmax,
    logSumExp,
    max,
    mean,
    min,
    norm,
    prod,
    softmax,
    standardDeviation,
    sum,
    variance,
  };
  it.each(unary(some))('%s', (_, f) => {
    checkGradients(f, [draw([2, 3])]);
    const along = f as unknown as (x: Tensor, axis: number) => unknown;
    checkGradients((x: Tensor) => along(x, 0), [draw([3, 2])]);
    checkGradients((x: Tensor) => along(x, -1), [draw([2, 1])]);
  });
  it.each(unary({ cumprod, cumsum, sort }))('%s', (_, f) => {
    const along = f as unknown as (x: Tensor, axis: number) => unknown;
    checkGradients((x: Tensor) => along(x, 0), [draw([3, 2])]);
  });
  it('prod with zeros', () => {
    checkGradients((x) => t.prod(x), [t.tensor([0, 2, 3])]);
    checkGradients((x) => t.prod(x), [t.tensor([0, 2, 0])]);
    checkGradients((x) => t.cumprod(x, 0), [t.tensor([2, 0, 3, 0])]);
  });
  it('topK', () => {
    checkGradients((x) => t.topK(x, 2).values, [draw([5])]);
  });
});

describe('movement and contraction', () => {
  it('is compared exactly', () => {
    const report = checkGradients((a, b) => t.matmul(a, b), [draw([2, 3]), draw([3, 2], 2)], {
      affine: true,
    });
    expect(report.exact).toBe(12 + 16);
    const w = t.tensor([1, 0, 2], 'int32');
    checkGradients((x) => t.take(x, w, 0), [draw([3, 2])], { affine: true });
    checkGradients((x) => t.transpose(t.reshape(x, [3, 2])), [draw([2, 3])], { affine: true });
    checkGradients(
      (x) =>
        t.pad(x, [
          [1, 0],
          [0, 2],
        ]),
      [draw([2, 2])],
      { affine: true },
    );
    checkGradients((x) => t.concat([x, t.flip(x, 0), x], 0), [draw([3])], { affine: true });
    checkGradients((x, y) => t.einsum('bij,bjk->ik', x, y), [draw([2, 1, 2]), draw([2, 2, 2], 3)], {
      affine: true,
    });
    checkGradients((x) => t.split(x, [1, 2], 0), [draw([3])], { affine: true });
    checkGradients((x) => t.broadcastTo(x, [2, 3, 2]), [draw([3, 1])], { affine: true });
  });
  it('convolution, of windows and a contraction', () => {
    const conv = (x: Tensor, w: Tensor): Tensor =>
      t.einsum(
        'bcyxij,ocij->boyx',
        t.windows(
          t.pad(x, [
            [0, 0],
            [0, 0],
            [1, 1],
            [1, 1],
          ]) as Tensor,
          { axes: [2, 3], size: [3, 3] },
        ) as Tensor,
        w,
      ) as Tensor;
    checkGradients(conv, [draw([1, 2, 3, 3]), draw([2, 2, 3, 3], 2)], { affine: true, coordinates: 16 });
  });
});

describe('kinks are no false alarms', () => {
  it('relu at 0', () => {
    const report = checkGradients((x) => t.relu(x), [t.tensor([0, 1, -1, 0])]);
    expect(report.kinks).toBeGreaterThan(0);
  });
  it('ties', () => {
    const [x, y] = [t.tensor([1, 2, 3]), t.tensor([1, 2, 4])];
    checkGradients((a, b) => t.maximum(a, b), [x, y]);
    checkGradients((a, b) => t.minimum(a, b), [x, y]);
    checkGradients((a) => t.max(a), [t.tensor([3, 1, 3, 3])]);
    checkGradients((a) => t.sort(a, 0), [t.tensor([3, 1, 3, 2])]);
    checkGradients((a) => t.maximum(a, a), [x]);
  });
  it('a kink nearby', () => {
    checkGradients((x) => t.abs(x), [t.tensor([1e-4, -1e-7, 3])]);
    checkGradients((x) => t.clamp(x, -1, 1), [t.tensor([1, -1, 0.999, 1.001])]);
  });
  it('jumps', () => {
    checkGradients((x) => t.mul(t.floor(x), x), [t.tensor([1, 2, -3, 0.5])], { order: 1 });
    checkGradients((x) => t.rem(x, 2), [t.tensor([4, 2, -2, 0.5])]);
  });
  it('several choices at once prove nothing', () => {
    const report = checkGradients((x) => t.sub(t.relu(x), t.relu(t.neg(x))), [t.tensor([0, 1])]);
    expect(report.undecided).toBeGreaterThan(0);
  });
  it('pieces of a single point prove nothing', () => {
    const point = (x: Tensor): Tensor => t.where(t.equal(x, 0), 0, x) as Tensor;
    expect(checkGradients(point, [t.tensor([0, 1])]).undecided).toBeGreaterThan(0);
    const jump = (x: Tensor): Tensor => t.mul(x, t.square(t.sign(x))) as Tensor;
    expect(checkGradients(jump, [t.tensor([0, 1])]).undecided).toBeGreaterThan(0);
  });
  it('where traps', () => {
    const safe = (x: Tensor): Tensor => {
      const ok = t.greater(x, 0);
      return t.where(ok, t.log(t.where(ok, x, 1)), 0) as Tensor;
    };
    checkGradients(safe, [t.tensor([-1, 2, 0.5])]);
  });
  it('norm at 0, large inputs', () => {
    checkGradients((x) => t.norm(x), [t.tensor([0, 0])], { order: 1 });
    checkGradients((x) => t.softmax(x), [t.tensor([1e4, -1e4, 1e4 - 1])]);
    checkGradients((x) => t.logSumExp(x), [t.tensor([1e4, 1, 1e4 - 1])]);
  });
});

describe('arguments', () => {
  it('trees, integers and empty axes', () => {
    const report = checkGradients(
      (p: { w: Tensor; b: Tensor }, i: Tensor) => t.add(t.take(p.w, i as Tensor<[2], 'int32'>, 0), p.b),
      [{ w: draw([3, 2]), b: draw([2]) }, t.tensor([2, 0], 'int32') as Tensor],
    );
    expect(report.directions).toBeGreaterThan(0);
    checkGradients((x) => t.sum(x), [t.zeros([0, 3])]);
    checkGradients((x, y) => t.concat([x, y], 0), [t.zeros([0]), t.tensor([1, 2])]);
    checkGradients((x) => t.mul(x, 2), [3]);
    checkGradients((x) => ({ s: t.sin(x), parts: [t.cos(x), t.greater(x, 0)] }), [draw([2])]);
  });
  it('stopGradient is held still', () => {
    checkGradients((x) => t.mul(x, t.stopGradient(x)), [draw([3])]);
    checkGradients((x) => t.exp(t.sub(x, t.stopGradient(t.max(x)))), [draw([3])]);
  });
  it('float32 inside', () => {
    checkGradients((x) => t.sin(t.cast(x, 'float32')), [draw([2])], { order: 1 });
  });
  it('ill-conditioned functions', () => {
    checkGradients((x) => t.sub(t.add(x, 1e8), 1e8), [draw([2])]);
    checkGradients((x) => t.sigmoid(t.mul(x, 1000)), [t.tensor([1e-3, -2e-3, 1e-2])]);
  });
  it('the same seed gives the same report', () => {
    const run = (seed: number): unknown => checkGradients((x) => t.tanh(t.exp(x)), [draw([3])], { seed });
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });
});
