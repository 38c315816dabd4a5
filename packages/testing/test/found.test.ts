// What random programs have found, kept.
import { grad } from '@cotangent/autograd';
import { pow, tensor, type Tensor } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../src/index.ts';

describe('the power x^y at exponent 0', () => {
  const [x, y] = [tensor(1.75, 'float64'), tensor(0, 'float64')];
  type Scalar = Tensor<[], 'float64'>;

  test('has the mixed second derivative 1 / x, although its slope by x is 0 there', () => {
    const byX = (a: Scalar, b: Scalar): Scalar => grad((c: Scalar) => pow(c, b))(a);
    expect(byX(x, y).item()).toBe(0);
    expect(grad(byX, 1)(x, y).item()).toBeCloseTo(1 / 1.75, 12);
  });
  test('passes the check', () => {
    checkGradients(pow as (a: Scalar, b: Scalar) => Scalar, [x, y]);
  });
});
