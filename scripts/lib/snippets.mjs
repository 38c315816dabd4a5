// The ```ts blocks of our documents and of the comments in our sources, each as a module of its own.
// A module keeps the line numbers of its document, so that every message points at what a person wrote.
import ts from 'typescript';
import { join } from 'node:path';
import { beside, files, read, source } from './files.mjs';
import { entries, packages, root, specifiers } from './packages.mjs';

/**
 * @typedef {object} Snippet
 * @property {string} path the document
 * @property {number} line where the block begins
 * @property {'run' | 'no-run' | 'fails'} kind
 * @property {string} text a module with the document's line numbers
 * @property {string[]} prints the lines that `// → ...` promises
 */

/** What each package exports, so that examples beside the code need no import of it. */
const exported = () => {
  const all = packages().map((pkg) => ({
    folder: pkg.folder,
    files: entries(pkg.manifest).map((entry) => join(pkg.directory, entry)),
    names: specifiers(pkg),
  }));
  const program = ts.createProgram(
    all.flatMap((one) => one.files),
    {
      module: ts.ModuleKind.NodeNext,
      allowImportingTsExtensions: true,
      noEmit: true,
      noLib: true,
      types: [],
    },
  );
  const checker = program.getTypeChecker();
  return new Map(
    all.map(({ folder, files: sources, names }) => {
      const modules = sources.map((path, index) => {
        const file = program.getSourceFile(path);
        const symbol = file && checker.getSymbolAtLocation(file);
        const symbols = symbol ? checker.getExportsOfModule(symbol) : [];
        const words = symbols.map((one) => {
          const target = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
          return /** @type {const} */ ([one.name, (target.flags & ts.SymbolFlags.Value) !== 0]);
        });
        return { specifier: names[index] ?? '', words: new Map(words) };
      });
      return [folder, modules];
    }),
  );
};

/**
 * The import line that a comment's example leaves out.
 * @param {string} code
 * @param {{ specifier: string, words: Map<string, boolean> }[]} modules
 */
const imports = (code, modules) => {
  if (/^\s*import\b/m.test(code)) return '';
  const used = new Set(code.match(/(?<![.\w$'"])[A-Za-z_$][\w$]*(?!\s*:)/g));
  return modules
    .map(({ specifier, words }) => {
      const names = [...words].filter(([name]) => used.delete(name));
      const list = names.map(([name, value]) => (value ? name : `type ${name}`)).join(', ');
      return names.length === 0 ? '' : `import { ${list} } from '${specifier}'; `;
    })
    .join('');
};

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
    const text = `${'\n'.repeat(block.line - 1)}${imports(block.text, modules)}\n${block.text}\n`;
    return { ...block, prints, text };
  });
};

/** Where the modules are written. */
export const written = join(root, '.cache/snippets');
