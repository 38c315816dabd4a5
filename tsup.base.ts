// How every package is built: one ESM file an entry of its `exports`, shared chunks, and declarations.
// Entries are read from package.json, so that what is promised there and what is built cannot differ.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import { defineConfig } from 'tsup';
import { entries } from './scripts/lib/packages.mjs';

/**
 * Leaves `export * as name from './entry.ts'` between two entries as it stands: bundled into an object of all its
 * members, a namespace could no longer be taken apart by the bundlers of users.
 */
const namespaces = (entry: string[]): Plugin => ({
  name: 'namespaces',
  setup(build) {
    build.onResolve({ filter: /^\.\/[^/]+\.ts$/ }, ({ path, importer }) => {
      const sibling = entry.includes(`src/${path.slice(2)}`);
      return sibling && importer.endsWith('index.ts')
        ? { path: path.replace(/\.ts$/, '.js'), external: true }
        : undefined;
    });
  },
});

export const library = (): ReturnType<typeof defineConfig> => {
  const entry = entries(JSON.parse(readFileSync('package.json', 'utf8')));
  return defineConfig({
    entry,
    esbuildPlugins: [namespaces(entry)],
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    splitting: true,
    clean: true,
    silent: true,
    // Other packages are seen as their users see them: built, through node_modules, never as sources.
    dts: { compilerOptions: { ignoreDeprecations: '6.0', paths: {} } },
  });
};
