// The build of the page: a static site that works under any path, made from the sources of the packages.
// Digits are cut into pieces beside it (build/digits.ts), so that training begins before all of them are there.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { digits } from './build/digits.ts';
import { programs } from './build/programs.ts';
import { typeFiles } from './build/typeFiles.ts';
import { typescript } from './build/typescript.ts';

const packages = fileURLToPath(new URL('../packages', import.meta.url));
const made = fileURLToPath(new URL('.cache/public', import.meta.url));

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: made,
  plugins: [digits(made), typeFiles(made), typescript(made), programs()],
  resolve: {
    alias: [
      { find: /^cotangent$/, replacement: `${packages}/cotangent/src/index.ts` },
      { find: /^@cotangent\/([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
      { find: /^@cotangent\/([^/]+)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` },
    ],
  },
  worker: {
    format: 'es',
    rollupOptions: {
      output: {
        // Errors and tapes look for the line that called the library: its own are known by this folder.
        manualChunks(id) {
          const name = /\/packages\/(\w+)\/src\//.exec(id)?.[1];
          if (name === undefined) return undefined;
          return name === 'convnetjs' ? '@cotangent/convnetjs' : '@cotangent/library';
        },
      },
    },
  },
  build: { target: 'es2022', emptyOutDir: true, chunkSizeWarningLimit: 2000 },
});
