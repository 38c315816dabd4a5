// How the digits are cut into pieces: known to the build, which makes them, and to the page, which loads them.

/** Digits to train with, and others to test with. */
export type DigitSet = 'train' | 'test';

/** How many digits a piece has: their labels, a byte each, and then their pixels. */
export const pieceSize = 2000;
/** How many pixels a digit has, a byte each. */
export const imageSize = 28 * 28;
/** How many digits there are. */
const digitCounts: Readonly<Record<DigitSet, number>> = { train: 60_000, test: 10_000 };

/** The files of a set, in order. */
export function pieceNames(set: DigitSet): readonly string[] {
  return Array.from(
    { length: digitCounts[set] / pieceSize },
    (_, index) => `${set}-${String(index).padStart(2, '0')}.bin`,
  );
}
