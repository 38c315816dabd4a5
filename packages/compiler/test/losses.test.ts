// Losses compiled: labels that are no class are refused as they are eagerly, and what cannot happen adds nothing.
import { grad } from '@cotangent/autograd';
import { jit } from '@cotangent/compiler';
import { hinge, softmaxCrossEntropy } from '@cotangent/nn';
import { ones, random, sum, tensor, type Tensor } from '@cotangent/tensor';
import { expect, test } from 'vitest';

const labels = (...values: readonly number[]): Tensor => tensor(values, 'int32') as Tensor;

test.each([softmaxCrossEntropy, hinge])('%o refuses labels that are no class', (loss) => {
  const scalar = (x: Tensor, l: Tensor): Tensor<[]> => loss(x, l) as Tensor as Tensor<[]>;
  const x = ones([2, 3]) as Tensor;
  for (const compiled of [jit(scalar), jit(grad(scalar)) as (x: Tensor, l: Tensor) => Tensor]) {
    expect(() => compiled(x, labels(0, 2))).not.toThrow();
    for (const wrong of [3, -1]) {
      expect(() => compiled(x, labels(0, wrong))).toThrow(`${wrong} among them`);
      expect(() => compiled(x, labels(wrong, 0))).toThrow(`${wrong} among them`);
    }
  }
});

test('softmaxCrossEntropy of masked logits', () => {
  const x = tensor([[0, -Infinity, 1]], 'float64') as Tensor;
  for (const target of [tensor([[0.25, 0, 0.75]], 'float64') as Tensor, labels(2)]) {
    const loss = (z: Tensor): Tensor<[]> => softmaxCrossEntropy(z, target) as Tensor as Tensor<[]>;
    expect(jit(loss)(x).item()).toBeCloseTo(loss(x).item(), 14);
    const slope = jit(grad(loss))(x).data();
    grad(loss)(x)
      .data()
      .forEach((want, i) => expect(slope[i]).toBeCloseTo(want, 14));
  }
});

test('classes that count differently, and examples that are ignored', () => {
  const x = random.normal(random.key(1), [4, 3]);
  const classes = tensor([2, 1, -1, 0], 'int32');
  const options = { ignoreIndex: -1, classWeights: tensor([0.5, 2, 3]), labelSmoothing: 0.1 };
  const f = (y: typeof x, of: typeof classes): Tensor<[]> =>
    sum(softmaxCrossEntropy(y, of, options)) as Tensor<[]>;
  const compiled = jit(f);
  expect(compiled(x, classes).item()).toBeCloseTo(f(x, classes).item(), 5);
  expect(grad(compiled)(x, classes).toArray()[2]).toEqual([0, 0, 0]);
  expect(() => compiled(x, tensor([2, 1, -2, 0], 'int32'))).toThrow('-2 among them');
});
