// Files by path: what is read, gzipped or not, and errors that name the file.
import { decodeMnist, gunzip } from '@cotangent/data';
import {
  readIdx,
  readMnist,
  readNpy,
  readNpz,
  readSafetensors,
  writeNpy,
  writeNpz,
  writeSafetensors,
} from '@cotangent/data/node';
import { CotangentError, tensor } from '@cotangent/tensor';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'cotangent-'));
afterAll(() => rmSync(folder, { recursive: true }));

const idx = (sizes: number[], values: ArrayLike<number>): Uint8Array => {
  const words = sizes.flatMap((n) => [0, 0, n >> 8, n & 255]);
  return new Uint8Array([0, 0, 8, sizes.length, ...words, ...Array.from(values)]);
};
/** `n` images of which image i is all i, and labels that count down. */
const images = (n: number): Uint8Array =>
  idx(
    [n, 28, 28],
    Uint8Array.from({ length: n * 784 }, (_, at) => at / 784),
  );
const labels = (n: number): Uint8Array =>
  idx(
    [n],
    Array.from({ length: n }, (_, i) => 9 - i),
  );

test('MNIST: four files, gzipped or not', async () => {
  for (const [name, bytes] of Object.entries({
    'train-images-idx3-ubyte': images(4),
    'train-labels-idx1-ubyte': labels(4),
    't10k-images-idx3-ubyte.gz': gzipSync(images(2)),
    't10k-labels-idx1-ubyte.gz': gzipSync(labels(2)),
  }))
    writeFileSync(join(folder, name), bytes);
  const { train, test: held } = await readMnist(pathToFileURL(`${folder}/`));
  expect([train.images.shape, held.images.shape]).toEqual([
    [4, 1, 28, 28],
    [2, 1, 28, 28],
  ]);
  expect([train.labels.toArray(), held.labels.toArray()]).toEqual([
    [9, 8, 7, 6],
    [9, 8],
  ]);
  expect(train.images.data().at(-1)).toBe(3);
});

describe('MNIST: files of another kind are refused', () => {
  test.each<[string, Uint8Array, Uint8Array, string]>([
    ['labels for images', labels(2), labels(2), 'these are no MNIST images'],
    ['images of another size', idx([1, 2, 2], [1, 2, 3, 4]), labels(1), 'Expected uint8[n, 28, 28]'],
    ['images for labels', images(2), images(2), 'these are no MNIST labels'],
    ['fewer labels than images', images(3), labels(2), 'there must be a label for each image'],
    ['a label of no class', images(1), idx([1], [10]), 'a label is one of ten classes'],
  ])('%s', (_, first, second, words) => {
    expect(() => decodeMnist(first, second)).toThrow(words);
  });
});

test('errors name the file', async () => {
  const path = join(folder, 'cut.idx');
  writeFileSync(path, images(2).subarray(0, 100));
  const shown = async (read: Promise<unknown>): Promise<string> => {
    const error = await read.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CotangentError);
    return String(error).replaceAll(folder, 'FOLDER');
  };
  expect(await shown(readIdx(path))).toMatchInlineSnapshot(`
    "CotangentError: readIdx: the file is cut short.
      file: FOLDER/cut.idx   100 bytes
      header: uint8[2, 28, 28]
    Expected 1584 bytes: 16 of header and 1568 of elements."
  `);
  expect(await shown(readIdx(join(folder, 'none.idx')))).toMatchInlineSnapshot(`
    "CotangentError: readIdx: the file cannot be read.
      path: FOLDER/none.idx   ENOENT: no such file or directory
    Expected the path of a file that exists."
  `);
  expect(await shown(readSafetensors(path))).toMatchInlineSnapshot(`
    "CotangentError: readSafetensors: this is no safetensors file.
      file: FOLDER/cut.idx   100 bytes
      header length: 144115188126711808 bytes
    Expected eight bytes with the length of the header, the header as a JSON object, and the tensors."
  `);
  expect(await shown(readNpy(path))).toContain('this is no npy file');
  expect(await shown(readNpz(path))).toContain('this is no whole zip archive');
  expect(await shown(writeNpy(join(folder, 'none', 'x.npy'), tensor(1)))).toMatchInlineSnapshot(`
    "CotangentError: writeNpy: the file cannot be written.
      path: FOLDER/none/x.npy   ENOENT: no such file or directory
    Expected a path in a folder that exists and may be written to."
  `);
  writeFileSync(path, gzipSync(images(2)).subarray(0, 30));
  expect(await shown(readIdx(path))).toContain('this is no whole gzip stream');
  expect(await shown(readIdx(3 as never))).toContain('a path is');
});

test('what is written is read again', async () => {
  const state = { w: tensor([[1, 2]]), step: tensor(3, 'int32') };
  await writeSafetensors(join(folder, 'state.safetensors'), state, { epoch: '1' });
  await writeNpz(pathToFileURL(join(folder, 'state.npz')), state, { epoch: '1' });
  for (const { tensors, metadata } of [
    await readSafetensors(join(folder, 'state.safetensors')),
    await readNpz(join(folder, 'state.npz')),
  ]) {
    expect(tensors.get('w')?.toArray()).toEqual([[1, 2]]);
    expect(metadata).toEqual({ epoch: '1' });
  }
  await writeNpy(join(folder, 'w.npy'), state.w);
  expect((await readNpy(join(folder, 'w.npy'))).toArray()).toEqual([[1, 2]]);
});

test("gunzip is the platform's, with an error of ours", async () => {
  expect(await gunzip(gzipSync(images(1)))).toEqual(images(1));
  await expect(gunzip(images(1))).rejects.toThrow('this is no whole gzip stream');
  await expect(gunzip(gzipSync(images(1)).subarray(0, 25))).rejects.toThrow(CotangentError);
});
