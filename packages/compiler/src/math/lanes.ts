// The two widths: four float32 or two float64 in a vector, and what formulas must know of each format.

/** A width: the names of its instructions, its format and its constants. */
export class Lanes {
  readonly float: 'f32x4' | 'f64x2';
  readonly integer: 'i32x4' | 'i64x2';
  /** Bits of an element. */
  readonly size: 32 | 64;
  /** Bits of the significand, without the implicit one. */
  readonly fraction: 23 | 52;
  /** What is added to a binary exponent to store it. */
  readonly bias: 127 | 1023;
  /** The smallest normal number. */
  readonly smallest: number;
  readonly signBit: bigint;
  /** Adding it to a small float leaves that float's nearest integer in the low bits, and 0 in bits above. */
  readonly magic: number;

  constructor(size: 32 | 64) {
    this.size = size;
    this.float = size === 32 ? 'f32x4' : 'f64x2';
    this.integer = size === 32 ? 'i32x4' : 'i64x2';
    this.fraction = size === 32 ? 23 : 52;
    this.bias = size === 32 ? 127 : 1023;
    this.smallest = 2 ** (1 - this.bias);
    this.signBit = 1n << BigInt(size - 1);
    this.magic = 1.5 * 2 ** this.fraction;
  }

  /** A float in each lane. */
  floats(value: number): Float32Array | Float64Array {
    return this.size === 32 ? new Float32Array(4).fill(value) : new Float64Array(2).fill(value);
  }

  /** An integer, or a pattern of bits, in each lane. */
  integers(value: bigint): Int32Array | BigInt64Array {
    return this.size === 32
      ? new Int32Array(4).fill(Number(BigInt.asIntN(32, value)))
      : new BigInt64Array(2).fill(value);
  }

  /** The bits of a float. */
  bitsOf(value: number): bigint {
    const view = new DataView(new ArrayBuffer(8));
    if (this.size === 32) {
      view.setFloat32(0, value);
      return BigInt(view.getUint32(0));
    }
    view.setFloat64(0, value);
    return view.getBigUint64(0);
  }

  /** The constant for this width. */
  pick<T>(float32: T, float64: T): T {
    return this.size === 32 ? float32 : float64;
  }
}

export const f32x4: Lanes = /* @__PURE__ */ new Lanes(32);
export const f64x2: Lanes = /* @__PURE__ */ new Lanes(64);
