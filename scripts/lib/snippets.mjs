// The ```ts blocks of our documents and of the comments in our sources, each as a module of its own.
// A module keeps the line numbers of its document, so that every message points at what a person wrote.
import { join } from 'node:path';
import { exported, imports } from './exported.mjs';
import { beside, files, read, source } from './files.mjs';
import { root } from './packages.mjs';

/**
 * @typedef {object} Snippet
 * @property {string} path the document
 * @property {number} line where the block begins
 * @property {'run' | 'no-run' | 'fails'} kind
 * @property {string} text a module with the document's line numbers
 * @property {string[]} prints the lines that `// → ...` promises
 */

/** @param {string} path @returns {Omit<Snippet, 'prints'>[]} */
const blocks = (path) => {
  const lines = read(path).split('\n');
  const prose = path.endsWith('.md');
  const bare = lines.map((line) => (prose ? line : line.replace(/^\s*\*? ?/, '')));
  /** @type {Omit<Snippet, 'prints'>[]} */
  const found = [];
  for (let start = 0; start < bare.length; start++) {
    const fence = /^(\s*)```ts(?: (no-run|fails))?$/.exec(bare[start] ?? '');
    if (!fence || (!prose && !/^\s*\*/.test(lines[start] ?? ''))) continue;
    const end = bare.findIndex((line, index) => index > start && line.trim() === '```');
    const body = bare.slice(start + 1, end).map((line) => line.replace(fence[1] ?? '', ''));
    const kind = /** @type {Snippet['kind']} */ (fence[2] ?? 'run');
    found.push({ path, line: start + 1, kind, text: body.join('\n') });
    start = end;
  }
  return found;
};

/** @returns {Snippet[]} */
export const snippets = () => {
  const documents = files(/^(README|CONTRIBUTING)\.md$|^docs\/.*\.md$|^packages\/[^/]+\/README\.md$/);
  const sources = files(source).filter((path) => !beside.test(path));
  const api = exported();
  return [...documents, ...sources].flatMap(blocks).map((block) => {
    const modules = source.test(block.path) ? (api.get(block.path.split('/')[1] ?? '') ?? []) : [];
    const prints = [...block.text.matchAll(/\/\/ → ?(.*)$/gm)].map((match) => match[1]?.trimEnd() ?? '');
    const added = /^\s*import\b/m.test(block.text) ? '' : imports(block.text, modules);
    const text = `${'\n'.repeat(block.line - 1)}${added}\n${block.text}\n`;
    return { ...block, prints, text };
  });
};

/** Where the modules are written. */
export const written = join(root, '.cache/snippets');
