// Vectors become their transpose: what lies along taps in memory comes to lie along lanes.
import type { Code, Local } from '../wasm/code.ts';

/** Bytes of 32-bit lanes of two vectors, 0 to 3 of the first and 4 to 7 of the second. */
const words = (...lanes: readonly number[]): number[] =>
  lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
const interleaveLow = words(0, 4, 1, 5);
const interleaveHigh = words(2, 6, 3, 7);
const lowHalves = words(0, 1, 4, 5);
const highHalves = words(2, 3, 6, 7);

/** Transposes as many vectors as they have lanes, in place: four of 32 bits, or two of 64. */
export function transpose(code: Code, vectors: readonly Local[]): void {
  const pair = (x: Local, y: Local, first: readonly number[], second: readonly number[]): void => {
    const high = code.local('v128');
    code.get(x).get(y).shuffle(second).set(high);
    code.get(x).get(y).shuffle(first).set(x);
    code.get(high).set(y);
    code.release(high);
  };
  if (vectors.length === 2) {
    pair(vectors[0], vectors[1], lowHalves, highHalves);
    return;
  }
  const [a, b, c, d] = vectors;
  pair(a, b, interleaveLow, interleaveHigh);
  pair(c, d, interleaveLow, interleaveHigh);
  // Now a holds columns 0 and 1 of the first two rows, b columns 2 and 3; c and d those of the last two.
  pair(a, c, lowHalves, highHalves);
  pair(b, d, lowHalves, highHalves);
  // The columns 0, 1, 2, 3 are in a, c, b, d.
  const one = code.local('v128');
  code.get(b).set(one).get(c).set(b).get(one).set(c);
  code.release(one);
}
