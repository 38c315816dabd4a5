// npz, NumPy's file of many arrays: a zip archive of npy files, each named by its tensor.
// Metadata lies beside them as JSON, which NumPy hands out as bytes under the same name.
import type { DType, Shape, Tensor, TreeLike } from '@cotangent/tensor';
import { complain, show } from '@cotangent/tensor/extend';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { optionsOf } from '../base/options.ts';
import { open, refuse, type Bytes, type Source } from '../base/source.ts';
import { asObject, parseJson } from './json.ts';
import { metadataOf, namedOf, type Contents, type Metadata, type Named } from './named.ts';
import { readNpyFrom, writeNpyFor } from './npy.ts';

const metadataName = '__metadata__.json';

/**
 * The tensors in an npz file, as `numpy.savez` and `numpy.savez_compressed` write it, and the metadata that
 * `encodeNpz` put beside them.
 *
 * Each tensor is read as `decodeNpy` does. Throws for files that are cut short, damaged or of another kind, and for
 * archives that hold anything else.
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example
 * const { tensors } = decodeNpz(encodeNpz({ layers: [{ w: tensor([1, 2]) }] }));
 * tensors.get('layers[0].w'); // float32[2] [1, 2]
 */
export function decodeNpz(bytes: Bytes): Contents {
  return readNpzFrom(open('decodeNpz', bytes));
}

/** `decodeNpz` of a source. */
export function readNpzFrom(source: Source): Contents {
  const tensors = new Map<string, Tensor<Shape, DType>>();
  let metadata: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(unzip(source))) {
    const inside: Source = { ...source, bytes };
    if (name === metadataName) metadata = readMetadata(inside);
    else tensors.set(name.slice(0, -4), readNpyFrom(inside, JSON.stringify(name)));
  }
  return { tensors, metadata };
}

/** The files of an archive. What they are said to take is checked before anything is unpacked. */
function unzip(source: Source): Record<string, Uint8Array> {
  const seen = new Set<string>();
  let total = 0;
  const check = (name: string, packed: number, size: number): true => {
    const fail = (rule: string, expected: string): never =>
      refuse(source, { rule, got: { name: JSON.stringify(name) }, expected });
    if (seen.has(name)) fail('the archive has one name twice', 'each name once');
    if (name !== metadataName && !name.endsWith('.npy')) {
      fail('the archive holds something else than arrays', `names that end with .npy, and ${metadataName}`);
    }
    seen.add(name);
    total += packed;
    // Deflate makes nothing smaller than by 1032, and no byte belongs to two files.
    if (size > 1032 * packed + 1032 || total > source.bytes.length) {
      fail('the archive is damaged', 'files that take no more than there is');
    }
    return true;
  };
  try {
    if (source.bytes.length < 22) throw new Error('no end of the archive');
    return unzipSync(source.bytes, {
      filter: ({ name, size, originalSize }) => check(name, size, originalSize),
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'CotangentError') throw error;
    return refuse(source, {
      rule: 'this is no whole zip archive',
      got: { archive: error instanceof Error ? error.message : String(error) },
      expected: 'an npz file, all of it',
    });
  }
}

function readMetadata(source: Source): Record<string, string> {
  const metadata = asObject(parseJson(source, metadataName, source.bytes));
  if (metadata !== undefined && Object.values(metadata).every((text) => typeof text === 'string')) {
    return metadata as Record<string, string>;
  }
  return refuse(source, { rule: 'the metadata is more than strings', expected: 'an object of strings' });
}

/** How an npz file is written. */
export interface NpzOptions {
  /** Whether to compress, as `numpy.savez_compressed` does. Not unless asked for. */
  readonly compress?: boolean;
}

/**
 * An npz file of the tensors of a tree, each named by its path, or of a map from names to tensors. `numpy.load`
 * opens it, and `decodeNpz`.
 *
 * The same tensors and metadata always give the same bytes. Throws for what is no tree, for traced tensors, for
 * names or metadata that are no text, and past 4 GB, which the archive format does not hold.
 * @example
 * const bytes = encodeNpz({ params: { w: tensor([1, 2]) }, step: tensor(3, 'int32') }, { epoch: '1' });
 * decodeNpz(bytes).metadata; // { epoch: '1' }
 */
export function encodeNpz(tensors: Named, metadata?: Metadata, options?: NpzOptions): Uint8Array<ArrayBuffer>;
export function encodeNpz<T extends TreeLike<T>>(
  tensors: T,
  metadata?: Metadata,
  options?: NpzOptions,
): Uint8Array<ArrayBuffer>;
export function encodeNpz(
  tensors: unknown,
  metadata?: Metadata,
  options?: NpzOptions,
): Uint8Array<ArrayBuffer> {
  return writeNpzFor('encodeNpz', tensors, metadata, options);
}

/** `encodeNpz` for another function. */
export function writeNpzFor(
  op: string,
  tensors: unknown,
  metadata: Metadata = {},
  options: NpzOptions = {},
): Uint8Array<ArrayBuffer> {
  const { compress = false } = optionsOf(op, options, ['compress']);
  if (typeof compress !== 'boolean') {
    complain({
      op,
      rule: 'an archive is compressed or not',
      got: { compress: show(compress) },
      argument: 'compress',
      expected: 'true or false',
    });
  }
  const files: Zippable = {};
  let size = 0;
  for (const [name, x] of namedOf(op, tensors)) {
    requireName(op, name);
    const bytes = writeNpyFor(op, x);
    size += bytes.length + 4 * name.length + 128;
    files[`${name}.npy`] = bytes;
  }
  if (size >= 2 ** 32) {
    complain({
      op,
      rule: 'an npz file holds less than 4 GB',
      got: { tensors: `${size} bytes` },
      argument: 'tensors',
      expected: 'less than 4294967296 bytes',
      hint: 'A safetensors file may be larger.',
    });
  }
  const notes = metadataOf(op, metadata);
  if (Object.keys(notes).length > 0) files[metadataName] = new TextEncoder().encode(JSON.stringify(notes));
  // The first day that the format knows, as NumPy writes: the same tensors, the same bytes.
  return zipSync(files, { level: compress ? 6 : 0, mtime: new Date(1980, 0, 1) }) as Uint8Array<ArrayBuffer>;
}

function requireName(op: string, name: string): void {
  if (name.length < 16_000 && !/\p{Surrogate}/u.test(name)) return;
  complain({
    op,
    rule: 'a name must fit into a zip archive',
    got: { name: name.length < 16_000 ? JSON.stringify(name) : `${name.length} characters` },
    argument: 'name',
    expected: 'at most 16000 characters, all of Unicode',
  });
}
