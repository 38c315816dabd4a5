// idx: every element type, and a clear error for every file that is none.
import { CotangentError, type DType } from '@cotangent/tensor';
import { expect, test } from 'vitest';
import { decodeIdx } from '../index.ts';

/** The bytes of a file written by hand. */
const file = (code: number, sizes: number[], elements: number[] | Uint8Array): Uint8Array<ArrayBuffer> => {
  const words = sizes.flatMap((n) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
  return new Uint8Array([0, 0, code, sizes.length, ...words, ...elements]);
};

test.each<[string, number, number[], DType, unknown]>([
  ['uint8', 0x08, [1, 255], 'uint8', [1, 255]],
  ['int8', 0x09, [1, 255], 'int32', [1, -1]],
  ['int16', 0x0b, [0x80, 0, 0, 7], 'int32', [-32768, 7]],
  ['int32', 0x0c, [0x80, 0, 0, 0, 0, 0, 1, 0], 'int32', [-2147483648, 256]],
  ['float32', 0x0d, [0x3f, 0x80, 0, 0, 0xff, 0x80, 0, 0], 'float32', [1, -Infinity]],
  ['float64', 0x0e, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0], 'float64', [1, -0]],
])('%s, big-endian', (_, code, elements, dtype, values) => {
  const x = decodeIdx(file(code, [2], elements));
  expect(x.dtype).toBe(dtype);
  expect(x.toArray()).toEqual(values);
});

test('sizes come outermost first; no axis is one element, an axis of 0 is none', () => {
  expect(decodeIdx(file(8, [2, 1, 2], [1, 2, 3, 4])).toArray()).toEqual([[[1, 2]], [[3, 4]]]);
  expect(decodeIdx(file(8, [], [9])).item()).toBe(9);
  expect(decodeIdx(file(8, [0, 28], [])).shape).toEqual([0, 28]);
});

test('an ArrayBuffer, a Buffer and a view into a larger one are read alike, and copied', () => {
  const bytes = file(8, [2], [1, 2]);
  const shifted = new Uint8Array([7, ...bytes, 7]).subarray(1, -1);
  const [first, ...others] = [bytes, bytes.buffer, Buffer.from(bytes), shifted].map((one) => decodeIdx(one));
  bytes.fill(0);
  for (const other of others) expect(other.toArray()).toEqual([1, 2]);
  expect(first.toArray()).toEqual([1, 2]);
});

test.each<[string, Uint8Array, string]>([
  ['empty', new Uint8Array(), 'this is no idx file'],
  ['text', new TextEncoder().encode('PK\u0003\u0004 a zip'), 'this is no idx file'],
  ['an unknown type', file(0x0a, [1], [1]), 'this is no idx file'],
  ['gzipped', new Uint8Array([0x1f, 0x8b, 8, 0]), 'compressed with gzip'],
  ['no sizes', file(8, [2, 2], []).slice(0, 9), 'ends before its elements begin'],
  ['one byte short', file(8, [2, 2], [1, 2, 3]), 'cut short'],
  ['one byte long', file(8, [2, 2], [1, 2, 3, 4, 5]), 'goes on after its last element'],
  ['sizes past all memory', file(8, [4294967295, 4294967295, 4294967295], [1]), 'cut short'],
])('%s is refused', (_, bytes, words) => {
  expect(() => decodeIdx(bytes)).toThrow(CotangentError);
  expect(() => decodeIdx(bytes)).toThrow(words);
});

test('the error says what was expected and what was got', () => {
  expect(() => decodeIdx(file(8, [60000, 28, 28], [0, 0]))).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: decodeIdx: the file is cut short.
      bytes: 18 bytes
      header: uint8[60000, 28, 28]
    Expected 47040016 bytes: 16 of header and 47040000 of elements.]
  `);
  expect(() => decodeIdx(new TextEncoder().encode('<!DOCTYPE html>'))).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: decodeIdx: this is no idx file.
      bytes: 15 bytes
      magic: 3c 21 44 4f
    Expected the file to begin with 00 00, a type (08, 09, 0b, 0c, 0d or 0e) and the number of axes.]
  `);
  // @ts-expect-error A path is no bytes.
  expect(() => decodeIdx('train-images')).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: decodeIdx: a file is given by its bytes.
      bytes: 'train-images'
    Expected a Uint8Array or an ArrayBuffer. Paths are for the functions of @cotangent/data/node.]
  `);
});
