// The editor's code as a project of TypeScript: its file, the page's contract with it, and the declarations they import.
// The service asks for files by path and version; nothing is read from anywhere else.
import ts from 'typescript';

/** Files by their paths. */
export type Files = Readonly<Record<string, string>>;

/** Where the editor's code stands. */
export const codePath = '/module.ts';
/** Where the page says what it needs of that code. */
export const contractPath = '/contract.ts';
const globalsPath = '/globals.d.ts';

/** What the code finds besides the language itself; a worker has no document. */
const globals = `declare const console: {
  /** Shows values in the console of the browser. */
  log(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
};
declare const performance: { now(): number };
`;

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  skipLibCheck: true,
  erasableSyntaxOnly: true,
  noEmit: true,
};

/** TypeScript's service over the editor's code. */
export interface Project {
  readonly service: ts.LanguageService;
  /** Puts the code and the contract in; only what differs is looked at again. */
  set(code: string, contract?: string): void;
  /** The program of what was put in last, and the file of the code in it. */
  program(): { readonly program: ts.Program; readonly file: ts.SourceFile; readonly checker: ts.TypeChecker };
}

/** A project over declaration files. */
export function createProject(files: Files): Project {
  const own = new Map([
    [codePath, { text: '', version: 0 }],
    [contractPath, { text: '', version: 0 }],
    [globalsPath, { text: globals, version: 0 }],
  ]);
  const folders = new Set(Object.keys(files).flatMap(foldersOf));
  const readFile = (path: string): string | undefined => own.get(path)?.text ?? files[path];
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...own.keys()],
    getScriptVersion: (path) => String(own.get(path)?.version ?? 0),
    getScriptSnapshot(path) {
      const text = readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '/lib/lib.es2023.d.ts',
    fileExists: (path) => readFile(path) !== undefined,
    readFile,
    directoryExists: (path) => folders.has(path.replace(/\/$/, '')),
    getDirectories: (path) =>
      [...folders].flatMap((folder) => {
        const rest = folder.startsWith(`${path.replace(/\/$/, '')}/`) ? folder.slice(path.length) : '';
        const name = rest.replace(/^\//, '');
        return name !== '' && !name.includes('/') ? [name] : [];
      }),
  });
  const put = (path: string, text: string): void => {
    const before = own.get(path);
    if (before?.text !== text) own.set(path, { text, version: (before?.version ?? 0) + 1 });
  };
  return {
    service,
    set(code, contract = '') {
      put(codePath, code);
      put(contractPath, contract);
    },
    program() {
      const program = service.getProgram();
      const file = program?.getSourceFile(codePath);
      if (!program || !file) throw new Error('TypeScript has lost the code.');
      return { program, file, checker: program.getTypeChecker() };
    },
  };
}

/** `/a/b/c.ts` stands in ``, `/a` and `/a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, length) => parts.slice(0, length + 1).join('/'));
}
