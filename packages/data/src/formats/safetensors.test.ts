// safetensors: the bytes of the format's description, all its element types, and every way in which a file lies.
import { CotangentError, tensor, zeros, type DType } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../index.ts';

/** A file by hand: its header as an object or as text, and the bytes of its tensors. */
const file = (header: unknown, bytes: number[] | Uint8Array = [], length?: number): Uint8Array => {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const out = new Uint8Array([...new Uint8Array(8), ...text, ...bytes]);
  new DataView(out.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  return out;
};
const one = (dtype: string, size: number, bytes: number[]): Uint8Array =>
  file({ x: { dtype, shape: [size], data_offsets: [0, bytes.length] } }, bytes);

test('the bytes of a file are those that the format describes', () => {
  const bytes = encodeSafetensors({ b: tensor([1, 2], 'uint8'), a: tensor([1]) }, { k: 'v' });
  const header =
    '{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},' +
    '"b":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}}';
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  expect(bytes).toEqual(file(padded, [0, 0, 0x80, 0x3f, 1, 2]));
  expect(encodeSafetensors({})).toEqual(file('{}      '));
});

test.each<[string, number[], DType, unknown]>([
  ['BOOL', [1, 0], 'bool', [true, false]],
  ['U8', [1, 255], 'uint8', [1, 255]],
  ['I8', [1, 255], 'int32', [1, -1]],
  ['I16', [1, 0, 0, 0x80], 'int32', [1, -32768]],
  ['U16', [1, 0, 0xff, 0xff], 'int32', [1, 65535]],
  ['I32', [0, 0, 0, 0x80, 255, 255, 255, 255], 'int32', [-2147483648, -1]],
  ['U32', [255, 255, 255, 0x7f, 1, 0, 0, 0], 'int32', [2147483647, 1]],
  ['I64', [0, 0, 0, 0x80, 255, 255, 255, 255, 7, 0, 0, 0, 0, 0, 0, 0], 'int32', [-2147483648, 7]],
  ['U64', [255, 255, 255, 0x7f, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0], 'int32', [2147483647, 7]],
  ['F16', [0, 0x3c, 0xff, 0x7b], 'float32', [1, 65504]],
  ['BF16', [0x80, 0x3f, 0x80, 0xff], 'float32', [1, -Infinity]],
  ['F32', [0, 0, 0x80, 0x3f, 0, 0, 0, 0x80], 'float32', [1, -0]],
  ['F64', [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0xf8, 0xff], 'float64', [1, Number.NaN]],
])('%s is read exactly', (dtype, bytes, own, values) => {
  const x = decodeSafetensors(one(dtype, 2, bytes)).tensors.get('x');
  expect(x?.dtype).toBe(own);
  expect(x?.toArray()).toEqual(values);
});

test('tensors may lie at any byte and in any order, and may be empty or of rank 0', () => {
  const { tensors, metadata } = decodeSafetensors(
    file(
      {
        second: { dtype: 'F32', shape: [], data_offsets: [1, 5] },
        none: { dtype: 'F64', shape: [3, 0], data_offsets: [5, 5] },
        first: { dtype: 'U8', shape: [1, 1], data_offsets: [0, 1] },
      },
      [9, 0, 0, 0x80, 0x3f],
    ),
  );
  expect([...tensors].map(([name, x]) => [name, x.toArray()])).toEqual([
    ['first', [[9]]],
    ['second', 1],
    ['none', [[], [], []]],
  ]);
  expect(metadata).toEqual({});
});

test('names are any text, and keep their meaning', () => {
  const names = new Map(
    ['__proto__', '10', '2', '', 'ключ', '"\\\u0000'].map((name, i) => [name, tensor(i)]),
  );
  const { tensors } = decodeSafetensors(encodeSafetensors(names, { '': '\u2028', toString: '1' }));
  expect([...tensors].map(([name, x]) => [name, x.item()])).toEqual(
    [...names].map(([n, x]) => [n, x.item()]),
  );
});

test('wide elements come first, so that all are aligned', () => {
  const bytes = encodeSafetensors({ a: tensor([true]), b: zeros([3]), c: zeros([1], 'float64') });
  const { tensors } = decodeSafetensors(bytes);
  expect([...tensors.keys()]).toEqual(['c', 'b', 'a']);
  expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
});

describe('a file that lies is refused', () => {
  const x = { dtype: 'U8', shape: [2], data_offsets: [0, 2] };
  const at = (begin: number, end: number): object => ({
    dtype: 'U8',
    shape: [end - begin],
    data_offsets: [begin, end],
  });
  test.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(), 'this is no safetensors file'],
    ['text', new TextEncoder().encode('<!DOCTYPE html><html>'), 'this is no safetensors file'],
    ['a header of 0 bytes', file('{}', [], 0), 'this is no safetensors file'],
    ['a header longer than the file', file({ x }, [1, 2], 1000), 'the file is cut short'],
    [
      'a header of 2⁶³ bytes',
      new Uint8Array([0, 0, 0, 0, 0, 0, 0, 128, 0x7b, 0x7d]),
      'the file is cut short',
    ],
    ['a header that is no JSON', file('{"x":}'), 'the header is no JSON'],
    ['a header that is no UTF-8', file('{"x":1}').fill(255, 10, 11), 'the header is no JSON'],
    [
      'nesting without end',
      file(`{"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
      'a tensor is described by',
    ],
    ['a list as header', file('[1]'), 'this is no safetensors file'],
    [
      'one name twice',
      file(`{"x":${JSON.stringify(x)},"\\u0078":${JSON.stringify(x)}}`, [1, 2]),
      'one name twice',
    ],
    [
      'one field twice',
      file('{"x":{"dtype":"U8","shape":[1],"shape":[0],"data_offsets":[0,0]}}'),
      'one name twice',
    ],
    [
      'metadata other than strings',
      file({ __metadata__: { epoch: 1 } }),
      'the metadata is more than strings',
    ],
    ['metadata that is a list', file({ __metadata__: ['a'] }), 'the metadata is more than strings'],
    ['no dtype', file({ x: { ...x, dtype: undefined } }, [1, 2]), 'a tensor is described by'],
    ['a negative size', file({ x: { ...x, shape: [-2] } }, [1, 2]), 'a tensor is described by'],
    ['a fraction', file({ x: { ...x, shape: [0.5, 4] } }, [1, 2]), 'a tensor is described by'],
    ['offsets backwards', file({ x: { ...x, data_offsets: [2, 0] } }, [1, 2]), 'a tensor is described by'],
    ['three offsets', file({ x: { ...x, data_offsets: [0, 1, 2] } }, [1, 2]), 'a tensor is described by'],
    ['a tensor that is a number', file({ x: 3 }), 'a tensor is described by'],
    ['an element type without a place', file({ x: { ...x, dtype: 'C64' } }, [1, 2]), 'no dtype here'],
    ['an element type of no format', file({ x: { ...x, dtype: 'constructor' } }, [1, 2]), 'no dtype here'],
    ['a shape of another size', file({ x: { ...x, shape: [3] } }, [1, 2]), 'as many as its shape takes'],
    [
      'sizes past all numbers',
      file({ x: { ...x, shape: Array(40).fill(2 ** 50) } }, [1, 2]),
      'as many as its shape takes',
    ],
    ['a tensor past the end', file({ x: at(0, 3) }, [1, 2]), 'the file is cut short'],
    ['an overlap', file({ x: at(0, 2), y: at(1, 3) }, [1, 2, 3]), 'bytes of two tensors'],
    ['a hole', file({ x: at(0, 1), y: at(2, 3) }, [1, 2, 3]), 'bytes of no tensor'],
    ['a hole at the start', file({ x: at(1, 3) }, [1, 2, 3]), 'bytes of no tensor'],
    ['bytes after the end', file({ x }, [1, 2, 3]), 'goes on after its last tensor'],
    ['a bool that is neither', one('BOOL', 2, [1, 2]), 'a value does not fit into bool'],
    ['an int64 past int32', one('I64', 1, [0, 0, 0, 0x80, 0, 0, 0, 0]), '2147483648 at 0'],
    ['a uint32 past int32', one('U32', 2, [0, 0, 0, 0, 255, 255, 255, 255]), '4294967295 at 1'],
  ])('%s', (_, bytes, words) => {
    expect(() => decodeSafetensors(bytes)).toThrow(CotangentError);
    expect(() => decodeSafetensors(bytes)).toThrow(words);
  });
});

test('errors say which tensor it is and what was expected', () => {
  const wrong = file({ 'conv1.w': { dtype: 'F32', shape: [8, 1, 5, 5], data_offsets: [0, 400] } }, []);
  expect(() => decodeSafetensors(wrong)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: decodeSafetensors: the bytes of a tensor must be as many as its shape takes.
      bytes: 76 bytes
      "conv1.w": F32[8, 1, 5, 5]   400 bytes, from 0 to 400
    Expected 800 bytes.]
  `);
  expect(() => decodeSafetensors(one('I64', 1, [0, 0, 0, 0x80, 0, 0, 0, 0])))
    .toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: decodeSafetensors: a value does not fit into int32.
      bytes: 70 bytes
      "x": int64[1]   2147483648 at 0
    Expected integers from -2147483648 to 2147483647.]
  `);
});

test('what cannot be written is refused', () => {
  const write = (tensors: unknown, metadata?: unknown): (() => unknown) => {
    return () => encodeSafetensors(tensors as never, metadata as never);
  };
  expect(write({ w: [1, 2] })).toThrow("a tree's leaves must be tensors");
  expect(write(new Map([['w', 1]]))).toThrow("a tree's leaves must be tensors");
  expect(write(new Map([[1, zeros([1])]]))).toThrow('a name is a string');
  expect(write({ __metadata__: zeros([1]) })).toThrow('one name is not for tensors');
  expect(write({}, { epoch: 1 })).toThrow('metadata is strings');
  expect(write({}, ['a'])).toThrow('metadata is an object');
});
