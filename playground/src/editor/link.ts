// Code and seed in an address, so that a link shows what somebody made and gives the same numbers.
// Opening a link shows the code and runs nothing: that is for the visitor to do.

/** What a link carries. */
export interface Shared {
  readonly code: string;
  readonly seed: number;
}

/** The most bytes of code: a few letters may unpack to more than a page can hold. */
const longest = 1_000_000;

/** The words of an address for it: the code is compressed, and written in characters that addresses may have. */
export async function toQuery({ code, seed }: Shared): Promise<Readonly<Record<'code' | 'seed', string>>> {
  const packed = new Uint8Array(
    await through(new TextEncoder().encode(code), new CompressionStream('deflate-raw')),
  );
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  const text = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return { code: text, seed: String(seed) };
}

/** What an address carries; `undefined` where it carries no code, or damaged code. */
export async function fromQuery(query: URLSearchParams): Promise<Shared | undefined> {
  const text = query.get('code');
  if (text === null) return undefined;
  try {
    const packed = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    const unpacked = await through(packed, new DecompressionStream('deflate-raw'));
    const seed = Number(query.get('seed') ?? 0);
    const code = new TextDecoder('utf-8', { fatal: true }).decode(unpacked);
    return { code, seed: Number.isSafeInteger(seed) && seed >= 0 ? seed : 0 };
  } catch {
    return undefined;
  }
}

/** What became of a link: its code waits to be read and run, or it cannot be read. */
export type Brought = 'unread' | 'damaged';

/** Reads what addresses carry, and the same address but once: who comes back to it finds what was written since. */
export function linkReader() {
  let last = '';
  return {
    /** What an address carries; `undefined` where that is nothing, or was read before. */
    async read(query: URLSearchParams): Promise<Shared | 'damaged' | undefined> {
      if (!query.get('code') || query.toString() === last) return undefined;
      last = query.toString();
      return (await fromQuery(query)) ?? 'damaged';
    },
    /** Takes note of an address that was made of what is there. */
    made(query: Readonly<Record<string, string>>): void {
      last = new URLSearchParams(query).toString();
    },
  };
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream): Promise<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const part = next.value as Uint8Array<ArrayBuffer>;
    length += part.length;
    if (length > longest) {
      await reader.cancel();
      throw new RangeError('This is more than code that somebody wrote.');
    }
    parts.push(part);
  }
  return new Blob(parts).arrayBuffer();
}
