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

  describe('with classes that count differently, and examples that are ignored', () => {
    const x = tensor(
      [
        [2, -1, 0.5],
        [0, 3, -2],
        [1, 1, -1],
        [-2, 0.5, 0.25],
      ],
      'float64',
    );
    const classWeights = tensor([0.5, 2, 3], 'float64');
    type Options = Parameters<typeof softmaxCrossEntropy>[2];
    // The means and sums that PyTorch's cross_entropy gives.
    const cases: readonly (readonly [string, number, Options, number, number])[] = [
      ['ignored', -1, { ignoreIndex: -1 }, 1.6391163777057882, 4.917349133117365],
      ['both', -1, { ignoreIndex: -1, classWeights }, 1.2535328475031446, 6.894430661267296],
      [
        'smoothed',
        -1,
        { ignoreIndex: -1, classWeights, labelSmoothing: 0.1 },
        1.3345154429476513,
        7.339834936212083,
      ],
      ['a class', 1, { ignoreIndex: 1, classWeights }, 1.938417197289429, 6.784460190513002],
    ];

    test.each(cases)('%s', (_, third, options, mean, total) => {
      const of = tensor([2, 1, third, 0], 'int32');
      expect(softmaxCrossEntropy(x, of, options).item()).toBeCloseTo(mean, 14);
      expect(softmaxCrossEntropy(x, of, { ...options, reduction: 'sum' }).item()).toBeCloseTo(total, 13);
      const each = softmaxCrossEntropy(x, of, { ...options, reduction: 'none' });
      expect(each.toArray()[2]).toBe(0);
      const slope = grad((y: Tensor<[4, 3], 'float64'>) => sum(softmaxCrossEntropy(y, of, options)))(x);
      expect(slope.toArray()[2]).toEqual([0, 0, 0]);
      checkGradients((y: Tensor) => softmaxCrossEntropy(y, of, options) as Tensor, [x]);
    });

    test('probabilities', () => {
      const p = tensor(
        [
          [0.2, 0.3, 0.5],
          [1, 0, 0],
          [0.25, 0.25, 0.5],
          [0, 0.5, 0.5],
        ],
        'float64',
      );
      expect(softmaxCrossEntropy(x, p, { classWeights }).item()).toBeCloseTo(3.1620210709652343, 14);
      const smoothed = softmaxCrossEntropy(x, p, { classWeights, labelSmoothing: 0.1 });
      expect(smoothed.item()).toBeCloseTo(3.2143010509385674, 14);
    });

    test('all of them ignored, weights of examples besides, and bytes', () => {
      const none = tensor([9, 9, 9, 9], 'int32');
      expect(softmaxCrossEntropy(x, none, { ignoreIndex: 9 }).item()).toBe(0);
      const of = tensor([2, 1, 255, 0], 'uint8');
      const weights = tensor([1, 0, 5, 1], 'float64');
      const [a, , , d] = softmaxCrossEntropy(x, of, { ignoreIndex: 255, reduction: 'none' }).toArray();
      const mean = softmaxCrossEntropy(x, of, { ignoreIndex: 255, classWeights, weights }).item();
      expect(mean).toBeCloseTo((3 * a + 0.5 * d) / 3.5, 14);
    });

    test('what does not fit', () => {
      const of = tensor([2, 1, -1, 0], 'int32');
      expect(() => softmaxCrossEntropy(x, of)).toThrow('-1 among them');
      expect(() => softmaxCrossEntropy(x, of, { ignoreIndex: -1, classWeights: ones([2]) }))
        .toThrowErrorMatchingInlineSnapshot(`
        [CotangentError: softmaxCrossEntropy: there is one weight for each class.
          classWeights: float32[2]
          logits: float64[4, 3]
        Expected classWeights of shape [3].]
      `);
      expect(() => softmaxCrossEntropy(x, softmax(x), { ignoreIndex: 0 }))
        .toThrowErrorMatchingInlineSnapshot(`
        [CotangentError: softmaxCrossEntropy: examples are ignored by their class.
          ignoreIndex: 0
          labels: float64[4, 3]
        Expected labels that are classes. With probabilities, pass weights of 0 for examples that are not to count.]
      `);
    });
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
