// Puts the model of an opened file into the code of the editor, whose optimizer and all else stay.

/** The statement that makes a model, and the names it uses, each with where it comes from. */
export interface ModelText {
  readonly statement: string;
  readonly uses: readonly (readonly [name: string, from: string])[];
}

/** `code` with another model; `undefined` where its model cannot be found. */
export function splice(code: string, { statement, uses }: ModelText): string | undefined {
  const begin = /^export const model\b/m.exec(code)?.index;
  const open = begin === undefined ? -1 : code.indexOf('(', begin);
  const close = open < 0 ? -1 : closing(code, open);
  if (begin === undefined || close < 0) return undefined;
  const after = code.slice(close + 1).replace(/^;/, '');
  const changed = `${code.slice(0, begin)}${statement}${after}`;
  const missing = new Map<string, Set<string>>();
  for (const [name, from] of uses) {
    if (imports(code, name)) continue;
    missing.set(from, (missing.get(from) ?? new Set()).add(name));
  }
  const lines = [...missing].map(([from, names]) => `import { ${[...names].join(', ')} } from '${from}';\n`);
  return lines.join('') + changed;
}

/** Whether an import brings a name. */
function imports(code: string, name: string): boolean {
  return [...code.matchAll(/^import\s*\{([^}]*)\}/gm)].some(([, names]) =>
    names.split(',').some((one) => one.trim() === name),
  );
}

/** Where the parenthesis at `open` is closed, strings and comments left out. */
function closing(code: string, open: number): number {
  let depth = 0;
  const tokens = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[()]/g;
  tokens.lastIndex = open;
  for (let found = tokens.exec(code); found; found = tokens.exec(code)) {
    if (found[0] === '(') depth++;
    if (found[0] === ')' && --depth === 0) return found.index;
  }
  return -1;
}
