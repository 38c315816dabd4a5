// Every function, with every argument replaced by what untyped JavaScript might pass: it works or says what is wrong.
import * as anywhere from '@cotangent/data';
import * as node from '@cotangent/data/node';
import { CotangentError, random, tensor, zeros } from '@cotangent/tensor';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'cotangent-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What may be passed by mistake. */
const values: readonly unknown[] = [
  undefined,
  null,
  'text',
  '',
  {},
  [],
  [1, 2],
  [Symbol('s')],
  Number.NaN,
  0.5,
  -7,
  1e10,
  Infinity,
  true,
  () => 1,
  Symbol('s'),
  3n,
  zeros([2, 3]),
  tensor(1, 'int32'),
  new Float32Array([1, 2]),
  new Map([[1, 2]]),
  new Date(0),
  { batch: '2' },
  { shape: [2, 3], dtype: 'float32', size: 6, rank: 2 },
  new URL('https://example.com/x.npy'),
];

const tensors = new Map([['w', zeros([2])]]);
const path = join(folder, 'file');
/** A good call of each, where nothing but one argument is then wrong. */
const calls: Readonly<Record<string, readonly unknown[]>> = {
  batches: [{ x: zeros([4]) }, { batch: 2, key: random.key(0) }],
  centerCrop: [zeros([4, 4]), [2, 2]],
  decodeIdx: [new Uint8Array()],
  decodeMnist: [new Uint8Array(), new Uint8Array()],
  decodeNpy: [new Uint8Array()],
  decodeNpz: [new Uint8Array()],
  decodeSafetensors: [new Uint8Array()],
  encodeNpy: [zeros([2])],
  encodeNpz: [tensors, { a: 'b' }, { compress: true }],
  encodeSafetensors: [tensors, { a: 'b' }],
  gunzip: [new Uint8Array()],
  map: [[1, 2], (x: number) => x, { concurrency: 2 }],
  prefetch: [[1, 2], 2],
  randomCrops: [random.key(0), zeros([1, 4, 4]), [2, 2]],
  restore: [{ w: zeros([2]) }, tensors, { extra: 'refuse' }],
  readIdx: [path],
  readMnist: [folder],
  readNpy: [path],
  readNpz: [path],
  readSafetensors: [path],
  writeAtomically: [path, 'text'],
  writeNpy: [path, zeros([2])],
  writeNpz: [path, tensors, {}, {}],
  writeSafetensors: [path, tensors, {}],
};

const functions = Object.entries({ ...anywhere, ...node }) as [
  string,
  (...args: readonly unknown[]) => unknown,
][];

/** What the call throws or rejects with, if anything. */
async function failure(f: () => unknown): Promise<unknown> {
  try {
    await f();
    return undefined;
  } catch (error) {
    return error;
  }
}

test('there is a call of each function', () => {
  expect(Object.keys(calls).toSorted()).toEqual(functions.map(([name]) => name).toSorted());
});

test.each(functions)('%s', async (name, f) => {
  const good = calls[name];
  for (const [i] of good.entries()) {
    for (const value of values) {
      // Paths of text are paths, also of files that nobody wants.
      if (/^(read|write)/.test(name) && i === 0 && value === 'text') continue;
      const error = await failure(() => f(...good.with(i, value)));
      if (error !== undefined && !(error instanceof CotangentError)) {
        throw new Error(`${name}, argument ${i}: ${String(value)} gives ${String(error)}`, { cause: error });
      }
    }
  }
});
