// What a file is read from, at the door, and the one form of complaint about what it holds.
// Errors call it `bytes`, or `file` by its path where it was read from one.
import { complain, show } from '@cotangent/tensor/extend';

/** The contents of a file: what `fetch(…).bytes()`, `arrayBuffer()` and Node's `readFile` give. */
export type Bytes = Uint8Array | ArrayBuffer;

/** Bytes, for whom they are read, and what errors call them. */
export interface Source {
  readonly op: string;
  readonly bytes: Uint8Array;
  /** The path, where the bytes came from a file. */
  readonly file: string | undefined;
}

/** `bytes` as a source for `op`; throws unless they are bytes. */
export function open(op: string, bytes: unknown, file?: string): Source {
  if (bytes instanceof ArrayBuffer) return { op, bytes: new Uint8Array(bytes), file };
  if (bytes instanceof Uint8Array) {
    // A plain view: the `slice` of Node's Buffer shares its memory.
    return { op, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), file };
  }
  return complain({
    op,
    rule: 'a file is given by its bytes',
    got: { bytes: show(bytes) },
    argument: 'bytes',
    expected: 'a Uint8Array or an ArrayBuffer',
    hint: typeof bytes === 'string' ? 'Paths are for the functions of @cotangent/data/node.' : undefined,
  });
}

/** What a file broke: the rule, what was expected, and further lines of what was got. */
interface Fault {
  readonly rule: string;
  readonly got?: Readonly<Record<string, string>>;
  readonly expected: string;
  readonly hint?: string | undefined;
}

/** Throws the error that says what is wrong with a file. */
export function refuse({ op, bytes, file }: Source, { rule, got, expected, hint }: Fault): never {
  const argument = file === undefined ? 'bytes' : 'file';
  const size = `${bytes.length} bytes`;
  const shown = file === undefined ? size : `${file}   ${size}`;
  complain({ op, rule, got: { [argument]: shown, ...got }, argument, expected, hint });
}
