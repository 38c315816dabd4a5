// Batches and crops know their shapes: the batch size where no smaller batch is kept, names and literals behind it.
import { random, zeros, type Tensor } from '@cotangent/tensor';
import { expectTypeOf, test } from 'vitest';
import { batches, centerCrop, randomCrops, type Examples } from '../index.ts';

const data = { images: zeros([60, 1, 28, 28], 'uint8'), labels: zeros([60], 'uint8') };

test('a batch is a data set of the same tree, with its own first axis', () => {
  const [dropped] = batches(data, { batch: 20, last: 'drop' });
  expectTypeOf(dropped.images).toEqualTypeOf<Tensor<[20, 1, 28, 28], 'uint8'>>();
  expectTypeOf(dropped.labels).toEqualTypeOf<Tensor<[20], 'uint8'>>();
  const [kept] = batches(data, { batch: 20 });
  expectTypeOf(kept.images).toEqualTypeOf<Tensor<[number, 1, 28, 28], 'uint8'>>();
  const either = batches(data, { batch: 20, last: Math.random() < 0.5 ? 'drop' : 'keep' });
  expectTypeOf(either.at(0).labels).toEqualTypeOf<Tensor<[number], 'uint8'>>();
  expectTypeOf<Examples<[Tensor, Tensor<['n', 'features']>], 'batch'>>().toEqualTypeOf<
    [Tensor, Tensor<['batch', 'features']>]
  >();
});

test('crops keep all axes but the last two', () => {
  const [batch] = batches(data, { batch: 20, key: random.key(0), last: 'drop' });
  expectTypeOf(randomCrops(random.key(1), batch.images, [24, 24])).toEqualTypeOf<
    Tensor<[20, 1, 24, 24], 'uint8'>
  >();
  expectTypeOf(centerCrop(zeros([3, 28, 28]), [24, 20])).toEqualTypeOf<Tensor<[3, 24, 20]>>();
});

test('a batch has a size, and ends one way or the other', () => {
  // @ts-expect-error There is no batch size.
  expectTypeOf(batches(data, {})).toBeObject();
  // @ts-expect-error 'wrap' is neither.
  expectTypeOf(batches(data, { batch: 2, last: 'wrap' })).toBeObject();
  // @ts-expect-error Leaves are tensors.
  expectTypeOf(batches({ images: [[1, 2]] }, { batch: 2 })).toBeObject();
});
