// Writing that is all or nothing: whoever opens the path finds the old file or the new one, never a part of either.
// The bytes go to a file beside it, are on the disk before it gets the name, and so is the name.
import { open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { complain, show } from '@cotangent/tensor/extend';
import { pathOf, type Path } from './source.ts';

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
export async function writeAtomically(path: Path, contents: Uint8Array | string): Promise<void> {
  return replace('writeAtomically', path, contents);
}

/** `writeAtomically` for another function. */
export async function replace(op: string, path: Path, contents: Uint8Array | string): Promise<void> {
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
  const given = pathOf(path);
  const target = await realpath(given).catch(() => given);
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${process.pid}-${written++}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
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
      got: { path: `${given}   ${error instanceof Error ? error.message : String(error)}` },
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
