// What a browser downloads for a minimal program of each library: the gradient of a linear model's mean square error.
// Bundled as the library's own documents advise, minified, gzipped; WebAssembly files that it fetches are counted.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { alias } from './bundle.mjs';
import { peers } from './peers.mjs';

const ours = `
  import { grad } from '@cotangent/autograd';
  import { matmul, mean, square, sub } from '@cotangent/tensor';
  const loss = (w, x, y) => mean(square(sub(matmul(x, w), y)));`;
const tfjs = `
  import * as tf from '@tensorflow/tfjs-core';
  import '@tensorflow/tfjs-core/dist/register_all_gradients';
  const loss = (w, x, y) => tf.mean(tf.square(tf.sub(tf.matMul(x, w), y)));
  export const gradient = tf.grads(loss);`;
const wasm = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';

/** @type {Record<string, { code: string, fetched?: string } | string>} */
const programs = {
  jit: {
    code: `${ours} import { jit } from '@cotangent/compiler'; export const gradient = jit(grad(loss));`,
  },
  eager: { code: `${ours} export const gradient = grad(loss);` },
  convnetjs: { code: `import convnetjs from 'convnetjs'; export const { Net, Trainer, Vol } = convnetjs;` },
  'tfjs-cpu': { code: `import '@tensorflow/tfjs-backend-cpu'; ${tfjs}` },
  'tfjs-wasm': { code: `import '@tensorflow/tfjs-backend-wasm'; ${tfjs}`, fetched: wasm },
  'jax-js': {
    code: `
      import { grad, jit, numpy as np } from '@jax-js/jax';
      const loss = (w, x, y) => np.mean(np.square(np.matmul(x, w).sub(y)));
      export const gradient = jit(grad(loss));`,
  },
  pytorch: 'it is not for browsers',
};

/** @param {string} contents */
const bundled = async (contents) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: peers },
    alias,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    // What a package only needs in Node.
    external: [
      'fs',
      'path',
      'crypto',
      'util',
      'node-fetch',
      'string_decoder',
      'worker_threads',
      'perf_hooks',
      'os',
    ],
    outdir: 'out',
  });
  return outputFiles.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
};

/** Bytes, or why there are none, by column. @returns {Promise<Record<string, { value: number } | { reason: string }>>} */
export const sizes = async () => {
  const entries = Object.entries(programs).map(async ([name, program]) => {
    if (typeof program === 'string') return [name, { reason: program }];
    try {
      const { code, fetched } = program;
      const extra = fetched ? gzipSync(readFileSync(join(peers, fetched)), { level: 9 }).length : 0;
      return [name, { value: (await bundled(code)) + extra }];
    } catch (error) {
      return [name, { reason: process.env['PEERS_PROBLEM'] ?? String(error).split('\n')[0] }];
    }
  });
  return Object.fromEntries(await Promise.all(entries));
};
