// The `@example`s of doc comments, each as a module of its own that checks what its comments state.
// A module keeps the line numbers of its source, so that every message points at what a person wrote.
import { join } from 'node:path';
import { checked } from './checked.mjs';
import { exported, imports } from './exported.mjs';
import { beside, files, read, source } from './files.mjs';
import { exportsOf } from './names.mjs';
import { root } from './packages.mjs';

/**
 * @typedef {object} Example
 * @property {string} place its file and line
 * @property {string} path its file
 * @property {string} module where it is written, in the folder of its package
 * @property {string} text a module with the source's line numbers
 * @property {number} stated how many of its statements are checked
 */

/** Where the modules are written. */
export const written = join(root, '.cache/examples');

/** Code between `@example` and the next tag or the end of its comment. @param {string} path */
const bodies = (path) => {
  const lines = read(path).split('\n');
  return lines.flatMap((first, index) => {
    const match = /^\s*\* @example ?(.*)$/.exec(first);
    if (!match) return [];
    const below = lines.slice(index + 1);
    const length = below.findIndex((line) => /^\s*\*(\/| @)/.test(line));
    const rest = below.slice(0, length).map((line) => line.replace(/^\s*\* ?/, ''));
    const code = [match[1] ?? '', ...rest].join('\n');
    return code.includes('```') ? [] : [{ line: index + 1, code }];
  });
};

const checks = `import { check as $check, type Is as $Is } from '../../../scripts/lib/stated.ts'; `;

/** @returns {Example[]} */
export const examples = () => {
  const api = exported();
  const sources = files(source).filter((path) => !beside.test(path));
  return sources.flatMap((path) => {
    const folder = path.split('/')[1] ?? '';
    const found = bodies(path);
    if (found.length === 0) return [];
    const own = { specifier: `../../../${path}`, words: exportsOf(path) };
    return found.map(({ line, code }) => {
      const { text, stated, declared } = checked(code);
      const head = checks + imports(code, [own, ...(api.get(folder) ?? [])], declared);
      const place = `${path}:${line}`;
      const module = `${folder}/${place.replaceAll(/[/:]/g, '+')}.ts`;
      return { place, path, module, stated, text: `${'\n'.repeat(line - 2)}${head}\n${text}\n` };
    });
  });
};
