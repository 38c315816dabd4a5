// Code that an editor begins with, compiled when the page is built: it can run before TypeScript is there.
// `import { source, program } from 'program:./start.ts'` gives the text as it stands, and what the runtime loads.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { createTypes, type Types } from '../src/editor/types/service.ts';
import { makeTypeFiles } from './typeFiles.ts';

const prefix = 'program:';
let types: Types | undefined;

/** Compiles what is imported from `program:`; code that is wrong fails the build. */
export function programs(): Plugin {
  return {
    name: 'programs',
    resolveId(id, importer) {
      if (!id.startsWith(prefix) || importer === undefined) return null;
      return `\0${prefix}${resolve(dirname(importer), id.slice(prefix.length))}`;
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const file = id.slice(prefix.length + 1);
      this.addWatchFile(file);
      // The words for those who read the repository are not the visitor's.
      const source = readFileSync(file, 'utf8').replace(/^(\/\/.*\n)+\n*/, '');
      types ??= createTypes(makeTypeFiles());
      const found = types.check(source, '');
      const { program, trouble } = types.compile(source);
      const wrong = trouble?.message ?? found.map(({ message }) => message).join('\n');
      if (wrong !== '') this.error(`${file}: ${wrong}`);
      return `export const source = ${JSON.stringify(source)};\nexport const program = ${JSON.stringify(program)};`;
    },
  };
}
