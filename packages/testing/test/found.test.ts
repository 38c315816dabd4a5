// What random programs have found, kept.
import { grad } from '@cotangent/autograd';
import { add, logSoftmax, pow, relu, rem, square, tensor, type Tensor } from '@cotangent/tensor';
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

describe('correct functions that once raised an alarm', () => {
  test('a square behind a kink that only the point itself sees', () => {
    checkGradients((x: Tensor<[2], 'float64'>) => relu(square(x)), [tensor([0, 1], 'float64')]);
  });
  test('a constant 0 that is a difference of equal terms', () => {
    checkGradients((x: Tensor<[1], 'float64'>) => logSoftmax(x, 0), [tensor([1.25], 'float64')]);
  });
  test('values that are exact at integers, while their derivatives divide', () => {
    checkGradients(
      (x: Tensor<[4], 'float64'>) => rem(x, add(square(x), 0.5)),
      [tensor([-0.0078125, 1.921875, -0.185546875, -0.6015625], 'float64')],
    );
  });
});
