// A file by its path as a source: read whole, unpacked where it is gzipped, and named in every error about it.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { complain, show } from '@cotangent/tensor/extend';
import { open, refuse, type Source } from '../base/source.ts';

/** Where a file is: a path, or a `file:` URL such as `new URL('./digits.npz', import.meta.url)`. */
export type FilePath = string | URL;

/** A path as text; throws for what is none. */
export function pathOf(op: string, path: FilePath): string {
  if (typeof path === 'string' && path !== '') return path;
  if (path instanceof URL && path.protocol === 'file:') return fileURLToPath(path);
  return complain({
    op,
    rule: 'a path is a string or a file: URL',
    got: { path: path instanceof URL ? path.href : show(path) },
    argument: 'path',
    expected: "a path such as './digits.npz', or new URL('./digits.npz', import.meta.url)",
  });
}

/** What `path` holds, for `op`; rejects where there is no such file. */
export async function sourceOf(op: string, path: FilePath): Promise<Source> {
  const file = pathOf(op, path);
  try {
    return open(op, await readFile(file), file);
  } catch (error) {
    return complain({
      op,
      rule: 'the file cannot be read',
      got: { path: `${file}   ${reasonOf(error)}` },
      argument: 'path',
      expected: 'the path of a file that exists',
    });
  }
}

/** Why a file could not be used, without the path, which messages show anyway: `ENOENT: no such file or directory`. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split(', ')[0];
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
