// How a network reads digits that it was not trained with.
import { fromTypedArray, type Tensor } from '@cotangent/tensor';
import type { Pieces } from '../../../data/digits.ts';
import { pieceSize } from '../../../data/pieces.ts';
import { classes } from '../network.ts';
import type { Evaluation, Reading } from '../protocol.ts';
import { cut, middles } from './images.ts';
import { best, type Run } from './run.ts';
import { turn } from './turn.ts';

const atOnce = 100;

/** The first test digit, as a batch of one. */
export async function firstOf(test: Pieces, size: number): Promise<{ image: Tensor; label: Tensor }> {
  const piece = await test.at(0);
  return { image: cut(piece, 0, 1, size), label: fromTypedArray(piece.labels.slice(0, 1), [1]) as Tensor };
}

/** The reading of an image of 28x28 gray values. */
export function readingOf(run: Run, pixels: Uint8Array, label?: number): Reading {
  const { size } = run.network;
  const image = middles(pixels, size);
  return { pixels: Uint8Array.from(image.data()), size, probabilities: run.read(image)[0], label };
}

/** The readings of `count` test digits, others with every `turn`. */
export async function readingsOf(
  run: Run,
  test: Pieces,
  at: number,
  count: number,
): Promise<readonly Reading[]> {
  const { labels, pixels } = await test.at(0);
  const { size } = run.network;
  const from = (at * count) % (pieceSize - count);
  const images = cut({ labels, pixels }, from, count, size);
  const shown = Uint8Array.from(images.data());
  return run.read(images).map((probabilities, i) => ({
    pixels: shown.slice(i * size * size, (i + 1) * size * size),
    size,
    probabilities,
    label: labels[from + i],
  }));
}

/** Tests with the first `count` digits, giving way in between. */
export async function confusionOf(run: Run, test: Pieces, count: number): Promise<Evaluation> {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let from = 0; from < count; from += atOnce) {
    const piece = await test.at(Math.floor(from / pieceSize));
    const start = from % pieceSize;
    const read = run.read(cut(piece, start, atOnce, run.network.size));
    read.forEach((probabilities, i) => {
      confusion[piece.labels[start + i]][best(probabilities)]++;
    });
    if (from % 500 === 0) await turn();
  }
  const right = confusion.reduce((sum, row, digit) => sum + row[digit], 0);
  return { count, accuracy: right / count, confusion };
}
