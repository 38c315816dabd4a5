// Code that an editor begins with, compiled when the page is built: it can run before TypeScript is there.
// `import { source, program } from './start.ts?program'` gives the text as it stands, and what the runtime loads.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { createTypes, type Types } from '../src/editor/types/service.ts';
import { makeTypeFiles } from './typeFiles.ts';

const query = /\?program$/;
let types: Types | undefined;

/** Compiles what is imported with `?program`; code that does not fit together fails the build. */
export function programs(): Plugin {
  return {
    name: 'programs',
    load(id) {
      if (!query.test(id)) return null;
      const source = readFileSync(id.replace(query, ''), 'utf8');
      types ??= createTypes(makeTypeFiles());
      const found = types.check(source);
      const { program, trouble } = types.compile(source);
      const wrong = trouble?.message ?? found.map(({ message }) => message).join('\n');
      if (wrong !== '') this.error(`${id}: ${wrong}`);
      return `export const source = ${JSON.stringify(source)};\nexport const program = ${JSON.stringify(program)};`;
    },
  };
}
