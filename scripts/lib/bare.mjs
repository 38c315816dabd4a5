// Which functions and classes our packages export without an example, namespaces included.
// Types go without: what they mean is shown by the functions that use them.
import ts from 'typescript';
import { relative } from 'node:path';
import { root } from './packages.mjs';

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Symbol} module
 * @returns {ts.Symbol[]}
 */
const valuesOf = (checker, module) =>
  checker.getExportsOfModule(module).flatMap((one) => {
    const symbol = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
    if (symbol.flags & ts.SymbolFlags.ValueModule) return valuesOf(checker, symbol);
    return symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class) ? [symbol] : [];
  });

/**
 * @param {ts.Program} program
 * @param {string[]} entries files of the program
 * @returns {string[]} problems
 */
export const bare = (program, entries) => {
  const checker = program.getTypeChecker();
  const symbols = entries.flatMap((path) => {
    const file = program.getSourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    return module ? valuesOf(checker, module) : [];
  });
  return [...new Set(symbols)]
    .filter((symbol) => !symbol.getJsDocTags(checker).some(({ name }) => name === 'example'))
    .map((symbol) => {
      const [declaration] = symbol.declarations ?? [];
      const file = declaration ? relative(root, declaration.getSourceFile().fileName) : '';
      return `${file}: ${symbol.name} has no @example`;
    });
};
