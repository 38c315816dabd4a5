// From TypeScript's words to what is to be read: the library's own sentence where a type carries one, and short types.
// The compiler wraps a sentence into what is not assignable to what, and spells out arguments that are at their defaults.
import type ts from 'typescript';

/** What is wrong, in the words to be read first, and the compiler's own where they say more. */
export interface Words {
  readonly message: string;
  readonly detail: string | undefined;
}

const mismatched =
  /^(?:Argument of type|Type) '(.+?)' is not assignable to (?:parameter of )?type '(.+?)'\.( Did you mean .+)?$/s;

/** The words of a diagnostic. */
export function wordsOf(text: string | ts.DiagnosticMessageChain): Words {
  const lines = flatten(text).map(shorten);
  const whole = lines.join('\n');
  const sentence = /Problem<"((?:[^"\\]|\\.)*)">/.exec(whole)?.[1];
  if (sentence !== undefined) {
    const message = sentence.replace(/\\(.)/g, '$1');
    return { message: /[.!?]$/.test(message) ? message : `${message}.`, detail: whole };
  }
  const missing = /^Property '([^']+)' is missing in type/.exec(lines.at(-1) ?? '')?.[1];
  if (missing !== undefined) return { message: `\`${missing}\` is missing.`, detail: whole };
  const mismatch = mismatched.exec(lines[0] ?? '');
  if (!mismatch) return { message: lines[0] ?? '', detail: lines.length > 1 ? whole : undefined };
  const [, got, expected, more] = mismatch;
  return { message: `Expected ${expected}, and this is ${got}.${more ?? ''}`, detail: whole };
}

/** A chain of messages, from what is wrong down to why. */
function flatten(text: string | ts.DiagnosticMessageChain): string[] {
  if (typeof text === 'string') return [text];
  return [text.messageText, ...(text.next ?? []).flatMap(flatten)];
}

/**
 * A type as one would write it: without arguments at their defaults.
 *
 * `Tensor<[2, 3], "float32">` is `Tensor<[2, 3]>`, and a layer ends with its parameters, or before them if it has none.
 */
export function shorten(type: string): string {
  return type
    .replace(/(Tensor<\[[^\]<>]*\]), "float32">/g, '$1>')
    .replace(/Readonly<Record<never, never>>/g, '{}')
    .replace(/, \{\}, "[^"]*", "float32">/g, '>')
    .replace(/(Layer<\[[^\]<>]*\], \[[^\]<>]*\]), \{\}>/g, '$1>')
    .replace(/\(alias\) /g, '')
    .replace(/\nimport [\w$]+$/, '');
}
