// A growing byte array, and WebAssembly's variable-length integers: the ground of the encoder.

/** Bytes that grow as they are written. */
export class Bytes {
  private array = new Uint8Array(256);
  length = 0;

  byte(value: number): void {
    if (this.length === this.array.length) this.reserve(1);
    this.array[this.length++] = value;
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.array.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** An unsigned integer in LEB128. */
  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** A signed 64-bit integer in LEB128; 32-bit ones are written alike. */
  signed(value: number | bigint): void {
    if (typeof value === 'number' && Math.abs(value) < 2 ** 31) {
      let rest = value | 0;
      while (rest < -64 || rest > 63) {
        this.byte((rest & 0x7f) | 0x80);
        rest >>= 7;
      }
      this.byte(rest & 0x7f);
      return;
    }
    let rest = BigInt(value);
    while (rest < -64n || rest > 63n) {
      this.byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.byte(Number(rest & 0x7fn));
  }

  float32(value: number): void {
    this.append(new Uint8Array(Float32Array.of(value).buffer));
  }

  float64(value: number): void {
    this.append(new Uint8Array(Float64Array.of(value).buffer));
  }

  /** Length and text; names are ASCII. */
  text(value: string): void {
    this.unsigned(value.length);
    for (let i = 0; i < value.length; i++) this.byte(value.charCodeAt(i));
  }

  /** What was written so far; shares memory with what is written later. */
  view(): Uint8Array<ArrayBuffer> {
    return this.array.subarray(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.array.length) return;
    const longer = new Uint8Array(Math.max(this.length + more, this.array.length * 2));
    longer.set(this.array.subarray(0, this.length));
    this.array = longer;
  }
}
