// The names that statements declare: what an example needs no import for, and what a source exports.
// Read off the syntax, so that it costs no type check.
import ts from 'typescript';
import { read } from './files.mjs';

/** @param {ts.BindingName} name @returns {string[]} */
const bound = (name) =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : bound(one.name)));

/** @param {ts.ImportClause | undefined} clause */
const imported = (clause) => {
  const bindings = clause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [bindings];
  return [clause, ...named].flatMap((one) =>
    one && !ts.isNamedImports(one) && one.name ? [one.name.text] : [],
  );
};

/**
 * The names a statement declares, and whether each is a value.
 * @param {ts.Statement} node
 * @returns {[name: string, value: boolean][]}
 */
export const namesOf = (node) => {
  if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return [[node.name.text, false]];
  const values = ts.isVariableStatement(node)
    ? node.declarationList.declarations.flatMap(({ name }) => bound(name))
    : ts.isImportDeclaration(node)
      ? imported(node.importClause)
      : (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name
        ? [node.name.text]
        : [];
  return values.map((name) => [name, true]);
};

/** What a source exports where it declares it. @param {string} path */
export const exportsOf = (path) => {
  const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.ESNext);
  const exporting = statements.filter(
    (node) =>
      ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  return new Map(exporting.flatMap(namesOf));
};
