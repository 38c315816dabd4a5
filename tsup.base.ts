// How every package is built: one ESM file an entry of its `exports`, shared chunks, and declarations.
// Entries are read from package.json, so that what is promised there and what is built cannot differ.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';
import { entries } from './scripts/lib/packages.mjs';

export const library = (): ReturnType<typeof defineConfig> =>
  defineConfig({
    entry: entries(JSON.parse(readFileSync('package.json', 'utf8'))),
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    splitting: true,
    clean: true,
    silent: true,
    // Other packages are seen as their users see them: built, through node_modules, never as sources.
    dts: { compilerOptions: { ignoreDeprecations: '6.0', paths: {} } },
  });
