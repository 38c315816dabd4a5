// The import line that an example beside the code leaves out, found by asking the compiler what packages export.
// A package's examples may also use what the packages below it export.
import ts from 'typescript';
import { join } from 'node:path';
import { entries, packages, specifiers } from './packages.mjs';

/** @typedef {{ specifier: string, words: Map<string, boolean> }} Module its exports, and whether each is a value */

/** @param {ReturnType<typeof packages>[number]} pkg @param {ReturnType<typeof packages>} all @returns {string[]} */
const below = ({ manifest }, all) =>
  all
    .filter(({ name }) => manifest.dependencies?.[name] ?? manifest.peerDependencies?.[name])
    .flatMap((pkg) => [pkg.folder, ...below(pkg, all)]);

/** What each package and those below it export, by folder. @returns {Map<string, Module[]>} */
export const exported = () => {
  const all = packages();
  const program = ts.createProgram(
    all.flatMap(({ directory, manifest }) => entries(manifest).map((entry) => join(directory, entry))),
    {
      module: ts.ModuleKind.NodeNext,
      allowImportingTsExtensions: true,
      noEmit: true,
      noLib: true,
      types: [],
    },
  );
  const checker = program.getTypeChecker();
  const own = new Map(
    all.map((pkg) => {
      const names = specifiers(pkg);
      const modules = entries(pkg.manifest).map((path, index) => {
        const file = program.getSourceFile(join(pkg.directory, path));
        const symbol = file && checker.getSymbolAtLocation(file);
        const symbols = symbol ? checker.getExportsOfModule(symbol) : [];
        const words = symbols.map((one) => {
          const target = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
          return /** @type {const} */ ([one.name, (target.flags & ts.SymbolFlags.Value) !== 0]);
        });
        return { specifier: names[index] ?? '', words: new Map(words) };
      });
      return [pkg.folder, modules];
    }),
  );
  return new Map(
    all.map((pkg) => {
      const folders = new Set([pkg.folder, ...below(pkg, all)]);
      return [pkg.folder, [...folders].flatMap((folder) => own.get(folder) ?? [])];
    }),
  );
};

/**
 * @param {string} code
 * @param {Module[]} modules those before others win
 * @param {Set<string>} [declared] what the code names itself
 */
export const imports = (code, modules, declared = new Set()) => {
  const used = new Set(code.match(/(?<![.\w$'"])[A-Za-z_$][\w$]*(?!\s*:)/g));
  for (const name of declared) used.delete(name);
  return modules
    .map(({ specifier, words }) => {
      const names = [...words].filter(([name]) => used.delete(name));
      const list = names.map(([name, value]) => (value ? name : `type ${name}`)).join(', ');
      return names.length === 0 ? '' : `import { ${list} } from '${specifier}'; `;
    })
    .join('');
};
