// How well the network reads digits that it was not trained with.
// Batch by batch, with a turn for the rest of the program in between.
import { setImmediate as turn } from 'node:timers/promises';
import { batches } from '@cotangent/data';
import { accuracy, confusionMatrix } from '@cotangent/nn';
import { concat, softmax, type Tensor } from '@cotangent/tensor';
import type { Digits } from './digits.ts';

/** What came of a test. */
export interface Evaluation {
  /** The share of images that were read right. */
  readonly accuracy: number;
  /** How often each digit (row) was read as each digit (column). */
  readonly confusion: readonly (readonly number[])[];
  /** How likely each image shows each digit, says the network. */
  readonly probabilities: Tensor<[number, 10]>;
}

/** Tests with all of `test` what `scores` makes of images. */
export async function evaluate(
  scores: (images: Digits['images']) => Tensor<[number, 10]>,
  test: Digits,
): Promise<Evaluation> {
  const found: Tensor<[number, 10]>[] = [];
  for (const { images } of batches(test, { batch: 100 })) {
    found.push(softmax(scores(images), 1));
    await turn();
  }
  const probabilities = concat(found, 0) as Tensor as Tensor<[number, 10]>;
  return {
    accuracy: accuracy(probabilities, test.labels).item(),
    confusion: confusionMatrix(probabilities, test.labels).toArray(),
    probabilities,
  };
}
