// A file by its path as a source: read whole, unpacked where it is gzipped, and named in every error about it.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { complain } from '@cotangent/tensor/extend';
import { open, refuse, type Source } from '../base/source.ts';

/** Where a file is: a path, or a `file:` URL such as `new URL('./digits.npz', import.meta.url)`. */
export type Path = string | URL;

/** A path as text. */
export function pathOf(path: Path): string {
  return typeof path === 'string' ? path : fileURLToPath(path);
}

/** What `path` holds, for `op`; rejects where there is no such file. */
export async function sourceOf(op: string, path: Path): Promise<Source> {
  const file = pathOf(path);
  try {
    return open(op, await readFile(file), file);
  } catch (error) {
    return complain({
      op,
      rule: 'the file cannot be read',
      got: { path: `${file}   ${error instanceof Error ? error.message : String(error)}` },
      argument: 'path',
      expected: 'the path of a file that exists',
    });
  }
}

/** The source with what is inside, if it is gzipped. */
export function unpacked(source: Source): Source {
  const { bytes, op, file } = source;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return source;
  try {
    return open(op, gunzipSync(bytes), file);
  } catch {
    return refuse(source, { rule: 'this is no whole gzip stream', expected: 'the whole file' });
  }
}
