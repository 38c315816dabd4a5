// Images as Vols: from the pixels of a canvas, cropped and mirrored, as ConvNetJS's util for augmentation does.
import { random, type Key } from '@cotangent/tensor';
import { complain, requireOptions, show } from '@cotangent/tensor/extend';
import { integer, refuse, refuseAs } from './errors.ts';
import { requireVol, vol, type Vol } from './vol.ts';

/** Pixels as a canvas has them: four bytes each, row by row. An `ImageData` is one. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

const depths = { rgba: 4, rgb: 3, gray: 1 } as const;

/**
 * The pixels of a canvas as a Vol of numbers from -0.5 to 0.5, with channels `'rgba'` unless told otherwise.
 *
 * `'gray'` is the luminance `0.299 R + 0.587 G + 0.114 B`, where ConvNetJS takes the red channel. Throws where there are not
 * four bytes for each pixel, and for channels that are none.
 *
 * Source: ConvNetJS 0.3.0, `img_to_vol`; the weights of luminance are those of ITU-R BT.601.
 * @example
 * const white = { width: 1, height: 1, data: [255, 255, 255, 255] };
 * fromImageData(white).depth; // 4
 * fromImageData(white, { channels: 'gray' }).w[0]; // 0.5
 */
export function fromImageData(
  pixels: Pixels,
  options: { readonly channels?: keyof typeof depths | undefined } = {},
): Vol {
  const op = 'fromImageData';
  requireOptions<typeof options>(op, options, { channels: 'any' });
  const { width, height, data } = (pixels ?? {}) as Partial<Pixels>;
  const { channels = 'rgba' } = options;
  if (!Object.hasOwn(depths, channels)) {
    refuse(op, 'there are no such channels', 'channels', channels, "'rgba', 'rgb' or 'gray'");
  }
  const depth = depths[channels];
  const columns = integer(op, 'width', width, 1);
  const bytes = columns * integer(op, 'height', height, 1) * 4;
  if (data?.length !== bytes) {
    return refuseAs(op, 'a pixel has four bytes', 'data', `${show(data?.length)} bytes`, `${bytes} bytes`);
  }
  const image = vol(columns, bytes / (4 * columns), depth);
  const w = Float64Array.from(image.w, (_, i) => {
    const from = Math.floor(i / depth) * 4;
    const value =
      depth === 1
        ? 0.299 * data[from] + 0.587 * data[from + 1] + 0.114 * data[from + 2]
        : data[from + (i % depth)];
    return value / 255 - 0.5;
  });
  return { ...image, w };
}

/**
 * The window of `size` by `size` whose upper left corner is at (`dx`, `dy`); zeros where it lies outside of the image.
 *
 * Throws for what is no Vol, for sizes below 1, and corners that are no integers.
 * @example crop(vol(3, 3, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]), 2, 1, 1).w[0]; // 5
 */
export function crop(image: Vol, size: number, dx: number, dy: number): Vol {
  const { sx, sy, depth, w } = requireVol('crop', image, 'image');
  const side = integer('crop', 'size', size, 1);
  integer('crop', 'dx', dx);
  integer('crop', 'dy', dy);
  const out = new Float64Array(side * side * depth);
  for (let y = 0, to = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let d = 0; d < depth; d++, to++) {
        const [column, row] = [x + dx, y + dy];
        if (column >= 0 && column < sx && row >= 0 && row < sy) out[to] = w[(sx * row + column) * depth + d];
      }
  return { sx: side, sy: side, depth, w: out };
}

/**
 * The image with left and right changed over. Throws for what is no Vol.
 * @example flip(vol(2, 1, 1, [1, 2])).w[0]; // 2
 */
export function flip(image: Vol): Vol {
  const { sx, depth, w } = requireVol('flip', image, 'image');
  const mirrored = (i: number): number => {
    const column = Math.floor(i / depth) % sx;
    return i + (sx - 1 - 2 * column) * depth;
  };
  return { ...image, w: Float64Array.from(w, (_, i) => w[mirrored(i)]) };
}

/**
 * A window of `size` by `size` at a random place within the image, and with `flip` in half of the cases mirrored.
 *
 * All places are equally likely; ConvNetJS never takes the last. Throws for what is no Vol, and for
 * a size larger than the image.
 *
 * Source: ConvNetJS 0.3.0, `augment`.
 * @example augment(random.key(0), vol(28, 28, 1), 24, { flip: true }).sx; // 24
 */
export function augment(
  key: Key,
  image: Vol,
  size: number,
  options: { readonly flip?: boolean | undefined } = {},
): Vol {
  requireOptions<typeof options>('augment', options, { flip: 'boolean' });
  const { sx, sy } = requireVol('augment', image, 'image');
  integer('augment', 'size', size, 1);
  if (!(size <= sx && size <= sy)) {
    complain({
      op: 'augment',
      rule: 'the window must lie within the image',
      got: { size: show(size), image: `${sx} by ${sy}` },
      argument: 'size',
      expected: `at most ${Math.min(sx, sy)}`,
    });
  }
  const [forX, forY, forFlip] = random.split(key, 3);
  const place = (own: Key, free: number): number => Number(random.integers(own, [], 0, free + 1).item());
  const window = crop(image, size, place(forX, sx - size), place(forY, sy - size));
  return options.flip === true && random.integers(forFlip, [], 0, 2).item() === 1 ? flip(window) : window;
}
