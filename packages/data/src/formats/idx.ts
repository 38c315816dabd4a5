// idx, the format of MNIST: a magic number, big-endian sizes, then the elements in row-major order.
// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", its last section.
import type { Tensor } from '@cotangent/tensor';
import { dense, sizeOf } from '@cotangent/tensor/extend';
import { dtypeOf, fromBytes, widths, type Element } from '../base/elements.ts';
import { open, refuse, type Bytes, type Source } from '../base/source.ts';

/** The third byte of the magic number. */
const elements: Readonly<Record<number, Element>> = {
  0x08: 'uint8',
  0x09: 'int8',
  0x0b: 'int16',
  0x0c: 'int32',
  0x0d: 'float32',
  0x0e: 'float64',
};

/**
 * The tensor in an idx file. `bytes → [...s]`: uint8 as it is, narrower integers and int32 as int32, floats as
 * float32 and float64.
 *
 * Throws for a file of another kind, and for one that is cut short or goes on after its last element.
 *
 * Source: the file format of the MNIST database of handwritten digits (LeCun, Cortes, Burges).
 * @example
 * const bytes = new Uint8Array([0, 0, 0x08, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
 * decodeIdx(bytes); // uint8[2, 3] [[1, 2, 3], [4, 5, 6]]
 */
export function decodeIdx(bytes: Bytes): Tensor {
  return readIdxFrom(open('decodeIdx', bytes));
}

/** `decodeIdx` of a source. */
export function readIdxFrom(source: Source): Tensor {
  const { bytes } = source;
  if (bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b) {
    refuse(source, {
      rule: 'the file is compressed with gzip',
      expected: 'the bytes of an idx file',
      hint: 'Write decodeIdx(await gunzip(bytes)).',
    });
  }
  const element = elements[bytes[2]];
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || element === undefined) {
    const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    refuse(source, {
      rule: 'this is no idx file',
      got: { magic: magic === '' ? 'none' : magic },
      expected: 'the file to begin with 00 00, a type (08, 09, 0b, 0c, 0d or 0e) and the number of axes',
    });
  }
  const rank = bytes[3];
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    refuse(source, {
      rule: 'the file ends before its elements begin',
      got: { header: `${element}, ${rank} axes` },
      expected: `at least ${start} bytes`,
    });
  }
  const sizes = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: rank }, (_, axis) => sizes.getUint32(4 + 4 * axis));
  const end = start + sizeOf(shape) * widths[element];
  if (bytes.length !== end) {
    refuse(source, {
      rule: bytes.length < end ? 'the file is cut short' : 'the file goes on after its last element',
      got: { header: `${element}[${shape.join(', ')}]` },
      expected: `${end} bytes: ${start} of header and ${end - start} of elements`,
    });
  }
  const misfit = (): never => refuse(source, { rule: 'a value does not fit', expected: 'int32' });
  const values = fromBytes(bytes.subarray(start), element, false, misfit);
  return dense(values, dtypeOf(element), Object.freeze(shape)) as Tensor;
}
