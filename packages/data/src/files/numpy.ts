// NumPy's files by path: npy for one array, npz for many.
import type { DType, Shape, Tensor, TreeLike } from '@cotangent/tensor';
import type { Contents, Metadata, Named } from '../formats/named.ts';
import { readNpyFrom, writeNpyFor } from '../formats/npy.ts';
import { readNpzFrom, writeNpzFor, type NpzOptions } from '../formats/npz.ts';
import { sourceOf, type FilePath } from './source.ts';
import { replace } from './write.ts';

/**
 * The tensor in an npy file: `decodeNpy` of what it holds. `→ [...s]`.
 *
 * Rejects for a file that is not there, is cut short, damaged or of another kind.
 * @example
 * import { tmpdir } from 'node:os';
 * await writeNpy(`${tmpdir()}/x.npy`, tensor([[1, 2]]));
 * await readNpy(`${tmpdir()}/x.npy`); // float32[1, 2] [[1, 2]]
 */
export async function readNpy(path: FilePath): Promise<Tensor> {
  return readNpyFrom(await sourceOf('readNpy', path));
}

/**
 * Writes a tensor for `numpy.load`: `encodeNpy` into a file. A crash leaves the old file whole.
 *
 * Rejects for what is no tensor, and where the file cannot be written.
 * @example
 * import { tmpdir } from 'node:os';
 * await writeNpy(`${tmpdir()}/zeros.npy`, zeros([2, 3]));
 */
export async function writeNpy(path: FilePath, x: Tensor<Shape, DType>): Promise<void> {
  await replace('writeNpy', path, writeNpyFor('writeNpy', x));
}

/**
 * The tensors and the metadata in an npz file: `decodeNpz` of what it holds.
 *
 * Rejects for a file that is not there, is cut short, damaged or of another kind.
 * @example
 * import { tmpdir } from 'node:os';
 * await writeNpz(`${tmpdir()}/read.npz`, { w: tensor([1, 2]) });
 * const { tensors } = await readNpz(`${tmpdir()}/read.npz`);
 * tensors.get('w'); // float32[2] [1, 2]
 */
export async function readNpz(path: FilePath): Promise<Contents> {
  return readNpzFrom(await sourceOf('readNpz', path));
}

/**
 * Writes the tensors of a tree, each named by its path, or of a map from names to tensors, for `numpy.load`:
 * `encodeNpz` into a file. A crash leaves the old file whole.
 *
 * Rejects for what is no tree, for metadata other than strings, and where the file cannot be written.
 * @example
 * import { tmpdir } from 'node:os';
 * const state = { params: { w: tensor([1, 2]) }, step: tensor(3, 'int32') };
 * await writeNpz(`${tmpdir()}/written.npz`, state, { epoch: '1' }, { compress: true });
 */
export function writeNpz(
  path: FilePath,
  tensors: Named,
  metadata?: Metadata,
  options?: NpzOptions,
): Promise<void>;
export function writeNpz<T extends TreeLike<T>>(
  path: FilePath,
  tensors: T,
  metadata?: Metadata,
  options?: NpzOptions,
): Promise<void>;
export async function writeNpz(
  path: FilePath,
  tensors: unknown,
  metadata?: Metadata,
  options?: NpzOptions,
): Promise<void> {
  await replace('writeNpz', path, writeNpzFor('writeNpz', tensors, metadata, options));
}
