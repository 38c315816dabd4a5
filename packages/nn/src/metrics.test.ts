// Metrics against counts by hand.
import { tensor, type Tensor } from '@cotangent/tensor';
import { expect, expectTypeOf, test } from 'vitest';
import { accuracy, confusionMatrix, topKAccuracy } from './index.ts';

const logits = tensor([
  [3, 2, 1],
  [1, 3, 2],
  [1, 2, 3],
  [3, 1, 2],
]);
const labels = tensor([0, 0, 2, 2], 'int32');

test('accuracy', () => {
  expect(accuracy(logits, labels).item()).toBe(0.5);
  expect(() => accuracy(logits, tensor([0, 1], 'int32'))).toThrow('integers of shape [4]');
});

test('topKAccuracy', () => {
  expect([1, 2, 3].map((k) => topKAccuracy(logits, labels, k).item())).toEqual([0.5, 0.75, 1]);
});

test('confusionMatrix: rows are classes, columns what they were taken for', () => {
  const counts = confusionMatrix(logits, labels);
  expectTypeOf(counts).toEqualTypeOf<Tensor<[3, 3], 'int32'>>();
  expect(counts.toArray()).toEqual([
    [1, 1, 0],
    [0, 0, 0],
    [1, 0, 1],
  ]);
});
