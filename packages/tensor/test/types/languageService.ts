// What an editor shows: TypeScript's language service, asked about a program that exists only in memory.
// The library is read from its sources, so no build is needed before.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const file = `${root}hover.ts`;
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: [],
  paths: { '@cotangent/*': [`${root}packages/*/src/index.ts`] },
};

const registry = ts.createDocumentRegistry();

/**
 * What hovering over each variable of `program` shows, in the order of the program; where a line ends in `// ^op`, what
 * hovering over `op` in it shows. Throws for a program that does not compile.
 */
export function hover(program: string): string {
  const service = ts.createLanguageService(
    {
      getScriptFileNames: () => [file],
      getScriptVersion: (name) => (name === file ? program : '1'),
      getScriptSnapshot(name) {
        const text = name === file ? program : ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getCompilationSettings: () => options,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (name) => name === file || ts.sys.fileExists(name),
      readFile: (name) => ts.sys.readFile(name),
    },
    registry,
  );
  const errors = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
  if (errors.length > 0) {
    throw new Error(
      errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n'),
    );
  }
  const source = service.getProgram()!.getSourceFile(file)!;
  const shown: string[] = [];
  const show = (at: number): void => {
    const parts = service.getQuickInfoAtPosition(file, at)?.displayParts;
    shown.push(ts.displayPartsToString(parts).replace(/\s+/g, ' '));
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name)) {
      show(node.name.getStart());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const { index, 0: line, groups } of program.matchAll(/^.*\/\/ \^(?<op>\w+)$/gm)) {
    show(index + line.indexOf(groups!['op']!));
  }
  return shown.join('\n');
}
