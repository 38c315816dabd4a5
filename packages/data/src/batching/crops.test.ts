// Crops: windows of the right size and values, at places that are all equally likely.
import { arange, random, reshape, slice, zeros, type Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centerCrop, randomCrops } from '../index.ts';

/** Images whose pixels say where they are: image, channel, row and column as digits. */
const places = (n: number, c: number, h: number, w: number): Tensor =>
  reshape(arange(n * c * h * w), [n, c, h, w]) as Tensor;

test('a random crop is a window of its image, the same in all channels', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.nat(4), fc.nat(3), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
      fc.tuple(fc.nat(), fc.nat()),
      fc.maxSafeInteger(),
      ([n, c, h, w], [i, j], seed) => {
        const [height, width] = [1 + (i % h), 1 + (j % w)];
        const images = places(n, c, h, w);
        const crops = randomCrops(random.key(seed), images, [height, width]);
        expect(crops.shape).toEqual([n, c, height, width]);
        for (let k = 0; k < (c === 0 ? 0 : n); k++) {
          const first = slice(crops, [k], [k + 1]).data()[0] - k * c * h * w;
          const [top, left] = [Math.floor(first / w), first % w];
          const window = slice(images, [k, 0, top, left], [k + 1, c, top + height, left + width]);
          expect(slice(crops, [k], [k + 1]).toArray()).toEqual(window.toArray());
        }
      },
    ),
  );
});

test('all places come, equally often', () => {
  const images = places(1, 1, 28, 28);
  const many = slice(
    randomCrops(random.key(0), reshape(places(20000, 1, 4, 4), [20000, 4, 4]), [2, 2]),
    [0, 0, 0],
    [20000, 1, 1],
  );
  const counts = new Map<number, number>();
  for (const place of many.data()) counts.set(place % 16, (counts.get(place % 16) ?? 0) + 1);
  expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 6, 8, 9, 10]);
  for (const count of counts.values()) expect(Math.abs(count - 20000 / 9)).toBeLessThan(200);
  expect(randomCrops(random.key(3), images, [28, 28]).toArray()).toEqual(images.toArray());
});

test('the same key crops alike, whatever the values and the batch are', () => {
  const key = random.key(9);
  const [long, short] = [places(6, 1, 8, 8), places(4, 1, 8, 8)];
  expect(slice(randomCrops(key, long, [5, 5]), [0], [4]).toArray()).toEqual(
    randomCrops(key, short, [5, 5]).toArray(),
  );
});

test('the center crop is the middle, and the upper left of two middles', () => {
  expect(centerCrop(places(1, 1, 4, 4), [2, 2]).toArray()).toEqual([
    [
      [
        [5, 6],
        [9, 10],
      ],
    ],
  ]);
  expect(centerCrop(places(1, 1, 4, 4), [1, 3]).toArray()).toEqual([[[[4, 5, 6]]]]);
});

test('what does not fit is refused', () => {
  const key = random.key(0);
  expect(() => randomCrops(key, zeros([20, 1, 24, 24]), [28, 28])).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: randomCrops: the window must lie within the images.
      images: float32[20, 1, 24, 24]
      size: [28, 28]
    Expected at most [24, 24], for images of float32[20, 1, 24, 24].]
  `);
  expect(() => centerCrop(zeros([24]), [2, 2])).toThrow('images have rows and columns');
  expect(() => randomCrops(key, zeros([24, 24]), [2, 2])).toThrow('at least 3 axes');
  expect(() => centerCrop(zeros([1, 4, 4]), [0, 2])).toThrow('two integers of at least 1');
});
