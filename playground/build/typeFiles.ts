// What the editor knows of types: the declarations of our packages and of the language, as one file that is loaded once.
// They are made of the sources, each by itself, which needs no build of the packages.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';
import { specifiers } from '../src/runtime/specifiers.ts';

const packages = join(import.meta.dirname, '../../packages');
const libraries = dirname(createRequire(import.meta.url).resolve('typescript'));

/** Writes `types.json` into the folder of public files. */
export function typeFiles(folder: string): Plugin {
  return {
    name: 'type-files',
    // Before a server looks at what is public, which it does once.
    config(_, { isPreview }) {
      if (isPreview) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'types.json'), JSON.stringify(makeTypeFiles()));
    },
  };
}

/** All files by their paths: `/node_modules/@cotangent/nn/index.d.ts`, `/lib/lib.es2023.d.ts`. */
export function makeTypeFiles(): Readonly<Record<string, string>> {
  const made = new Map<string, string>();
  addLibrary('lib.es2023.d.ts', made);
  const entries = specifiers.map(partsOf);
  for (const name of new Set(entries.map((entry) => entry.name))) {
    const parts = entries.filter((entry) => entry.name === name);
    const own = Object.fromEntries(parts.map(({ key, file }) => [key, { types: `./${file}.d.ts` }]));
    const manifest = { name: `@cotangent/${name}`, type: 'module', exports: own };
    made.set(`/node_modules/@cotangent/${name}/package.json`, JSON.stringify(manifest));
    for (const { file } of parts) addDeclarations(name, `${file}.ts`, made);
  }
  return Object.fromEntries(made);
}

/** `@cotangent/nn/functional` is `functional` of the package `nn`, under the key `./functional` of its exports. */
function partsOf(specifier: string): { name: string; key: string; file: string } {
  const [, name = '', file] = specifier.split('/');
  return { name, key: file === undefined ? '.' : `./${file}`, file: file ?? 'index' };
}

/** The declarations of a source file and of all that it leads to in its package. */
function addDeclarations(name: string, file: string, made: Map<string, string>): void {
  const path = `/node_modules/@cotangent/${name}/${file.replace(/\.ts$/, '.d.ts')}`;
  if (made.has(path)) return;
  const source = readFileSync(join(packages, name, 'src', file), 'utf8');
  const { outputText } = ts.transpileDeclaration(source, {
    fileName: file,
    compilerOptions: { declaration: true, isolatedDeclarations: true },
  });
  made.set(path, outputText.replace(/(from |import\()(["'])(\.[^"']*)\.ts\2/g, '$1$2$3.js$2'));
  for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
    if (fileName.startsWith('.')) addDeclarations(name, posix.join(posix.dirname(file), fileName), made);
  }
}

/** A library of the language, and those that it refers to. */
function addLibrary(file: string, made: Map<string, string>): void {
  const path = `/lib/${file}`;
  if (made.has(path)) return;
  const text = readFileSync(join(libraries, file), 'utf8');
  made.set(path, text);
  for (const { fileName } of ts.preProcessFile(text).libReferenceDirectives)
    addLibrary(`lib.${fileName}.d.ts`, made);
}
