// Loads digits piece by piece, in a worker, while what is there already is used.
// Asking for a piece twice fetches it once.
import { imageSize, pieceNames, pieceSize, type DigitSet } from './pieces.ts';

/** Some digits: 28x28 gray values from 0, the paper, to 255, the ink, one after another, and what they show. */
export interface Piece {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** The pieces of a set, each loaded when it is first asked for. */
export interface Pieces {
  readonly count: number;
  /** Piece `index`. Rejects when it cannot be fetched, and tries again when asked again. */
  at(index: number): Promise<Piece>;
  /** Piece `index` if it is there. */
  peek(index: number): Piece | undefined;
}

/** The pieces of a set; `base` is the address of the page. */
export function piecesOf(set: DigitSet, base: string): Pieces {
  const names = pieceNames(set);
  const asked = new Map<number, Promise<Piece>>();
  const there = new Map<number, Piece>();
  const at = (index: number): Promise<Piece> => {
    const known = asked.get(index);
    if (known) return known;
    const made = fetchPiece(new URL(`digits/${names[index]}`, base).href).then(
      (piece) => {
        there.set(index, piece);
        return piece;
      },
      (error: unknown) => {
        asked.delete(index);
        throw error;
      },
    );
    asked.set(index, made);
    return made;
  };
  return { count: names.length, at, peek: (index) => there.get(index) };
}

async function fetchPiece(url: string): Promise<Piece> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`The digits at ${url} cannot be loaded.`);
  const unzipped = response.body.pipeThrough(new DecompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(unzipped).arrayBuffer());
  if (bytes.length !== pieceSize * (imageSize + 1)) throw new Error(`The digits at ${url} are incomplete.`);
  return { labels: bytes.subarray(0, pieceSize), pixels: bytes.subarray(pieceSize) };
}
