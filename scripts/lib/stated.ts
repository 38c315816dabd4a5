// What the comments of examples state, held against what is so: values as text, types by the compiler.
// A text that ends with ` …` says how the value's text begins; words may follow the value after a colon.
import { isTensor } from '@cotangent/tensor';

/** `true` if `Actual` is the type `Stated`; otherwise both, for the compiler's message. */
export type Is<Actual, Stated> =
  (<T>() => T extends Actual ? 1 : 2) extends <T>() => T extends Stated ? 1 : 2
    ? true
    : { readonly is: Actual; readonly stated: Stated };

/** A value as examples write it: tensors by their own text, on one line. */
function show(value: unknown): string {
  if (isTensor(value)) return String(value).replace(/\n+ */g, ' ');
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"')}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value instanceof Map) {
    const pairs = [...value].map(([key, part]) => `${show(key)} => ${show(part)}`);
    return `Map(${value.size}) { ${pairs.join(', ')} }`;
  }
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name} [${[...(value as Uint8Array)].join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, part]) => `${key}: ${show(part)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** Throws unless `value` is what `stated` says. */
export function check(value: unknown, stated: string): void {
  const text = show(value);
  const open = stated.endsWith(' …') && text.startsWith(stated.slice(0, -2));
  const holds = open || stated === text || stated.startsWith(`${text}: `);
  if (!holds) throw new Error(`The comment says\n  ${stated}\nbut it is\n  ${text}`);
}
