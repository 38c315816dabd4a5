// What NumPy wrote, read here; and the very bytes that NumPy writes. How its files were made is in fixtures/README.md.
import { decodeNpy, decodeNpz, encodeNpy, encodeNpz } from '@cotangent/data';
import { arange, CotangentError, reshape, tensor, zeros, type DType, type Tensor } from '@cotangent/tensor';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const quarters = [
  [0, 0.25, 0.5],
  [0.75, 1, 1.25],
];

test.each<[string, DType, unknown]>([
  ['version1.npy', 'float32', quarters],
  ['version2.npy', 'float32', quarters],
  ['version3.npy', 'float32', quarters],
  ['fortran.npy', 'int32', reshape(arange(24), [2, 3, 4]).toArray()],
  ['scalar.npy', 'float64', -0.1],
  ['bool.npy', 'bool', [true, false, true]],
  ['empty.npy', 'uint8', []],
  ['half.npy', 'float32', [0, -0, 2 ** -24, 1, 65504, Infinity, -Infinity]],
  ['int64.npy', 'int32', [-2147483648, 2147483647]],
])('%s', (name, dtype, values) => {
  const x = decodeNpy(fixture(name));
  expect(x.dtype).toBe(dtype);
  expect(x.toArray()).toEqual(values);
});

test.each<[string, string]>([
  ['large.npy', '2147483648 at 0'],
  ['complex.npy', "descr '<c16'"],
  ['text.npy', "descr '<U1'"],
  ['objects.npy', 'Objects are pickled'],
  ['records.npy', 'descr of records'],
  ['stored.npz', 'this is no npy file'],
])('%s is refused', (name, words) => {
  expect(() => decodeNpy(fixture(name))).toThrow(CotangentError);
  expect(() => decodeNpy(fixture(name))).toThrow(words);
});

test.each<[string, Tensor]>([
  ['version1.npy', tensor(quarters) as Tensor],
  ['scalar.npy', tensor(-0.1, 'float64') as Tensor],
  ['bool.npy', tensor([true, false, true]) as Tensor],
  ['empty.npy', zeros([0, 3], 'uint8') as Tensor],
])('%s is written as NumPy does', (name, x) => {
  expect(Buffer.from(encodeNpy(x)).equals(fixture(name))).toBe(true);
});

test.each(['stored.npz', 'compressed.npz'])('%s', (name) => {
  const { tensors, metadata } = decodeNpz(fixture(name));
  expect([...tensors].map(([path, x]) => [path, x.dtype, x.toArray()])).toEqual([
    ['params.w', 'float32', quarters],
    ['layers[0].b', 'int32', [0, 1, 2]],
    ['ключ', 'uint8', 7],
  ]);
  expect(metadata).toEqual({});
});

test('an archive has its metadata beside the arrays, and the same bytes every time', () => {
  const state = { params: { w: tensor(quarters) }, step: tensor(3, 'int32') };
  for (const compress of [false, true]) {
    const bytes = encodeNpz(state, { epoch: '1' }, { compress });
    expect(bytes).toEqual(encodeNpz(state, { epoch: '1' }, { compress }));
    const { tensors, metadata } = decodeNpz(bytes);
    expect([...tensors.keys()]).toEqual(['params.w', 'step']);
    expect(metadata).toEqual({ epoch: '1' });
  }
});

describe('headers', () => {
  const file = (header: string, elements: number[] = []): Uint8Array => {
    const text = new TextEncoder().encode(header);
    const length = [text.length & 255, text.length >> 8];
    return new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, ...length, ...text, ...elements]);
  };

  test.each<[string, string]>([
    ['in any order', "{'shape': (2,), 'descr': '|u1', 'fortran_order': False}\n"],
    ['with other quotes and spaces', '{ "descr" : "u1","fortran_order":True,"shape":( 2 , ) , }'],
    ['with long integers', "{'descr': '|u1', 'fortran_order': False, 'shape': (2L,), }"],
  ])('%s', (_, header) => {
    expect(decodeNpy(file(header, [5, 6])).toArray()).toEqual([5, 6]);
  });

  const fields = (descr: string, shape: string): string =>
    `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
  test.each<[string, string, string]>([
    ['nothing', '', 'not one that NumPy writes'],
    ['a missing field', "{'descr': '|u1', 'shape': (2,)}", 'not one that NumPy writes'],
    ['a field too many', `{'a': 1, ${fields("'|u1'", '(2,)').slice(1)}`, 'not one that NumPy writes'],
    ['a field twice', `{'shape': (2,), ${fields("'|u1'", '(2,)').slice(1)}`, 'not one that NumPy writes'],
    ['an expression', fields("'|u1'", '(1+1,)'), 'not one that NumPy writes'],
    ['a negative size', fields("'|u1'", '(-2,)'), 'not one that NumPy writes'],
    ['text behind', `${fields("'|u1'", '(2,)')} x`, 'not one that NumPy writes'],
    ['brackets without end', '('.repeat(5000), 'not one that NumPy writes'],
    ['too long', ' '.repeat(10_001), 'the header is too long'],
    ['an unknown type', fields("'<q3'", '(2,)'), 'no dtype here'],
    ['another size', fields("'<i4'", '(2,)'), 'the file is cut short'],
    ['a smaller size', fields("'|u1'", '(1,)'), 'goes on after its last element'],
    ['a bool that is neither', fields("'|b1'", '(2,)'), 'does not fit into bool'],
  ])('%s is refused', (_, header, words) => {
    expect(() => decodeNpy(file(header, [5, 6]))).toThrow(words);
  });

  test('a file that ends early is refused', () => {
    const whole = fixture('version2.npy');
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeNpy(whole.subarray(0, length))).toThrow(CotangentError);
    }
    expect(() => decodeNpy(fixture('version1.npy').fill(9, 6, 7))).toThrow('version 9');
  });
});

test('errors name the array of an archive', () => {
  const broken = encodeNpz({ conv1: { w: zeros([2]) } });
  const at = Buffer.from(broken).indexOf('<f4');
  broken.set(new TextEncoder().encode('<c8'), at);
  expect(() => decodeNpz(broken)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: decodeNpz: there is no dtype here that holds these elements.
      bytes: 136 bytes
      "conv1.w.npy": descr '<c8'
    Expected one of b1, u1, i1, u2, i2, f2, u4, i4, f4, u8, i8, f8.]
  `);
  expect(() => decodeNpz(fixture('bool.npy'))).toThrow('this is no whole zip archive');
  expect(() => decodeNpz(new Uint8Array())).toThrow('this is no whole zip archive');
});

test('what cannot be written is refused', () => {
  expect(() => encodeNpy(3 as never)).toThrow('x must be a tensor');
  expect(() => encodeNpy(zeros(Array<number>(65).fill(1)))).toThrow('at most 64 axes');
  expect(() => encodeNpz({ '\ud800': zeros([1]) })).toThrow('a name must fit');
  expect(() => encodeNpz({ w: zeros([1]) }, { epoch: 1 as never })).toThrow('metadata is strings');
});
