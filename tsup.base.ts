// How every package is built: one ESM file an entry of its `exports`, shared chunks, and declarations.
// Entries are read from package.json, so that what is promised there and what is built cannot differ.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

type Manifest = { exports: Record<string, string | { default: string }> };

export const library = (): ReturnType<typeof defineConfig> => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const targets = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [] : target.default));
  return defineConfig({
    entry: targets.map((target) => target.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    splitting: true,
    treeshake: false,
    clean: true,
    // Other packages are seen as their users see them: built, through node_modules, never as sources.
    dts: { compilerOptions: { ignoreDeprecations: '6.0', paths: {} } },
    silent: true,
  });
};
