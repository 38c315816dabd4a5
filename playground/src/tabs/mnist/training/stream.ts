// The order in which digits are seen: fixed by the seed alone, however fast their pieces arrive.
// The first epoch takes pieces in the order of their files, so that it begins with the one that is there first.
import { random, type Key } from '@cotangent/tensor';
import type { Piece, Pieces } from '../../../data/digits.ts';
import { imageSize, pieceSize } from '../../../data/pieces.ts';

/** Digits of a stream: pixels and what they show. */
interface Taken {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** An endless stream of digits in random order, every one once an epoch. */
export class Stream {
  readonly #pieces: Pieces;
  readonly #key: Key;
  #seen: number;
  #piece: { readonly at: number; readonly digits: Piece; readonly order: Int32Array } | undefined;

  constructor(pieces: Pieces, key: Key, seen = 0) {
    this.#pieces = pieces;
    this.#key = key;
    this.#seen = seen;
  }

  /** How many digits were taken. */
  get seen(): number {
    return this.#seen;
  }

  /** The next `count` digits; waits for a piece that is not there yet. */
  async take(count: number): Promise<Taken> {
    const pixels = new Uint8Array(count * imageSize);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i++, this.#seen++) {
      const at = Math.floor(this.#seen / pieceSize);
      if (this.#piece?.at !== at) this.#piece = await this.#load(at);
      const from = this.#piece.order[this.#seen % pieceSize];
      const { digits } = this.#piece;
      pixels.set(digits.pixels.subarray(from * imageSize, (from + 1) * imageSize), i * imageSize);
      labels[i] = digits.labels[from];
    }
    return { pixels, labels };
  }

  async #load(at: number) {
    const [epoch, position] = [Math.floor(at / this.#pieces.count), at % this.#pieces.count];
    const places =
      epoch === 0 ? undefined : random.permutation(random.fold(this.#key, epoch), this.#pieces.count);
    const index = places?.data()[position] ?? position;
    void this.#pieces.at((index + 1) % this.#pieces.count).catch(() => undefined);
    const digits = await this.#pieces.at(index);
    const order = random.permutation(random.fold(random.fold(this.#key, 'piece'), at), pieceSize).data();
    return { at, digits, order };
  }
}
