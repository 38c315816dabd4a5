// Round trips: every tensor of every tree comes back bit for bit, from every format, under its path.
import {
  decodeIdx,
  decodeNpy,
  decodeNpz,
  decodeSafetensors,
  encodeNpy,
  encodeNpz,
  encodeSafetensors,
  restore,
} from '@cotangent/data';
import { tree, type DType, type Shape, type Tensor, type Tree } from '@cotangent/tensor';
import { allocate, dense, rowMajor, sizeOf } from '@cotangent/tensor/extend';
import { shapes, trees } from '@cotangent/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

type Any = Tensor<Shape, DType>;

/** Tensors of any bits, NaNs of all kinds among them, in row-major order or another. */
const anyTensor: fc.Arbitrary<Any> = fc
  .tuple(fc.constantFrom<DType>('bool', 'uint8', 'int32', 'float32', 'float64'), shapes(), fc.boolean())
  .chain(([dtype, shape, turned]) => {
    const size = allocate(dtype, sizeOf(shape)).byteLength;
    const strides = turned ? rowMajor(shape.toReversed()).toReversed() : undefined;
    return fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => {
      const values = allocate(dtype, sizeOf(shape));
      new Uint8Array(values.buffer).set(dtype === 'bool' ? bytes.map((byte) => byte & 1) : bytes);
      return dense(values, dtype, Object.freeze(shape), strides) as Any;
    });
  });

/** What must come back: paths, dtypes, shapes and bits. */
const bits = (x: Any): unknown[] => {
  const values = x.data();
  return [x.dtype, [...x.shape], [...new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]];
};
const allBits = (t: Tree): unknown[] => tree.entries(t).map(([path, x]) => [path, bits(x)]);

const notes = fc.dictionary(fc.string(), fc.string());
const named = fc.string({ unit: 'grapheme' });

test('npy', () => {
  fc.assert(
    fc.property(anyTensor, (x) => {
      expect(bits(decodeNpy(encodeNpy(x)))).toEqual(bits(x));
    }),
  );
});

test('safetensors', () => {
  fc.assert(
    fc.property(trees(anyTensor), notes, (t, metadata) => {
      const back = decodeSafetensors(encodeSafetensors(t, metadata));
      expect(allBits(restore(t, back.tensors))).toEqual(allBits(t));
      expect({ ...back.metadata }).toEqual({ ...metadata });
    }),
  );
});

test('npz', () => {
  fc.assert(
    fc.property(trees(anyTensor), notes, fc.boolean(), (t, metadata, compress) => {
      const back = decodeNpz(encodeNpz(t, metadata, { compress }));
      expect(allBits(restore(t, back.tensors))).toEqual(allBits(t));
      expect({ ...back.metadata }).toEqual({ ...metadata });
    }),
  );
});

test('maps of names keep their names and order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(named), fc.array(anyTensor, { maxLength: 4 }), (names, xs) => {
      const map = new Map(xs.slice(0, names.length).map((x, i) => [names[i], x]));
      const all = (tensors: ReadonlyMap<string, Any>): unknown[] =>
        [...tensors].map(([name, x]) => [name, bits(x)]);
      expect(all(decodeNpz(encodeNpz(map)).tensors)).toEqual(all(map));
      const back = decodeSafetensors(encodeSafetensors(map)).tensors;
      expect(new Map(all(back) as [string, unknown][])).toEqual(new Map(all(map) as [string, unknown][]));
    }),
  );
});

test('idx', () => {
  fc.assert(
    fc.property(shapes(), fc.infiniteStream(fc.nat(255)), (shape, stream) => {
      const values = [...stream.take(sizeOf(shape))];
      const sizes = shape.flatMap((n) => [0, 0, 0, n]);
      const x = decodeIdx(new Uint8Array([0, 0, 8, shape.length, ...sizes, ...values]));
      expect([x.shape, [...x.data()]]).toEqual([shape, values]);
    }),
  );
});
