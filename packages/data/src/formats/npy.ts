// npy, NumPy's file of one array: a header in Python's notation, then the elements.
// Source: the format's description, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import { isTensor, type DType, type Shape, type Tensor } from '@cotangent/tensor';
import { complain, dense, rowMajor, show, showSpec, sizeOf } from '@cotangent/tensor/extend';
import { dtypeOf, fromBytes, toBytes, widths, type Element } from '../base/elements.ts';
import { open, refuse, type Bytes, type Source } from '../base/source.ts';
import { parseLiteral, type Literal } from './literal.ts';

/** Elements by NumPy's letter for the kind and the bytes of one. */
const elements: Readonly<Record<string, Element>> = {
  b1: 'bool',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  f2: 'float16',
  u4: 'uint32',
  i4: 'int32',
  f4: 'float32',
  u8: 'uint64',
  i8: 'int64',
  f8: 'float64',
};
const descriptions: Readonly<Record<DType, string>> = {
  bool: '|b1',
  uint8: '|u1',
  int32: '<i4',
  float32: '<f4',
  float64: '<f8',
};

/**
 * The tensor in an npy file of version 1, 2 or 3. `bytes → [...s]`.
 *
 * float16 becomes float32, integers other than uint8 int32, all exactly; both byte orders and Fortran's order of axes
 * are read. Throws for files that are cut short, damaged or of another kind, for objects, strings, complex numbers
 * and records, and for integers that int32 does not hold.
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example decodeNpy(encodeNpy(tensor([[1, 2], [3, 4]]))); // float32[2, 2] [[1, 2], [3, 4]]
 */
export function decodeNpy(bytes: Bytes): Tensor {
  return readNpyFrom(open('decodeNpy', bytes));
}

/** `decodeNpy` of a source; `where` names the part of a larger file. */
export function readNpyFrom(source: Source, where = 'header'): Tensor<Shape, DType> {
  const { header, start } = readHeader(source, where);
  const { element, littleEndian, fortran, shape } = readFields(source, where, header);
  const end = start + sizeOf(shape) * widths[element];
  const { length } = source.bytes;
  const shown = `${element}[${shape.join(', ')}]`;
  if (length !== end) {
    refuse(source, {
      rule: length < end ? 'the file is cut short' : 'the file goes on after its last element',
      got: { [where]: shown },
      expected: `${end} bytes: ${start} of header and ${end - start} of elements`,
    });
  }
  const dtype = dtypeOf(element);
  const values = fromBytes(source.bytes.subarray(start), element, littleEndian, (index, value) =>
    refuse(source, {
      rule: `a value does not fit into ${dtype}`,
      got: { [where]: `${shown}   ${value} at ${index}` },
      expected: element === 'bool' ? 'bytes 0 and 1' : 'integers from -2147483648 to 2147483647',
    }),
  );
  const strides = fortran ? rowMajor(shape.toReversed()).toReversed() : undefined;
  return dense(values, dtype, Object.freeze(shape), strides);
}

function readHeader(source: Source, where: string): { header: string; start: number } {
  const { bytes } = source;
  const magic = String.fromCharCode(...bytes.subarray(0, 6));
  const version = bytes[6];
  if (magic !== '\u0093NUMPY' || !(version >= 1 && version <= 3)) {
    refuse(source, {
      rule: magic === '\u0093NUMPY' ? 'this version of npy is not known' : 'this is no npy file',
      got: { [where]: magic === '\u0093NUMPY' ? `version ${version}` : 'no magic number' },
      expected: 'the file to begin with 93 4e 55 4d 50 59 and version 1, 2 or 3',
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const begin = version === 1 ? 10 : 12;
  const start =
    bytes.length < begin
      ? begin
      : begin + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < start) {
    refuse(source, {
      rule: 'the file ends before its elements begin',
      got: { [where]: `version ${version}` },
      expected: `at least ${start} bytes`,
    });
  }
  // What NumPy itself reads at most.
  if (start - begin > 10_000) {
    refuse(source, {
      rule: 'the header is too long',
      got: { [where]: `${start - begin} bytes` },
      expected: 'at most 10000 bytes of header',
    });
  }
  const header = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(begin, start));
  return { header, start };
}

interface Fields {
  readonly element: Element;
  readonly littleEndian: boolean;
  readonly fortran: boolean;
  readonly shape: number[];
}

function readFields(source: Source, where: string, header: string): Fields {
  const parsed = parseLiteral(header);
  const fields = parsed instanceof Map ? (parsed as ReadonlyMap<string, Literal>) : undefined;
  const [descr, fortran, shape] = ['descr', 'fortran_order', 'shape'].map((name) => fields?.get(name));
  if (fields?.size !== 3 || descr === undefined || typeof fortran !== 'boolean' || !isShape(shape)) {
    refuse(source, {
      rule: 'the header is not one that NumPy writes',
      got: { [where]: header.length <= 80 ? header.trimEnd() : `${header.slice(0, 79)}…` },
      expected: "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
    });
  }
  const [, order, kind] = /^([<>|=]?)([a-z]\d)$/.exec(typeof descr === 'string' ? descr : '') ?? [];
  const element = kind === undefined ? undefined : elements[kind];
  if (element === undefined) {
    refuse(source, {
      rule: 'there is no dtype here that holds these elements',
      got: { [where]: `descr ${typeof descr === 'string' ? `'${descr}'` : 'of records'}` },
      expected: `one of ${Object.keys(elements).join(', ')}`,
      hint:
        typeof descr === 'string' && descr.includes('O')
          ? 'Objects are pickled, which is code: convert them in Python, as with x.astype(numpy.float32).'
          : undefined,
    });
  }
  return { element, littleEndian: order !== '>', fortran, shape: [...shape] };
}

function isShape(value: Literal | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n));
}

/**
 * An npy file of a tensor, the very bytes that `numpy.save` writes. `[...s] → bytes`.
 *
 * Throws for what is no tensor, for traced ones, and past 64 axes.
 * @example encodeNpy(tensor([1, 2])).length; // 136: 128 of header and 2 times 4
 */
export function encodeNpy(x: Tensor<Shape, DType>): Uint8Array<ArrayBuffer> {
  return writeNpyFor('encodeNpy', x);
}

/** `encodeNpy` for another function. */
export function writeNpyFor(op: string, x: Tensor<Shape, DType>): Uint8Array<ArrayBuffer> {
  if (!isTensor(x)) {
    complain({ op, rule: 'x must be a tensor', got: { x: show(x) }, argument: 'x', expected: 'a tensor' });
  }
  if (x.rank > 64) {
    complain({
      op,
      rule: "NumPy's arrays have at most 64 axes",
      got: { x: showSpec(x) },
      argument: 'x',
      expected: 'at most 64 axes',
    });
  }
  const { dtype, shape } = x;
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const fields = `{'descr': '${descriptions[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // NumPy leaves room for the first size to grow to 21 digits.
  const room = shape.length === 0 ? 0 : 21 - String(shape[0]).length;
  const start = Math.ceil((10 + fields.length + room + 1) / 64) * 64;
  const bytes = toBytes(x.data());
  const out = new Uint8Array(start + bytes.length).fill(0x20, 0, start);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(out.buffer).setUint16(8, start - 10, true);
  out.set(new TextEncoder().encode(fields), 10);
  out[start - 1] = 0x0a;
  out.set(bytes, start);
  return out;
}
