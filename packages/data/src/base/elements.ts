// The element types that files have and what each becomes here: always exactly the same values.
// Where a value does not fit, as an int64 past int32, reading stops at that value; nothing is rounded.
import type { DType, TypedArray } from '@cotangent/tensor';
import { allocate } from '@cotangent/tensor/extend';
import { fromBfloat16, fromFloat16 } from './halves.ts';

/** The element types that files have. */
export type Element =
  DType | 'int8' | 'int16' | 'uint16' | 'uint32' | 'int64' | 'uint64' | 'float16' | 'bfloat16';

/** Bytes an element. */
export const widths: Readonly<Record<Element, number>> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  int16: 2,
  uint16: 2,
  float16: 2,
  bfloat16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
};

/** Told of the first value that has no place among ours; must throw. */
export type Misfit = (index: number, value: number | bigint) => never;

/** The dtype an element type is read as. */
export function dtypeOf(element: Element): DType {
  switch (element) {
    case 'bool':
    case 'uint8':
    case 'float32':
    case 'float64':
      return element;
    case 'float16':
    case 'bfloat16':
      return 'float32';
    default:
      return 'int32';
  }
}

/** The values that `bytes`, a whole number of elements, hold, in an array of its own. */
export function fromBytes(
  bytes: Uint8Array,
  element: Element,
  littleEndian: boolean,
  misfit: Misfit,
): TypedArray {
  const own = bytes.slice();
  if (littleEndian !== hostIsLittleEndian()) reverse(own, widths[element]);
  const { buffer } = own;
  switch (element) {
    case 'bool':
      return fitting(own, own, (value) => value <= 1, misfit);
    case 'uint8':
      return own;
    case 'int32':
      return new Int32Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return new Float64Array(buffer);
    case 'float16':
      return fromFloat16(new Uint16Array(buffer));
    case 'bfloat16':
      return fromBfloat16(new Uint16Array(buffer));
    case 'int8':
      return Int32Array.from(new Int8Array(buffer));
    case 'int16':
      return Int32Array.from(new Int16Array(buffer));
    case 'uint16':
      return Int32Array.from(new Uint16Array(buffer));
    case 'uint32':
      return fitting(new Int32Array(buffer), new Uint32Array(buffer), isInt32, misfit);
    case 'int64':
      return narrow(new BigInt64Array(buffer), misfit);
    case 'uint64':
      return narrow(new BigUint64Array(buffer), misfit);
  }
}

/** The bytes of `values`, little-endian, in their own memory, which the caller gives away. */
export function toBytes(values: TypedArray): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (!hostIsLittleEndian()) reverse(bytes, values.BYTES_PER_ELEMENT);
  return bytes;
}

function isInt32(value: number): boolean {
  return value <= 0x7fffffff;
}

function fitting<A extends TypedArray>(
  result: A,
  values: Uint8Array | Uint32Array,
  fits: (value: number) => boolean,
  misfit: Misfit,
): A {
  for (let i = 0; i < values.length; i++) if (!fits(values[i])) misfit(i, values[i]);
  return result;
}

function narrow(values: BigInt64Array | BigUint64Array, misfit: Misfit): TypedArray {
  const out = allocate('int32', values.length);
  for (let i = 0; i < out.length; i++) {
    const value = values[i];
    if (value < -0x80000000n || value > 0x7fffffffn) misfit(i, value);
    out[i] = Number(value);
  }
  return out;
}

function hostIsLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}

function reverse(bytes: Uint8Array, width: number): void {
  if (width === 1) return;
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}
