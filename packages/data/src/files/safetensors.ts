// safetensors files by path: checkpoints, written all or nothing.
import type { TreeLike } from '@cotangent/tensor';
import type { Contents, Metadata, Named } from '../formats/named.ts';
import { readSafetensorsFrom, writeSafetensorsFor } from '../formats/safetensors.ts';
import { sourceOf, type FilePath } from './source.ts';
import { replace } from './write.ts';

/**
 * The tensors and the metadata in a safetensors file: `decodeSafetensors` of what it holds.
 *
 * Rejects for a file that is not there, is cut short, damaged or of another kind.
 * @example
 * import { tmpdir } from 'node:os';
 * const path = `${tmpdir()}/read.safetensors`;
 * await writeSafetensors(path, { w: tensor([1, 2]) });
 * const { tensors } = await readSafetensors(path);
 * restore({ w: zeros([2]) }, tensors); // { w: float32[2] [1, 2] }
 */
export async function readSafetensors(path: FilePath): Promise<Contents> {
  return readSafetensorsFrom(await sourceOf('readSafetensors', path));
}

/**
 * Writes the tensors of a tree, each named by its path, or of a map from names to tensors: `encodeSafetensors` into
 * a file. A crash leaves the old file whole.
 *
 * Rejects for what is no tree, for metadata other than strings, and where the file cannot be written.
 * @example
 * import { tmpdir } from 'node:os';
 * const state = { params: { w: tensor([1, 2]) }, step: tensor(3, 'int32'), key: random.key(0) };
 * await writeSafetensors(`${tmpdir()}/written.safetensors`, state, { epoch: '1' });
 */
export function writeSafetensors(path: FilePath, tensors: Named, metadata?: Metadata): Promise<void>;
export function writeSafetensors<T extends TreeLike<T>>(
  path: FilePath,
  tensors: T,
  metadata?: Metadata,
): Promise<void>;
export async function writeSafetensors(path: FilePath, tensors: unknown, metadata?: Metadata): Promise<void> {
  const op = 'writeSafetensors';
  await replace(op, path, writeSafetensorsFor(op, tensors, metadata));
}
