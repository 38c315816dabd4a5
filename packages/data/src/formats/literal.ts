// Python literals, as far as NumPy writes them into headers: strings, integers, True, False, None, tuples, lists, dicts.
// They are read as data; nothing is evaluated.

/** What a literal reads as: tuples and lists as arrays, dicts as maps, integers as numbers. */
export type Literal = string | number | boolean | null | readonly Literal[] | ReadonlyMap<string, Literal>;

const token = /[ \n]*(?:'([^'\\]*)'|"([^"\\]*)"|(\d+)L?|(True|False|None)|([[\](){},:]))/y;
const words: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };
const deepest = 8;

/** The value that `text` says; `undefined` where it says none, or anything else besides. */
export function parseLiteral(text: string): Literal | undefined {
  const tokens: RegExpExecArray[] = [];
  token.lastIndex = 0;
  let end = 0;
  for (let next = token.exec(text); next !== null; next = token.exec(text)) {
    tokens.push(next);
    end = token.lastIndex;
  }
  if (!/^[ \n]*$/.test(text.slice(end))) return undefined;
  let at = 0;
  const take = (mark: string): boolean => {
    const found = tokens[at]?.[5] === mark;
    if (found) at++;
    return found;
  };
  /** Parts up to `close`, with commas between them and perhaps behind; `undefined` where one is wrong. */
  const parts = <P>(close: string, part: () => P | undefined): P[] | undefined => {
    const found: P[] = [];
    while (!take(close)) {
      const one = part();
      if (one === undefined) return undefined;
      found.push(one);
      if (!take(',') && tokens[at]?.[5] !== close) return undefined;
    }
    return found;
  };
  const value = (depth: number): Literal | undefined => {
    const next = tokens[at++];
    if (next === undefined || depth > deepest) return undefined;
    const [, single, double, digits, word, mark] = next;
    const string = single ?? double;
    if (string !== undefined) return string;
    if (digits !== undefined) return Number(digits);
    if (word !== undefined) return words[word];
    if (mark === '(') return parts(')', () => value(depth + 1));
    if (mark === '[') return parts(']', () => value(depth + 1));
    if (mark !== '{') return undefined;
    const pairs = parts('}', () => {
      const key = value(depth + 1);
      const held = take(':') ? value(depth + 1) : undefined;
      return typeof key === 'string' && held !== undefined ? ([key, held] as const) : undefined;
    });
    const map = pairs && new Map(pairs);
    return map?.size === pairs?.length ? map : undefined;
  };
  const whole = value(0);
  return at === tokens.length ? whole : undefined;
}
