// gzip, by the platform: browsers and Node have the same streams for it.
// Data sets are mostly handed out compressed; every decoder here wants the bytes inside.
import { open, refuse, type Bytes } from './source.ts';

/**
 * What is inside gzipped bytes, such as those of `train-images-idx3-ubyte.gz`. Rejects for bytes that are no gzip
 * stream, or a damaged one.
 * @example
 * const stream = new Blob([new Uint8Array([1, 2, 3])]).stream().pipeThrough(new CompressionStream('gzip'));
 * await gunzip(await new Response(stream).arrayBuffer()); // Uint8Array [1, 2, 3]
 */
export async function gunzip(bytes: Bytes): Promise<Uint8Array> {
  const source = open('gunzip', bytes);
  try {
    const stream = new Blob([source.bytes as Uint8Array<ArrayBuffer>]).stream();
    const inside = stream.pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(inside).arrayBuffer());
  } catch {
    return refuse(source, {
      rule: 'this is no whole gzip stream',
      expected: 'bytes that begin with 1f 8b, and all of them',
    });
  }
}
