// Asks the TypeScript compiler what type expressions come to, many in one program.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One dim as a type says it: the sizes and names it may be; `undefined` is any. */
export type DimType = readonly (number | string)[] | undefined;
/** A shape as a type says it. `rest` is where axes of unknown number stand among `dims`. */
export interface ShapeType {
  readonly dims: readonly DimType[];
  readonly rest: number | undefined;
}
/** What the two twins of a case come to; `shape` is the type's text if that is no shape. */
export interface Answer {
  readonly shape: ShapeType | string;
  /** The sentences of a certain mistake. */
  readonly problem: readonly string[];
}

const here = fileURLToPath(new URL('.', import.meta.url));
const shapes = fileURLToPath(new URL('../../src/shape/', import.meta.url));
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: [],
};
const host = ts.createCompilerHost(options);
const sources = new Map<string, ts.SourceFile | undefined>();

/** The types that all `expressions` (pairs of a result and a problem) come to. */
export function ask(expressions: readonly { readonly result: string; readonly problem: string }[]): Answer[] {
  const used = new Set(
    expressions.flatMap(({ result, problem }) => [result, problem].map((text) => text.split('<')[0])),
  );
  const imports = [...exportsOf(used)].map(
    ([file, found]) => `import type { ${found.join(', ')} } from '${file}';\n`,
  );
  const lines = expressions.map(
    ({ result, problem }, n) => `export type R${n} = ${result};\nexport type P${n} = ${problem};\n`,
  );
  const name = `${here}generated.ts`;
  const text = `import type { Dim, Shape } from '${shapes}dim.ts';\n${imports.join('')}${lines.join('')}`;
  const program = ts.createProgram([name], options, {
    ...host,
    fileExists: (file) => file === name || host.fileExists(file),
    getSourceFile(file, version) {
      if (file === name) return ts.createSourceFile(file, text, version, true);
      if (!sources.has(file)) sources.set(file, host.getSourceFile(file, version));
      return sources.get(file);
    },
  });
  const source = program.getSourceFile(name)!;
  const errors = program.getSemanticDiagnostics(source);
  if (errors.length > 0) {
    const { messageText, start = 0 } = errors[0];
    const line = text.slice(text.lastIndexOf('\n', start) + 1, text.indexOf('\n', start));
    throw new Error(
      `${errors.length} errors, the first: ${ts.flattenDiagnosticMessageText(messageText, '\n')}\n${line}`,
    );
  }
  const checker = program.getTypeChecker();
  const types = new Map<string, ts.Type>();
  source.forEachChild((node) => {
    if (ts.isTypeAliasDeclaration(node)) types.set(node.name.text, checker.getTypeAtLocation(node.name));
  });
  return expressions.map((_, n) => ({
    shape: readShape(checker, types.get(`R${n}`)!),
    problem: readProblem(checker, types.get(`P${n}`)!),
  }));
}

/** In which files of `src/shape` the types `names` are exported. */
function exportsOf(names: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of ts.sys.readDirectory(shapes, ['.ts'], ['**/*.test.ts', '**/*.test-d.ts'])) {
    const declared = readFileSync(path, 'utf8').matchAll(/^export type (\w+)/gm);
    const wanted = [...declared].map(([, name]) => name).filter((name) => names.has(name));
    if (wanted.length > 0) found.set(path, wanted);
  }
  return found;
}

function readShape(checker: ts.TypeChecker, type: ts.Type): ShapeType | string {
  const args = (): readonly ts.Type[] => checker.getTypeArguments(type as ts.TypeReference);
  if (checker.isTupleType(type)) {
    const { elementFlags } = (type as ts.TupleTypeReference).target;
    const rest = elementFlags.findIndex((flags) => (flags & ts.ElementFlags.Variable) !== 0);
    const dims = args().map((dim) => readDim(dim));
    if (dims.some((dim) => dim?.length === 0)) return checker.typeToString(type);
    return { dims, rest: rest < 0 ? undefined : rest };
  }
  if (checker.isArrayType(type)) return { dims: [readDim(args()[0])], rest: 0 };
  return checker.typeToString(type);
}

/** What may stand at an axis; an empty list for what is no dim. */
function readDim(type: ts.Type): DimType {
  const parts = type.isUnion() ? type.types : [type];
  if (parts.some((part) => (part.flags & ts.TypeFlags.Number) !== 0)) return undefined;
  return parts.flatMap((part) => (part.isNumberLiteral() || part.isStringLiteral() ? [part.value] : []));
}

function readProblem(checker: ts.TypeChecker, type: ts.Type): string[] {
  if ((type.flags & ts.TypeFlags.Unknown) !== 0) return [];
  const problems = type.isUnion() ? type.types : [type];
  return problems.flatMap((problem) => {
    if (problem.symbol?.name !== 'Problem') return [`no problem but ${checker.typeToString(type)}`];
    const message = checker.getTypeArguments(problem as ts.TypeReference)[0];
    const messages = message.isUnion() ? message.types : [message];
    return messages.map((each) => (each.isStringLiteral() ? each.value : checker.typeToString(each)));
  });
}
