// Windows of images: each at its own random place for training, all in the middle for testing.
// Values are copied line by line from where they lie, whatever their dtype.
import { isTensor, random, slice, type DType, type Key, type Shape, type Tensor } from '@cotangent/tensor';
import { allocate, complain, contiguous, dense, show, showSpec } from '@cotangent/tensor/extend';
import { denseOf } from './examples.ts';

/** The shape of cropped images: all axes but the last two stay. */
export type Cropped<S extends Shape, H extends number, W extends number> = S extends readonly [
  ...infer Lead extends Shape,
  infer _,
  infer _,
]
  ? [...Lead, H, W]
  : Shape;

/**
 * A window of each image, at a place of its own. `[2], [n, ...c, h, w] → [n, ...c, height, width]`, any dtype.
 *
 * All places are equally likely, up to 2⁻²¹; the channels of an image share theirs. The places depend on the key, on
 * the sizes and on an image's position in the batch alone. Throws for images that are smaller than the window.
 * @example
 * const images = reshape(arange(32), [2, 1, 4, 4]);
 * randomCrops(random.key(0), images, [3, 3]); // Tensor<[2, 1, 3, 3]>
 */
export function randomCrops<S extends Shape, D extends DType, const H extends number, const W extends number>(
  key: Key,
  images: Tensor<S, D>,
  size: readonly [height: H, width: W],
): Tensor<Cropped<S, H, W>, D>;
export function randomCrops(key: Key, images: Tensor, size: readonly number[]): Tensor {
  const op = 'randomCrops';
  const [height, width] = requireWindow(op, images, size, 3);
  const x = contiguous(denseOf(op, images));
  const [n, rest] = [x.shape[0], x.shape.slice(1, -2)];
  const [h, w] = x.shape.slice(-2);
  const [forRows, forColumns] = random.split(key, 2);
  const tops = random.integers(forRows, [n], 0, h - height + 1).data();
  const lefts = random.integers(forColumns, [n], 0, w - width + 1).data();
  const out = allocate(
    x.dtype,
    rest.reduce((product, c) => product * c, n * height * width),
  );
  const channels = n === 0 ? 0 : out.length / (n * height * width);
  for (let i = 0, to = 0; i < n; i++) {
    for (let c = 0; c < channels; c++) {
      let from = x.offset + ((i * channels + c) * h + tops[i]) * w + lefts[i];
      for (let row = 0; row < height; row++, from += w, to += width) {
        for (let column = 0; column < width; column++) out[to + column] = x.values[from + column];
      }
    }
  }
  return dense(out, x.dtype, Object.freeze([n, ...rest, height, width]));
}

/**
 * The window in the middle of each image. `[...c, h, w] → [...c, height, width]`, any dtype; nothing is copied.
 *
 * Where the middle lies between two places, it is the upper and the left one. Throws for images that are smaller
 * than the window.
 * @example centerCrop(reshape(arange(16), [1, 4, 4]), [2, 2]); // float32[1, 2, 2] [[[ 5,  6], [ 9, 10]]]
 */
export function centerCrop<S extends Shape, D extends DType, const H extends number, const W extends number>(
  images: Tensor<S, D>,
  size: readonly [height: H, width: W],
): Tensor<Cropped<S, H, W>, D>;
export function centerCrop(images: Tensor, size: readonly number[]): Tensor {
  const [height, width] = requireWindow('centerCrop', images, size, 2);
  const starts = images.shape.map(() => 0);
  const sizes = [...images.shape];
  const last = sizes.length - 1;
  for (const [axis, window] of [
    [last - 1, height],
    [last, width],
  ]) {
    starts[axis] = Math.floor((sizes[axis] - window) / 2);
    sizes[axis] = window;
  }
  return slice(
    images,
    starts,
    starts.map((start, axis) => start + sizes[axis]),
  ) as Tensor;
}

function requireWindow(
  op: string,
  images: Tensor,
  size: readonly number[],
  rank: number,
): readonly [height: number, width: number] {
  const fail = (argument: 'images' | 'size', rule: string, expected: string): never =>
    complain({ op, rule, got: { images: show(images), size: show(size) }, argument, expected });
  if (!isTensor(images) || images.rank < rank)
    fail('images', 'images have rows and columns as their last axes', `a tensor of at least ${rank} axes`);
  if (!Array.isArray(size) || size.length !== 2 || !size.every((n) => Number.isSafeInteger(n) && n > 0)) {
    fail('size', 'a window has a height and a width', 'two integers of at least 1, as [24, 24]');
  }
  const [height, width] = size;
  const [h, w] = images.shape.slice(-2);
  if (height > h || width > w) {
    fail(
      'size',
      'the window must lie within the images',
      `at most [${h}, ${w}], for images of ${showSpec(images)}`,
    );
  }
  return [height, width];
}
