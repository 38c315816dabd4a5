// Checkpoints under SIGKILL: whenever the writer dies, the file is a whole checkpoint, at least the last one it told of.
import { readSafetensors, writeAtomically } from '@cotangent/data/node';
import { build } from 'esbuild';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'cotangent-'));
afterAll(() => rmSync(folder, { recursive: true }));

const writer = join(folder, 'writer.mjs');
beforeAll(async () => {
  const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  await build({
    entryPoints: [source('data/test/proofs/writer.ts')],
    outfile: writer,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: {
      '@cotangent/data/node': source('data/src/node.ts'),
      '@cotangent/tensor/extend': source('tensor/src/extend.ts'),
      '@cotangent/tensor': source('tensor/src/index.ts'),
    },
  });
});

/** Starts the writer, kills it some milliseconds after its first checkpoint, and returns the last it told of. */
async function writeUntilKilled(path: string, first: number, milliseconds: number): Promise<number> {
  const child = fork(writer, [path, String(first)], { stdio: 'ignore', serialization: 'json' });
  let last = -1;
  child.on('message', (step) => (last = Number(step)));
  await once(child, 'message');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await once(child, 'close');
  return last;
}

test('twenty times killed, twenty times whole', { timeout: 60_000 }, async () => {
  const path = join(folder, 'state.safetensors');
  for (let round = 0; round < 20; round++) {
    const told = await writeUntilKilled(path, round * 10_000, round * 2.3);
    const { tensors, metadata } = await readSafetensors(path);
    const step = Number(metadata['step']);
    expect(step).toBeGreaterThanOrEqual(told);
    expect(tensors.get('step')?.item()).toBe(step);
    expect(
      tensors
        .get('w')
        ?.data()
        .every((value) => value === step),
    ).toBe(true);
  }
});

test('a write that fails leaves the old file, and nothing beside it', async () => {
  const place = mkdtempSync(join(folder, 'failing-'));
  const path = join(place, 'notes.txt');
  await writeAtomically(path, 'old');
  await expect(writeAtomically(path, 3 as never)).rejects.toThrow('a file consists of bytes or text');
  await expect(writeAtomically(join(place, 'none', 'notes.txt'), 'new')).rejects.toThrow('cannot be written');
  await expect(writeAtomically(place, 'new')).rejects.toThrow('only files can be replaced');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(place)).toEqual(['notes.txt']);
});

test('a file that only its owner may read stays one', async () => {
  const path = join(folder, 'private.txt');
  writeFileSync(path, 'old', { mode: 0o600 });
  await writeAtomically(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('what a link points to is replaced, and writes at the same time do not mix', async () => {
  const place = mkdtempSync(join(folder, 'links-'));
  const [path, link] = [join(place, 'real.txt'), join(place, 'link.txt')];
  writeFileSync(path, 'old');
  symlinkSync(path, link);
  const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(100_000));
  await Promise.all(texts.map((text) => writeAtomically(link, text)));
  expect(texts).toContain(readFileSync(path, 'utf8'));
  expect(readdirSync(place).toSorted()).toEqual(['link.txt', 'real.txt']);
});
