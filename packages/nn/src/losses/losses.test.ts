// Losses beyond the golden numbers: stable for large inputs, weights, reductions, and what does not fit.
import { grad } from '@cotangent/autograd';
import { ones, softmax, square, sum, tensor, type Tensor } from '@cotangent/tensor';
import { checkGradients } from '@cotangent/testing';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { binaryCrossEntropy, hinge, huber, klDivergence, l1, mse, softmaxCrossEntropy } from '../index.ts';

const logits = tensor(
  [
    [2, -1, 0.5],
    [0, 3, -2],
  ],
  'float64',
);
const labels = tensor([2, 1], 'int32');
const hot = tensor(
  [
    [0, 0, 1],
    [0, 1, 0],
  ],
  'float64',
);

describe('softmaxCrossEntropy', () => {
  test('labels are classes, or their probabilities', () => {
    for (const labelSmoothing of [0, 0.1]) {
      const byClass = softmaxCrossEntropy(logits, labels, { labelSmoothing }).item();
      expect(softmaxCrossEntropy(logits, hot, { labelSmoothing }).item()).toBeCloseTo(byClass, 14);
    }
  });

  test('reductions have their shapes, in types too', () => {
    const each = softmaxCrossEntropy(logits, labels, { reduction: 'none' });
    expectTypeOf(each).toEqualTypeOf<Tensor<[2], 'float64'>>();
    expectTypeOf(softmaxCrossEntropy(logits, labels)).toEqualTypeOf<Tensor<[], 'float64'>>();
    const [a, b] = each.toArray();
    expect(softmaxCrossEntropy(logits, labels).item()).toBeCloseTo((a + b) / 2, 14);
    expect(softmaxCrossEntropy(logits, labels, { reduction: 'sum' }).item()).toBeCloseTo(a + b, 14);
    const weights = tensor([1, 3], 'float64');
    expect(softmaxCrossEntropy(logits, labels, { weights }).item()).toBeCloseTo((a + 3 * b) / 4, 14);
  });

  test('is the mean over positions, too', () => {
    const x = ones([2, 3, 4]);
    expect(
      softmaxCrossEntropy(
        x,
        tensor(
          [
            [0, 1, 2],
            [3, 0, 1],
          ],
          'int32',
        ),
      ).item(),
    ).toBeCloseTo(Math.log(4), 6);
  });

  test('names what does not fit', () => {
    expect(() => softmaxCrossEntropy(logits, tensor([0, 1, 2], 'int32'))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: softmaxCrossEntropy: labels are a class for each example, or a probability for each class.
        logits: float64[2, 3]
        labels: int32[3]
      Expected integers of shape [2] or floats of shape [2, 3].]
    `);
    expect(() => softmaxCrossEntropy(logits, tensor([0, 1]))).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: softmaxCrossEntropy: labels are a class for each example, or a probability for each class.
        logits: float64[2, 3]
        labels: float32[2]
      Expected integers of shape [2] or floats of shape [2, 3]. Write cast(labels, 'int32').]
    `);
    expect(() => softmaxCrossEntropy(logits, tensor([0, 3], 'int32'))).toThrow('3 among them');
    expect(() => softmaxCrossEntropy(logits, labels, { labelSmoothing: 2 })).toThrow('a number from 0 to 1');
    expect(() => softmaxCrossEntropy(logits, labels, { weights: ones([3]) })).toThrow('weights of shape [2]');
  });
});

const large = tensor([
  [1e4, -1e4, 0],
  [-1e4, 1e4, 1e4],
]);
const losses: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  softmaxCrossEntropy: (x) => softmaxCrossEntropy(x, labels) as Tensor,
  'softmaxCrossEntropy, smoothed': (x) => softmaxCrossEntropy(x, labels, { labelSmoothing: 0.1 }) as Tensor,
  hinge: (x) => hinge(x, labels) as Tensor,
  binaryCrossEntropy: (x) => binaryCrossEntropy(x, hot as Tensor) as Tensor,
  klDivergence: (x) => klDivergence(x, softmax(large, -1) as Tensor) as Tensor,
  mse: (x) => mse(x, hot as Tensor) as Tensor,
  l1: (x) => l1(x, hot as Tensor) as Tensor,
  huber: (x) => huber(x, hot as Tensor) as Tensor,
};

test.each(Object.entries(losses))('%s is finite for logits of ±1e4, and so is its gradient', (_, loss) => {
  expect(Number.isFinite(loss(large as Tensor).item())).toBe(true);
  const slope = grad((x: Tensor) => sum(loss(x)))(large as Tensor);
  expect(slope.data().every((g) => Number.isFinite(g))).toBe(true);
});

test.each(Object.entries(losses))('%s has the derivatives of what it computes', (_, loss) => {
  checkGradients(loss, [
    tensor(
      [
        [0.3, -1.2, 2],
        [1.7, 0.4, -0.6],
      ],
      'float64',
    ) as Tensor,
  ]);
});

test('binaryCrossEntropy keeps small losses exact', () => {
  expect(binaryCrossEntropy(tensor([30]), tensor([1])).item()).toBeCloseTo(Math.exp(-30), 18);
});

test('klDivergence: probabilities of 0 add nothing', () => {
  const q = tensor([[0, -Infinity]]);
  expect(klDivergence(q, tensor([[1, 0]])).item()).toBe(0);
  expect(
    grad((x: Tensor) => klDivergence(x, tensor([[1, 0]]) as Tensor) as Tensor<[]>)(q as Tensor).toArray(),
  ).toEqual([[-1, 0]]);
});

describe('what has no probability adds nothing, though its logit be -Infinity', () => {
  const masked = tensor([[0, -Infinity, 1]], 'float64') as Tensor;
  const without = tensor([[0, 1]], 'float64') as Tensor;
  const few = tensor([[0.25, 0.75]], 'float64') as Tensor;
  const cases: readonly (readonly [kind: string, target: Tensor, plainTarget: Tensor])[] = [
    ['probabilities', tensor([[0.25, 0, 0.75]], 'float64') as Tensor, few],
    ['labels', tensor([2], 'int32') as Tensor, tensor([1], 'int32') as Tensor],
  ];

  test.each(cases)('softmaxCrossEntropy of %s', (_, target, plainTarget) => {
    const loss = (x: Tensor): Tensor<[]> => softmaxCrossEntropy(x, target) as Tensor as Tensor<[]>;
    const plain = (x: Tensor): Tensor<[]> => softmaxCrossEntropy(x, plainTarget) as Tensor as Tensor<[]>;
    expect(loss(masked).item()).toBeCloseTo(plain(without).item(), 14);
    const [a, b] = grad(plain)(without).data();
    const slope = grad(loss)(masked).data();
    [a, 0, b].forEach((want, i) => expect(slope[i]).toBeCloseTo(want, 14));
    const curvature = grad((x: Tensor) => sum(square(grad(loss)(x))) as Tensor<[]>)(masked);
    expect(curvature.data().every((g) => Number.isFinite(g))).toBe(true);
  });

  test('the slope with respect to a probability of 0 is what it is elsewhere', () => {
    const slope = grad((p: Tensor) => softmaxCrossEntropy(without, p) as Tensor as Tensor<[]>);
    expect(slope(tensor([[1, 0]], 'float64') as Tensor).toArray()).toEqual(slope(few).toArray());
  });

  test('binaryCrossEntropy', () => {
    const x = tensor([-Infinity, Infinity, 0], 'float64') as Tensor;
    const loss = (z: Tensor): Tensor<[]> =>
      binaryCrossEntropy(z, tensor([0, 1, 1], 'float64') as Tensor) as Tensor<[]>;
    expect(loss(x).item()).toBeCloseTo(Math.LN2 / 3, 15);
    const slope = grad(loss)(x).data();
    [0, 0, -0.5 / 3].forEach((want, i) => expect(slope[i]).toBeCloseTo(want, 15));
  });

  test('examples of weight 0 count nothing, and all of them together lose 0', () => {
    const x = tensor([
      [0, -Infinity],
      [0, 0],
    ]) as Tensor;
    const loss =
      (weights: Tensor) =>
      (z: Tensor): Tensor<[]> =>
        softmaxCrossEntropy(z, tensor([1, 1], 'int32'), { weights }) as Tensor as Tensor<[]>;
    const second = loss(tensor([0, 1]) as Tensor);
    expect(second(x).item()).toBeCloseTo(Math.LN2, 6);
    [0, 0, 0.5, -0.5].forEach((want, i) => expect(grad(second)(x).data()[i]).toBeCloseTo(want, 7));
    const none = loss(tensor([0, 0]) as Tensor);
    expect(none(x).item()).toBeCloseTo(0, 15);
    grad(none)(x)
      .data()
      .forEach((g) => expect(g).toBeCloseTo(0, 15));
  });
});

test('targets must have the shape of predictions', () => {
  const narrow = tensor([[1], [2]]) as Tensor;
  expect(() => mse(logits as Tensor, narrow)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: mse: both operands have one shape.
      x: float64[2, 3]
      target: float32[2, 1]
    Expected target of shape [2, 3].]
  `);
  expect(() => huber(logits, hot, { delta: 0 })).toThrow('a number above 0');
});

test('labels that are no class are named by the loss', () => {
  for (const loss of [softmaxCrossEntropy, hinge]) {
    expect(() => loss(ones([2, 3]), tensor([0, 3], 'int32'))).toThrow(
      `${loss.name}: every label must be a class.`,
    );
  }
});
