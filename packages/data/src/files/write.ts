// Writing that is all or nothing: whoever opens the path finds the old file or the new one, never a part of either.
// The bytes go to a file beside it, are on the disk before it gets the name, and so is the name.
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { complain, show } from '@cotangent/tensor/extend';
import { pathOf, reasonOf, type FilePath } from './source.ts';

let written = 0;

/**
 * Writes a file so that a crash at any moment leaves the old one whole: it is replaced at once, when all is on disk.
 *
 * Rejects if that is not possible, and then leaves nothing behind. A process that is killed on the way may leave a
 * file `.name.….tmp` beside it.
 * @example
 * import { readFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * await writeAtomically(`${tmpdir()}/notes.txt`, 'whole');
 * await readFile(`${tmpdir()}/notes.txt`, 'utf8'); // 'whole'
 */
export async function writeAtomically(path: FilePath, contents: Uint8Array | string): Promise<void> {
  return replace('writeAtomically', path, contents);
}

/** `writeAtomically` for another function. */
export async function replace(op: string, path: FilePath, contents: Uint8Array | string): Promise<void> {
  if (typeof contents !== 'string' && !(contents instanceof Uint8Array)) {
    complain({
      op,
      rule: 'a file consists of bytes or text',
      got: { contents: show(contents) },
      argument: 'contents',
      expected: 'a Uint8Array or a string',
    });
  }
  // What a link points to is replaced, not the link.
  const given = pathOf(op, path);
  const target = await realpath(given).catch(() => given);
  const folder = dirname(target);
  const old = await stat(target).catch(() => undefined);
  if (old !== undefined && !old.isFile()) {
    complain({
      op,
      rule: 'only files can be replaced',
      got: { path: `${given}   ${old.isDirectory() ? 'a folder' : 'no file'}` },
      argument: 'path',
      expected: 'the path of a file, or of nothing',
    });
  }
  const temporary = join(folder, `.${basename(target)}.${process.pid}-${written++}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      if (old !== undefined) await file.chmod(old.mode);
      await file.writeFile(contents);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true });
    complain({
      op,
      rule: 'the file cannot be written',
      got: { path: `${given}   ${reasonOf(error)}` },
      argument: 'path',
      expected: 'a path in a folder that exists and may be written to',
    });
  }
}

/** A renamed file is there after a power cut once its folder is on disk. Windows has no such call, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
