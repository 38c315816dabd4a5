// What is said where a program cannot be had: no memory for it, or no module. Sizes, and what takes up the most.
import { complain } from '@cotangent/tensor/extend';
import type { Emitted } from '../emit/program.ts';
import { bytesOf, type Buffer } from '../loops/buffer.ts';

/** Buffers that are named. */
const named = 5;

/** Throws, for a program that does not fit into memory. */
export function refuseMemory(name: string, emitted: Emitted, rule: string): never {
  return complain({
    op: name,
    rule,
    got: { memory: showBytes(emitted.memory.size), ...largestBuffers(emitted) },
    argument: 'memory',
    expected: 'less at a time',
    hint: 'Use smaller batches, or checkpoint what the backward pass keeps.',
  });
}

/** Throws, for a module that the engine does not take. */
export function refuseModule(name: string, emitted: Emitted, error: unknown): never {
  const says = error instanceof Error ? error.message : String(error);
  const forbidden = /content security policy|unsafe-eval/i.test(says);
  return complain({
    op: name,
    rule: 'the engine must take the WebAssembly module of the program',
    got: {
      engine: says,
      module: `${showBytes(emitted.bytes.length)}, ${emitted.functions.length} functions`,
      memory: showBytes(emitted.memory.size),
      ...largestBuffers(emitted),
    },
    argument: 'module',
    expected: 'an engine with WebAssembly SIMD, where pages may compile modules and there is room for them',
    hint: forbidden ? "Add 'wasm-unsafe-eval' to script-src of the Content-Security-Policy." : undefined,
  });
}

/** Throws, for a call of a program by what is called while it prints: its memory is in use. */
export function refuseReentry(name: string): never {
  return complain({
    op: name,
    rule: 'a program must not be called while it runs',
    got: { call: 'by the console that shows what it prints' },
    argument: 'call',
    expected: 'a call once it has returned, or of another compiled function',
    hint: 'Store what is printed, and go on with it afterwards.',
  });
}

/** The largest buffers, by where in the user's code they come from. */
function largestBuffers({ memory }: Emitted): Readonly<Record<string, string>> {
  const sizeOf = ({ size, dtype }: Buffer): number => size * bytesOf[dtype];
  const places = new Set<number>();
  const largest = [...memory.addresses]
    .toSorted(([a], [b]) => sizeOf(b) - sizeOf(a))
    // Of those that share a place, the first is the largest.
    .filter(([{ size }, at]) => size > 0 && places.size < places.add(at).size)
    .map(([buffer]) => buffer)
    .slice(0, named);
  return Object.fromEntries(
    largest.map((buffer, k) => {
      const origin = buffer.origin?.() ?? 'the program itself';
      const text = `${showBytes(sizeOf(buffer))}   ${buffer.dtype} × ${buffer.size}, ${origin}`;
      return [`buffer ${k + 1}`, text];
    }),
  );
}

/** `1.5 GB` */
function showBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
