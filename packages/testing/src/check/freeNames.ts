// The names that a piece of JavaScript uses and does not declare: what a printed program must import, or ask for.
// It reads tokens, not syntax: enough for functions of a few lines, and wrong at worst in a comment it leads to.

/** A name, and what is read of it by `name.member`; `undefined` if it stands alone somewhere. */
export interface FreeName {
  readonly name: string;
  readonly members: readonly string[] | undefined;
}

const token =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|\d[\w.]*|[A-Za-z_$][\w$]*|=>|\.\.\.|\?\.|\S/g;

const keywords = new Set(
  (
    'async await break case catch class const continue debugger default delete do else extends false finally for ' +
    'function get if in instanceof let new null of return set static super switch this throw true try typeof var ' +
    'void while with yield'
  ).split(' '),
);

const isName = (text: string | undefined): boolean =>
  text !== undefined && /^[A-Za-z_$]/.test(text) && !keywords.has(text);

/** The tokens that matter: no comments, no strings, but what templates compute. */
function tokensOf(source: string): string[] {
  return (source.match(token) ?? []).flatMap((text) => {
    if (text.startsWith('`')) {
      const computed = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inner]) => `(${inner})`);
      return tokensOf(computed.join(';'));
    }
    return /^(?:\/[/*]|['"])/.test(text) ? [] : [text];
  });
}

const opening = '([{';
const closing = ')]}';

/** Where the bracket at `at` has its other half. */
function partner(tokens: readonly string[], at: number): number {
  const step = opening.includes(tokens[at]) ? 1 : -1;
  let depth = 0;
  for (let i = at; i >= 0 && i < tokens.length; i += step) {
    if (opening.includes(tokens[i])) depth += step;
    if (closing.includes(tokens[i])) depth -= step;
    if (depth === 0) return i;
  }
  return at;
}

/** The names that a pattern between brackets binds: no keys, and nothing of defaults. */
function bound(tokens: readonly string[], from: number, to: number): string[] {
  const found: string[] = [];
  for (let i = from; i <= to; i++) {
    const binds = ['(', ',', '{', '[', '...', ':'].includes(tokens[i - 1]);
    if (isName(tokens[i]) && binds && tokens[i + 1] !== ':') found.push(tokens[i]);
  }
  return found;
}

/** All names that are declared anywhere: parameters, variables, functions, classes. */
function declaredIn(tokens: readonly string[]): Set<string> {
  const declared = new Set<string>();
  const bindGroup = (open: number): void => {
    for (const name of bound(tokens, open, partner(tokens, open))) declared.add(name);
  };
  tokens.forEach((text, i) => {
    const next = tokens[i + 1];
    if (['const', 'let', 'var', 'function', 'class'].includes(text)) {
      const at = next === '*' ? i + 2 : i + 1;
      if (isName(tokens[at])) declared.add(tokens[at]);
      else if (tokens[at] === '{' || tokens[at] === '[') bindGroup(at);
    }
    if (text === 'function' || text === 'catch') {
      const open = tokens.indexOf('(', i);
      if (open !== -1) bindGroup(open);
    }
    if (text !== '=>') return;
    if (isName(tokens[i - 1])) declared.add(tokens[i - 1]);
    else if (tokens[i - 1] === ')') bindGroup(partner(tokens, i - 1));
  });
  return declared;
}

/** The names that `source` takes from around it, without those that JavaScript has anyway. */
export function freeNames(source: string): readonly FreeName[] {
  const tokens = tokensOf(source);
  const declared = declaredIn(tokens);
  const found = new Map<string, string[] | undefined>();
  tokens.forEach((name, i) => {
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    const isMember = before === '.' || before === '?.';
    const isKey = after === ':' && (before === '{' || before === ',');
    if (!isName(name) || isMember || isKey || declared.has(name) || name in globalThis) return;
    if (name === 'arguments') return;
    const known = found.has(name) ? found.get(name) : [];
    found.set(name, after === '.' && known ? [...known, tokens[i + 2]] : undefined);
  });
  return [...found].map(([name, members]) => ({ name, members }));
}
