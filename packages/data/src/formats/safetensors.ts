// safetensors: a JSON header that says what tensors there are, then their bytes; nothing in it can run.
// Source: the format's description at https://github.com/huggingface/safetensors#format.
import type { DType, Shape, Tensor, TreeLike } from '@cotangent/tensor';
import { complain, dense } from '@cotangent/tensor/extend';
import { dtypeOf, fromBytes, toBytes, widths } from '../base/elements.ts';
import { open, refuse, type Bytes, type Source } from '../base/source.ts';
import { metadataOf, namedOf, type Contents, type Metadata, type Named } from './named.ts';
import { metadataKey, quote, readHeader, type TensorInfo } from './safetensorsHeader.ts';

/** The names of our dtypes in the format. */
const names: Readonly<Record<DType, string>> = {
  bool: 'BOOL',
  uint8: 'U8',
  int32: 'I32',
  float32: 'F32',
  float64: 'F64',
};

/**
 * The tensors and the metadata in a safetensors file.
 *
 * float16 and bfloat16 become float32, integers other than uint8 int32, all exactly. Throws for files that are cut
 * short, damaged or of another kind, for element types we have no place for, and for integers that int32 does not
 * hold.
 *
 * Source: https://github.com/huggingface/safetensors#format
 * @example
 * const bytes = encodeSafetensors({ w: tensor([1, 2]), step: tensor(3, 'int32') }, { epoch: '1' });
 * const { tensors, metadata } = decodeSafetensors(bytes);
 * tensors.get('w'); // float32[2] [1, 2]
 * metadata; // { epoch: '1' }
 */
export function decodeSafetensors(bytes: Bytes): Contents {
  return readSafetensorsFrom(open('decodeSafetensors', bytes));
}

/** `decodeSafetensors` of a source. */
export function readSafetensorsFrom(source: Source): Contents {
  const { tensors, metadata, start } = readHeader(source);
  const read = (info: TensorInfo): [string, Tensor<Shape, DType>] => {
    const { name, element, shape, begin, end } = info;
    const bytes = source.bytes.subarray(start + begin, start + end);
    const values = fromBytes(bytes, element, true, (index, value) =>
      refuse(source, {
        rule: `a value does not fit into ${dtypeOf(element)}`,
        got: { [quote(name)]: `${element}[${shape.join(', ')}]   ${value} at ${index}` },
        expected: element === 'bool' ? 'bytes 0 and 1' : 'integers from -2147483648 to 2147483647',
      }),
    );
    return [name, dense(values, dtypeOf(element), shape)];
  };
  return { tensors: new Map(tensors.map(read)), metadata };
}

/**
 * A safetensors file of the tensors of a tree, each named by its path, or of a map from names to tensors.
 *
 * Tensors lie at multiples of their element's size, the first at one of 8. The same tensors and metadata always give
 * the same bytes. Throws for what is no tree, for traced tensors, and for metadata other than strings.
 * @example
 * const state = { params: { w: tensor([1, 2]) }, step: tensor(3, 'int32'), key: random.key(0) };
 * const bytes = encodeSafetensors(state, { note: 'after the first epoch' });
 * const { tensors } = decodeSafetensors(bytes);
 * Array.from(tensors.keys()); // ['key', 'params.w', 'step']
 * encodeSafetensors(new Map([['conv1.weight', zeros([8, 1, 5, 5])]])).length; // 888: 88 of header and 800 of values
 */
export function encodeSafetensors(tensors: Named, metadata?: Metadata): Uint8Array<ArrayBuffer>;
export function encodeSafetensors<T extends TreeLike<T>>(
  tensors: T,
  metadata?: Metadata,
): Uint8Array<ArrayBuffer>;
export function encodeSafetensors(tensors: unknown, metadata?: Metadata): Uint8Array<ArrayBuffer> {
  return writeSafetensorsFor('encodeSafetensors', tensors, metadata);
}

/** `encodeSafetensors` for another function. */
export function writeSafetensorsFor(
  op: string,
  tensors: unknown,
  metadata: Metadata = {},
): Uint8Array<ArrayBuffer> {
  // Wide elements first, so that all are aligned where the first is.
  const named = namedOf(op, tensors).toSorted(([, a], [, b]) => widths[b.dtype] - widths[a.dtype]);
  const entries: [string, unknown][] = [];
  if (Object.keys(metadataOf(op, metadata)).length > 0) entries.push([metadataKey, metadata]);
  let at = 0;
  for (const [name, { dtype, shape, size }] of named) {
    if (name === metadataKey) {
      complain({
        op,
        rule: 'one name is not for tensors',
        got: { tensors: `a tensor named ${metadataKey}` },
        argument: 'tensors',
        expected: 'any other name',
      });
    }
    const end = at + size * widths[dtype];
    entries.push([name, { dtype: names[dtype], shape, data_offsets: [at, end] }]);
    at = end;
  }
  const header = new TextEncoder().encode(jsonOf(entries));
  const start = 8 + Math.ceil(header.length / 8) * 8;
  const out = new Uint8Array(start + at);
  new DataView(out.buffer).setBigUint64(0, BigInt(start - 8), true);
  out.fill(0x20, 8, start);
  out.set(header, 8);
  let to = start;
  for (const [, x] of named) {
    const bytes = toBytes(x.data());
    out.set(bytes, to);
    to += bytes.length;
  }
  return out;
}

/** An object in the order of its entries, also where names are integers. */
function jsonOf(entries: readonly [string, unknown][]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}
