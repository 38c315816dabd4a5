// From the editor's TypeScript to a program: types become blanks, and imports are taken out, to stand at its end.
// Nothing moves, so that the line and column of an error are those of the editor.
import ts from 'typescript';
import { blankSourceFile } from 'ts-blank-space';
import type { Import, LayerLine, Place, Program, Trouble } from '../../runtime/program.ts';
import { isSequential } from './layers.ts';
import { codePath, type Project } from './project.ts';
import { wordsOf } from './words.ts';

/** A program, or what is wrong with the code. */
export type Compiled =
  | { readonly program: Program; readonly trouble?: undefined }
  | { readonly trouble: Trouble; readonly program?: undefined };

/** The program of the code that was put in last. Types may be wrong: it is JavaScript that runs. */
export function compile(project: Project): Compiled {
  const { file, checker } = project.program();
  const [syntax] = project.service.getSyntacticDiagnostics(codePath);
  if (syntax) return troubleAt(file, syntax.start ?? 0, wordsOf(syntax.messageText).message);
  let refused: { at: number; message: string } | undefined;
  const refuse = (node: ts.Node, message: string): void => {
    refused ??= { at: node.getStart(file), message };
  };
  const blanked = blankSourceFile(file, (node) =>
    refuse(
      node,
      'This is TypeScript that makes code, such as an enum or a namespace. Only types are taken away.',
    ),
  );
  const imports: Import[] = [];
  let code = blanked;
  for (const node of file.statements) {
    const specifier = specifierOf(node);
    if (specifier === undefined) continue;
    const [from, to] = [node.getStart(file), node.end];
    const text = blanked.slice(from, to);
    code = code.slice(0, from) + text.replace(/[^\n]/g, ' ') + code.slice(to);
    const made = importOf(node, text, checker);
    if (made) imports.push({ specifier, ...made, ...placeOf(file, from) });
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      refuse(node, 'import() is not available here. Write an import at the top.');
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (refused) return troubleAt(file, refused.at, refused.message);
  return { program: { code, imports, layers: layerLines(file) } };
}

function troubleAt(file: ts.SourceFile, at: number, message: string): Compiled {
  return { trouble: { message, place: placeOf(file, at), calls: [] } };
}

function placeOf(file: ts.SourceFile, at: number): Place {
  const { line, character } = file.getLineAndCharacterOfPosition(at);
  return { line: line + 1, column: character + 1 };
}

/** What an import, or an export from elsewhere, is from. */
function specifierOf(node: ts.Statement): string | undefined {
  const from =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
  return from && ts.isStringLiteral(from) ? from.text : undefined;
}

/** The import without types; `undefined` where nothing is left of it. */
function importOf(
  node: ts.Statement,
  blanked: string,
  checker: ts.TypeChecker,
): Pick<Import, 'head' | 'names'> | undefined {
  if (blanked.trim() === '') return undefined;
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    if (!clause) return { head: 'import', names: [] };
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings))
      return { head: `import * as ${bindings.name.text} from`, names: [] };
    const elements = (bindings?.elements ?? []).filter((element) => isValue(element, checker));
    const list = elements.map(({ propertyName, name }) => ({
      imported: (propertyName ?? name).text,
      as: name.text,
    }));
    if (clause.name) list.unshift({ imported: 'default', as: clause.name.text });
    if (list.length === 0) return undefined;
    const names = list.map(({ imported }) => imported);
    return {
      head: `import { ${list.map(({ imported, as }) => `${imported} as ${as}`).join(', ')} } from`,
      names,
    };
  }
  if (!ts.isExportDeclaration(node)) return undefined;
  const clause = node.exportClause;
  if (!clause) return { head: 'export * from', names: [] };
  if (ts.isNamespaceExport(clause)) return { head: `export * as ${clause.name.text} from`, names: [] };
  const elements = clause.elements.filter((element) => isValue(element, checker));
  const head = elements.map(({ propertyName, name }) => `${(propertyName ?? name).text} as ${name.text}`);
  return {
    head: `export { ${head.join(', ')} } from`,
    names: elements.map(({ propertyName, name }) => (propertyName ?? name).text),
  };
}

/** Whether a name stands for more than a type. */
function isValue(
  { isTypeOnly, name }: ts.ImportSpecifier | ts.ExportSpecifier,
  checker: ts.TypeChecker,
): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  if (isTypeOnly || !symbol) return false;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target.declarations === undefined || (target.flags & ts.SymbolFlags.Value) !== 0;
}

/** Where the layers of `export const model = sequential(…)` stand. */
function layerLines(file: ts.SourceFile): readonly LayerLine[] {
  const found: LayerLine[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isSequential(node)) {
      const { parent } = node;
      const model = ts.isVariableDeclaration(parent) ? parent.name.getText(file) : undefined;
      const call = placeOf(file, node.getStart(file));
      node.arguments.slice(1).forEach((argument, index) => {
        found.push({ index, model, call, ...placeOf(file, argument.getStart(file)) });
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
