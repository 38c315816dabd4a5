// TypeScript as a module that browsers load, made once a version: it is larger than the rest of the page together,
// and the same in every build, so the bundler is spared it.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { version } from 'typescript';
import type { Plugin } from 'vite';

const file = `typescript-${version}.js`;

/** Puts TypeScript into the folder of public files, and leads the imports of workers there. */
export function typescript(folder: string): Plugin {
  return {
    name: 'typescript',
    async config(_, { command, isPreview }) {
      if (command !== 'build' || isPreview) return undefined;
      mkdirSync(folder, { recursive: true });
      if (!existsSync(join(folder, file))) {
        await build({
          stdin: { contents: "export { default } from 'typescript';", resolveDir: import.meta.dirname },
          outfile: join(folder, file),
          bundle: true,
          minify: true,
          format: 'esm',
          target: 'es2022',
          // It asks for them in Node alone.
          external: ['fs', 'path', 'os', 'inspector', 'perf_hooks', 'crypto', 'source-map-support'],
          logLevel: 'error',
        });
      }
      // Workers stand in `assets`.
      const paths = { typescript: `../${file}` };
      return { worker: { rollupOptions: { external: ['typescript'], output: { paths } } } };
    },
  };
}
