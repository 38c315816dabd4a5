// float16 and bfloat16, which float32 holds exactly: every number, both zeros, infinities and the bits of NaN.
// Bits are moved, not values, so that nothing depends on the engine.
import type { TypedArray } from '@cotangent/tensor';
import { allocate } from '@cotangent/tensor/extend';

/** The float32 of IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
export function fromFloat16(halves: Uint16Array): TypedArray<'float32'> {
  const out = allocate('float32', halves.length);
  const bits = new Uint32Array(out.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i];
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) out[i] = (sign === 0 ? 1 : -1) * fraction * 2 ** -24;
    else bits[i] = sign | ((exponent === 0x1f ? 0xff : exponent + 112) << 23) | (fraction << 13);
  }
  return out;
}

/** The float32 of bfloat16, which is its upper half. */
export function fromBfloat16(halves: Uint16Array): TypedArray<'float32'> {
  const out = allocate('float32', halves.length);
  const bits = new Uint32Array(out.buffer);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i] << 16;
  return out;
}
