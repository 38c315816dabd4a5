// The order of digits: every one once an epoch, the same for the same key, and none lost when a run goes on.
import { random } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import type { Pieces } from '../../../data/digits.ts';
import { imageSize, pieceSize } from '../../../data/pieces.ts';
import { Stream } from './stream.ts';

/** Two pieces, in which a digit's first two pixels say which one it is. */
const pieces: Pieces = {
  count: 2,
  async at(index) {
    const pixels = new Uint8Array(pieceSize * imageSize);
    const labels = new Uint8Array(pieceSize);
    for (let i = 0; i < pieceSize; i++) {
      const own = index * pieceSize + i;
      pixels.set([own >> 8, own & 255], i * imageSize);
      labels[i] = own % 10;
    }
    return { pixels, labels };
  },
  peek: () => undefined,
};

async function take(stream: Stream, count: number): Promise<number[]> {
  const { pixels, labels } = await stream.take(count);
  const found = Array.from(labels, (_, i) => (pixels[i * imageSize] << 8) | pixels[i * imageSize + 1]);
  expect(Array.from(labels)).toEqual(found.map((own) => own % 10));
  return found;
}

test('an epoch has every digit once, and begins with the first piece', async () => {
  const stream = new Stream(pieces, random.key(0));
  const first = [...(await take(stream, 1500)), ...(await take(stream, 2500))];
  expect(new Set(first).size).toBe(2 * pieceSize);
  expect(Math.max(...first.slice(0, pieceSize))).toBe(pieceSize - 1);
  const second = await take(stream, 2 * pieceSize);
  expect(new Set(second).size).toBe(2 * pieceSize);
  expect(second).not.toEqual(first);
});

test('the same key gives the same order, another key another one', async () => {
  const order = (seed: number) => take(new Stream(pieces, random.key(seed)), 100);
  expect(await order(1)).toEqual(await order(1));
  expect(await order(1)).not.toEqual(await order(2));
});

test('a stream that goes on goes on where it was', async () => {
  const whole = new Stream(pieces, random.key(3));
  await take(whole, 2345);
  expect(await take(new Stream(pieces, random.key(3), 2345), 50)).toEqual(await take(whole, 50));
  expect(whole.seen).toBe(2395);
});
