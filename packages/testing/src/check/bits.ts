// Which bits the numbers of a run need: where they all fit into one window, nothing was rounded on the way.

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** The place of the lowest bit that is set in `value`, which is finite and not 0: 0 for odd integers, -1 for 1.5. */
function lowestBit(value: number): number {
  bits[0] = value;
  const [low, high] = words;
  const exponent = (high >>> 20) & 0x7ff;
  const trailing =
    low !== 0 ? 31 - Math.clz32(low & -low) : 32 + 31 - Math.clz32((high | 0x100000) & -(high | 0x100000));
  return Math.max(exponent, 1) - 1075 + trailing;
}

/** The window of bits that all numbers so far lie in. */
export class Bits {
  private low = Infinity;
  private high = -Infinity;
  private readonly room: number;

  /** `room`: how many bits the window may have. */
  constructor(room: number) {
    this.room = room;
  }

  /** Takes numbers in; says whether all so far fit into the window. */
  take(values: ArrayLike<number>): boolean {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === 0) continue;
      if (!Number.isFinite(value)) return false;
      const low = lowestBit(value);
      if (low < this.low) this.low = low;
      if (Math.abs(value) > this.high) this.high = Math.abs(value);
    }
    return this.high === -Infinity || this.high < 2 ** Math.min(1023, this.low + this.room);
  }
}
