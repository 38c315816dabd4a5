// The header of a safetensors file: what tensors there are and where, with all that the format demands of it checked.
// Files come from strangers, so nothing of it is believed: not its length, names, types, shapes or offsets.
import { sizeOf } from '@cotangent/tensor/extend';
import { widths, type Element } from '../base/elements.ts';
import { refuse, type Source } from '../base/source.ts';
import { asObject, parseJson } from './json.ts';

/** The element types we read, by the names of the format. */
const elements: ReadonlyMap<string, Element> = /* @__PURE__ */ new Map<string, Element>([
  ['BOOL', 'bool'],
  ['U8', 'uint8'],
  ['I8', 'int8'],
  ['I16', 'int16'],
  ['U16', 'uint16'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['I32', 'int32'],
  ['U32', 'uint32'],
  ['F32', 'float32'],
  ['I64', 'int64'],
  ['U64', 'uint64'],
  ['F64', 'float64'],
]);

/** The key that holds strings instead of a tensor. */
export const metadataKey = '__metadata__';

/** A tensor of a file: what it is, and its bytes after the header. */
export interface TensorInfo {
  readonly name: string;
  readonly element: Element;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** What a header says, and where the bytes of the tensors begin. */
export interface Header {
  /** In the order of their bytes. */
  readonly tensors: readonly TensorInfo[];
  readonly metadata: Record<string, string>;
  readonly start: number;
}

/** The header of a file; refuses whatever the format forbids. */
export function readHeader(source: Source): Header {
  const { bytes } = source;
  const length = bytes.length < 8 ? 0n : new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const foreign = length < 2n || (bytes.length > 8 && bytes[8] !== 0x7b);
  if (foreign || length > BigInt(bytes.length - 8)) {
    refuse(source, {
      rule: foreign ? 'this is no safetensors file' : 'the file is cut short',
      got: { 'header length': bytes.length < 8 ? 'none' : `${length} bytes` },
      expected: 'eight bytes with the length of the header, the header as a JSON object, and the tensors',
    });
  }
  const start = 8 + Number(length);
  const header = asObject(parseJson(source, 'header', bytes.subarray(8, start)));
  if (header === undefined) refuse(source, { rule: 'the header is no object', expected: 'a JSON object' });
  const names = Object.keys(header).filter((name) => name !== metadataKey);
  const tensors = names
    .map((name) => readInfo(source, name, header[name]))
    .toSorted((a, b) => a.begin - b.begin || a.end - b.end);
  requireNoHoles(source, tensors, bytes.length - start);
  return { tensors, metadata: readMetadata(source, header[metadataKey]), start };
}

function readMetadata(source: Source, value: unknown): Record<string, string> {
  if (value === undefined) return {};
  const metadata = asObject(value);
  if (metadata === undefined || !Object.values(metadata).every((text) => typeof text === 'string')) {
    refuse(source, {
      rule: 'the metadata is more than strings',
      got: { [metadataKey]: brief(value) },
      expected: `${metadataKey} to be an object of strings`,
    });
  }
  return metadata as Record<string, string>;
}

function readInfo(source: Source, name: string, value: unknown): TensorInfo {
  const { dtype, shape, data_offsets: offsets } = asObject(value) ?? {};
  const sizes = isSizes(shape) ? shape : undefined;
  const range = isSizes(offsets) && offsets.length === 2 && offsets[0] <= offsets[1] ? offsets : undefined;
  if (typeof dtype !== 'string' || sizes === undefined || range === undefined) {
    refuse(source, {
      rule: 'a tensor is described by its dtype, shape and data_offsets',
      got: { [quote(name)]: brief(value) },
      expected: '{"dtype": "F32", "shape": [sizes], "data_offsets": [begin, end]}',
    });
  }
  const element = elements.get(dtype);
  if (element === undefined) {
    refuse(source, {
      rule: 'there is no dtype here that holds these elements',
      got: { [quote(name)]: `${dtype}[${sizes.join(', ')}]` },
      expected: [...elements.keys()].join(', '),
    });
  }
  const [begin, end] = range;
  const size = sizeOf(sizes) * widths[element];
  if (end - begin !== size) {
    refuse(source, {
      rule: 'the bytes of a tensor must be as many as its shape takes',
      got: { [quote(name)]: `${dtype}[${sizes.join(', ')}]   ${end - begin} bytes, from ${begin} to ${end}` },
      expected: `${size} bytes`,
    });
  }
  return { name, element, shape: Object.freeze([...sizes]), begin, end };
}

/** Every byte belongs to one tensor: none to two, and none to nobody. */
function requireNoHoles(source: Source, tensors: readonly TensorInfo[], length: number): void {
  let at = 0;
  for (const { name, begin, end } of tensors) {
    if (begin !== at || end > length) {
      refuse(source, {
        rule:
          end > length
            ? 'the file is cut short'
            : `there are bytes of ${begin < at ? 'two tensors' : 'no tensor'}`,
        got: { [quote(name)]: `bytes ${begin} to ${end} of ${length}` },
        expected: end > length ? `at least ${end} bytes after the header` : `its bytes to begin at ${at}`,
      });
    }
    at = end;
  }
  if (at === length) return;
  refuse(source, {
    rule: 'the file goes on after its last tensor',
    expected: `${at} bytes after the header, where there are ${length}`,
  });
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** A name as messages show it. */
export function quote(name: string): string {
  return JSON.stringify(name);
}

/** A value of JSON in a line; what lies deep in it is left out. */
function brief(value: unknown): string {
  const shallow = (part: unknown, depth: number): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (depth === 3) return '…';
    if (Array.isArray(part)) return part.map((one) => shallow(one, depth + 1));
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, shallow(one, depth + 1)]));
  };
  const text = JSON.stringify(shallow(value, 0)) ?? 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
