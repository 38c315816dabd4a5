// What a user downloads: bundled, minified and gzipped from the packed packages, against a limit.
// `some` measures tree-shaking, `all` the whole package.
import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { consumer } from '../lib/packages.mjs';
import { report, table } from '../lib/report.mjs';

/** @type {[name: string, code: string, kilobytes: number][]} */
const limits = [
  ['tensor, some', "export { add, tensor } from '@cotangent/tensor'", 12],
  ['tensor/extend, some', "export { complain } from '@cotangent/tensor/extend'", 1],
  ['tensor, all', "export * from '@cotangent/tensor'", 40],
  [
    'nn, the seed network',
    "export { conv, flatten, linear, maxPool, named, predict, sequential } from '@cotangent/nn'",
    34,
  ],
  ['nn, all', "export * from '@cotangent/nn'", 42],
  ['compiler, jit', "export { jit } from '@cotangent/compiler'", 84],
  ['optim, some', "export { adam, applyUpdates } from '@cotangent/optim'", 12],
  ['optim, all', "export * from '@cotangent/optim'", 17],
  // Everything of the entry for all platforms: bundled for browsers, where Node's modules are not found.
  ['data, all', "export * from '@cotangent/data'", 32],
  ['data, batches', "export { batches } from '@cotangent/data'", 16],
  ['convnetjs, all', "export * from '@cotangent/convnetjs'", 123],
  ['convnetjs, networks', "export { fromJSON, fromLayerDefs, toJSON } from '@cotangent/convnetjs'", 46],
  ['data, safetensors', "export { decodeSafetensors, encodeSafetensors, restore } from '@cotangent/data'", 8],
];

const rows = await Promise.all(
  limits.map(async ([name, contents, limit]) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: consumer },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      logLevel: 'silent',
      // Without our own `paths`, which lead to sources.
      tsconfigRaw: {},
    });
    const size = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1024;
    return { name, size, limit };
  }),
);
console.log(table(rows.map(({ name, size, limit }) => [name, `${size.toFixed(1)} KB`, `of ${limit} KB`])));
report(
  rows
    .filter(({ size, limit }) => size > limit)
    .map(({ name, size, limit }) => `${name}: ${size.toFixed(1)} KB gzipped, past ${limit} KB`),
  'Find what came in with `npx esbuild --bundle --analyze`: a table built at the top level, an import too many, a class.',
);
