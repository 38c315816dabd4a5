// Paths as text: `conv1.w`, `layers[0].b`, and `["a.b"].w` for keys that would read as more than one step.
// The rules are those of the type `Path`; the empty path is the tree itself.
import { isTensor } from '../core/bind.ts';

/** One step down: the key of an object or the index of an array. */
export type Step = string | number;

const needsQuotes = /^$|[.[\]"]/;
const step = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]"]+)/y;

/** The path one step below `path`. */
export function joinPath(path: string, key: Step): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (needsQuotes.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The steps of a path; `undefined` if it does not read as one. */
export function parsePath(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const start = step.lastIndex;
    const [text, index, quoted, bare] = step.exec(path) ?? [];
    if (text === undefined || (bare !== undefined && text.startsWith('.') !== start > 0)) return undefined;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted === undefined) steps.push(bare as string);
    else {
      const key = unquote(quoted);
      if (key === undefined) return undefined;
      steps.push(key);
    }
  }
  return steps;
}

function unquote(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** What lies one step below `node`; `undefined` if nothing does. */
export function child(node: unknown, key: Step): unknown {
  if (typeof node !== 'object' || node === null || isTensor(node)) return undefined;
  if (Array.isArray(node) !== (typeof key === 'number') || !Object.hasOwn(node, key)) return undefined;
  return (node as Readonly<Record<Step, unknown>>)[key];
}

/** A path as messages name it: `at conv1.w`, or nothing for the tree itself. */
export function at(path: string): string {
  return path === '' ? '' : ` at ${path}`;
}
