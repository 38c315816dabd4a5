// MNIST and whatever is handed out in its form (Fashion-MNIST, KMNIST): a file of images and one of their labels.
// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
import { reshape, type Tensor } from '@cotangent/tensor';
import { showSpec } from '@cotangent/tensor/extend';
import { open, refuse, type Bytes, type Source } from '../base/source.ts';
import { readIdxFrom } from '../formats/idx.ts';

/** Images and what they show, one a row. */
export interface LabeledImages {
  /** Gray values from 0, the paper, to 255, the ink. */
  readonly images: Tensor<[number, 1, 28, 28], 'uint8'>;
  /** Classes from 0 to 9. */
  readonly labels: Tensor<[number], 'uint8'>;
}

/**
 * The images and labels of two MNIST files, such as `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`.
 * `→ [n, 1, 28, 28], [n]`, uint8.
 *
 * Throws for files that are no idx files, cut short or of another kind, and where there are not as many labels as
 * images.
 * @example
 * const header = (...words: number[]) => words.flatMap((n) => [0, 0, n >> 8, n & 255]);
 * const images = new Uint8Array([0, 0, 8, 3, ...header(1, 28, 28), ...new Uint8Array(784)]);
 * const labels = new Uint8Array([0, 0, 8, 1, ...header(1), 7]);
 * decodeMnist(images, labels).labels; // uint8[1] [7]
 */
export function decodeMnist(images: Bytes, labels: Bytes): LabeledImages {
  return readMnistFrom(open('decodeMnist', images), open('decodeMnist', labels));
}

/** `decodeMnist` of two sources. */
export function readMnistFrom(forImages: Source, forLabels: Source): LabeledImages {
  const images = readIdxFrom(forImages);
  if (images.dtype !== 'uint8' || images.rank !== 3 || images.shape[1] !== 28 || images.shape[2] !== 28) {
    refuse(forImages, {
      rule: 'these are no MNIST images',
      got: { images: showSpec(images) },
      expected: 'uint8[n, 28, 28]',
    });
  }
  const labels = readIdxFrom(forLabels);
  if (labels.dtype !== 'uint8' || labels.rank !== 1) {
    refuse(forLabels, {
      rule: 'these are no MNIST labels',
      got: { labels: showSpec(labels) },
      expected: 'uint8[n]',
    });
  }
  const [count] = images.shape;
  if (labels.shape[0] !== count) {
    refuse(forLabels, {
      rule: 'there must be a label for each image',
      got: { images: showSpec(images), labels: showSpec(labels) },
      expected: `uint8[${count}] of labels`,
    });
  }
  const wrong = labels.data().find((label) => label > 9);
  if (wrong !== undefined) {
    refuse(forLabels, {
      rule: 'a label is one of ten classes',
      got: { labels: `${showSpec(labels)}, ${wrong} among them` },
      expected: 'labels from 0 to 9',
    });
  }
  return {
    images: reshape(images, [count, 1, 28, 28]) as Tensor as LabeledImages['images'],
    labels: labels as Tensor as LabeledImages['labels'],
  };
}
