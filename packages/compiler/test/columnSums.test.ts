// Sums over the rows of matrices that are larger than the cache, of numbers of rows and columns that nothing divides.
import { grad } from '@cotangent/autograd';
import { add, mean, mul, random, round, square, sub, sum, tanh, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { jit } from '../src/index.ts';

type Matrix = Tensor<[1031, 259]>;
const x: Matrix = random.normal(random.key(0), [1031, 259]);
const bias: Tensor<[259]> = random.normal(random.key(1), [259]);
const whole = round(mul(x, 4)) as Matrix;

const programs: Readonly<Record<string, (v: Matrix) => Tensor>> = {
  sum: (v) => sum(v, 0),
  'sum of what is computed': (v) => sum(square(tanh(v)), 0),
  'mean, and what is made of it': (v) => add(mul(mean(v, 0), 3), bias),
  'sum beside columns that are added': (v) => sum(mul(add(v, bias), v), 0),
  'sum of centered rows': (v) => sum(square(sub(v, mean(v, 1, { keepDims: true }))), 0),
  'gradient of a bias': (v) => grad((b: Tensor<[259]>) => sum(square(add(v, b))))(bias),
};

for (const [name, f] of Object.entries(programs)) {
  test(`${name}, over rows`, () => {
    const [want, got] = [f(x).data(), jit(f)(x).data()];
    expect(got).toHaveLength(want.length);
    want.forEach((value, k) => expect(Math.abs(value - got[k])).toBeLessThan(2e-4 * (1 + Math.abs(value))));
  });
}

test('sums of whole numbers over rows are the same', () => {
  const f = (v: Matrix): Tensor => sum(v, 0);
  expect(jit(f)(whole).toArray()).toEqual(f(whole).toArray());
});
