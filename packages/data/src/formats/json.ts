// JSON as files hold it: UTF-8, and without names that stand twice in one object, of which parsers take either one.
import { refuse, type Source } from '../base/source.ts';

/** What `bytes`, a part of a file, say; refuses what is no JSON or names something twice. */
export function parseJson(source: Source, part: string, bytes: Uint8Array): unknown {
  let value: unknown;
  let twice: string | undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
    twice = repeated(text);
  } catch (error) {
    refuse(source, {
      rule: `the ${part} is no JSON`,
      got: { [part]: error instanceof Error ? error.message : String(error) },
      expected: `the ${part} to be JSON in UTF-8`,
    });
  }
  if (twice === undefined) return value;
  return refuse(source, {
    rule: `the ${part} has one name twice`,
    got: { [part]: `${twice} twice` },
    expected: 'each name once',
  });
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;

/** A name that stands twice in one object of valid JSON. */
function repeated(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (const [part, colon] of text.matchAll(token)) {
    if (part === '{' || part === '[') open.push(part === '{' ? new Set() : undefined);
    else if (part === '}' || part === ']') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(part.slice(0, -colon.length)) as string;
      const names = open.at(-1);
      if (names?.has(name)) return JSON.stringify(name);
      names?.add(name);
    }
  }
  return undefined;
}

/** An object of JSON; `undefined` for whatever else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return plain ? (value as Readonly<Record<string, unknown>>) : undefined;
}
