// Random bits: Threefry-2x32 with 20 rounds, a block cipher whose key is ours and whose plaintext is a counter.
// Integer arithmetic throughout, so that a key gives the same stream in every engine.
import { allocate } from '../base/dtype.ts';
import { bindOne } from '../core/bind.ts';
import { dense, sizeOf } from '../core/dense.ts';
import { primitive, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';

/**
 * The second word of the counter says what the bits are for, so that no derived key repeats a draw. The first word
 * is a draw's pair of elements, a child's position, the number or the low half of the hash. Bit 31 marks strings,
 * whose hash fills the rest.
 */
export const purpose = { draw: 0, child: 1, number: 2, string: -0x80000000 } as const;

/**
 * 32 random bits an element. Inputs: a key and the counter to start from, both int32[2]. In row-major order, elements
 * 2i and 2i + 1 are the two words that the counter `(first + i, second)` encrypts to; of an odd size the last word
 * is left out. The shape matters by its size alone, and a shorter draw is the start of a longer one.
 *
 * Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */
export const randomBitsPrimitive: Primitive<{ readonly shape: readonly number[] }> =
  /* @__PURE__ */ primitive({
    name: 'randomBits',
    shape: (_, { shape }) => [{ shape, dtype: 'int32' }],
    kernel: ([key, counter], { shape }) => {
      const size = sizeOf(shape);
      const out = allocate('int32', size + (size % 2));
      const [k0, k1] = key.data();
      const [first, second] = counter.data();
      encrypt(out, k0, k1, first, second);
      return [dense(out, 'int32', shape)];
    },
    rule: { kind: 'none' },
  });

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** Fills `out`, of even length, with what the counters `(first + i, second)` encrypt to. */
function encrypt(out: Int32Array, k0: number, k1: number, first: number, second: number): void {
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  for (let at = 0, c0 = first; at < out.length; at += 2, c0++) {
    let x0 = (c0 + k0) | 0;
    let x1 = (second + k1) | 0;
    // A round adds x1 to x0 and mixes the sum into the rotated x1; written out, as a loop takes three times as long.
    x1 = rotate(x1, 13) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 15) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 26) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 6) ^ (x0 = (x0 + x1) | 0);
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 1) | 0;
    x1 = rotate(x1, 17) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 29) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 16) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 24) ^ (x0 = (x0 + x1) | 0);
    x0 = (x0 + k2) | 0;
    x1 = (x1 + k0 + 2) | 0;
    x1 = rotate(x1, 13) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 15) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 26) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 6) ^ (x0 = (x0 + x1) | 0);
    x0 = (x0 + k0) | 0;
    x1 = (x1 + k1 + 3) | 0;
    x1 = rotate(x1, 17) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 29) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 16) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 24) ^ (x0 = (x0 + x1) | 0);
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 4) | 0;
    x1 = rotate(x1, 13) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 15) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 26) ^ (x0 = (x0 + x1) | 0);
    x1 = rotate(x1, 6) ^ (x0 = (x0 + x1) | 0);
    out[at] = (x0 + k2) | 0;
    out[at + 1] = (x1 + k0 + 5) | 0;
  }
}

/** Two words as an int32[2]: a key or a counter. */
export function words(first: number, second: number): Tensor<[2], 'int32'> {
  return dense(Int32Array.of(first, second), 'int32', Object.freeze([2])) as Tensor as Tensor<[2], 'int32'>;
}

/** Random bits from `counter` on; `key` and `shape` are already checked. */
export function randomBits(key: Tensor<[2], 'int32'>, counter: Tensor, shape: readonly number[]): Tensor {
  return bindOne(randomBitsPrimitive, [key as Tensor, counter], { shape });
}
